use std::time::Duration;

use crate::random::fraction;

/// The pauses between tries to connect.
pub(super) struct Backoff {
    longest: Duration,
    failures: u32,
}

impl Backoff {
    pub(super) fn new(longest: Duration) -> Self {
        Self { longest, failures: 0 }
    }

    /// The pause after a connection that has lasted so long; zero if there was none.
    pub(super) fn pause(&mut self, lasted: Duration) -> Duration {
        if lasted >= STABLE {
            self.failures = 0;
        }
        let whole = Duration::from_secs(1 << self.failures.min(16)).min(self.longest);
        self.failures = self.failures.saturating_add(1);
        whole.mul_f64(1.0 - fraction() / 2.0)
    }
}

/// A connection that ends earlier may have been ended for a reason that will end the next, such as
/// another client with the same id.
const STABLE: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_until_a_connection_has_lasted() {
        let mut backoff = Backoff::new(Duration::from_secs(60));
        let short = Duration::from_secs(29);
        for whole in [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0] {
            let pause = backoff.pause(short).as_secs_f64();
            assert!((whole / 2.0..=whole).contains(&pause), "{whole}: {pause}");
        }
        assert!(backoff.pause(STABLE) <= Duration::from_secs(1));
    }

    #[test]
    fn devices_that_lose_their_connections_together_do_not_return_together() {
        let pause = |_| Backoff::new(Duration::from_secs(60)).pause(Duration::ZERO);
        let pauses: std::collections::HashSet<_> = (0..100).map(pause).collect();
        assert!(pauses.len() > 90, "{}", pauses.len());
    }
}
