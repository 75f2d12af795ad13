use std::fmt;
use std::time::Duration;

/// The least that a reply must bring, once its head is there.
///
/// Each span of `grace` must bring `bytes_per_second` times its seconds, and a byte in any case. By
/// default 1 byte a second over 10 seconds: a line that is slow is waited for, one that is dead is
/// not. A stream is held to it while its reader waits. It is for bodies of replies only: a request
/// that cannot be written, and a reply that does not begin, end with the attempt time-out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct MinimumThroughput {
    bytes_per_second: u64,
    /// None: nothing is asked.
    pub(super) grace: Option<Duration>,
}

impl MinimumThroughput {
    /// At least so many bytes a second, measured over spans of `grace`. A span of no time cannot be
    /// measured: zero is as [`disabled`](Self::disabled).
    pub fn new(bytes_per_second: u64, grace: Duration) -> Self {
        if grace.is_zero() {
            return Self::disabled();
        }
        Self { bytes_per_second, grace: Some(grace) }
    }

    /// However little comes, it is waited for as long as the other time-outs allow.
    pub fn disabled() -> Self {
        Self { bytes_per_second: 0, grace: None }
    }

    pub(super) fn bytes_per_span(&self, span: Duration) -> u64 {
        // Saturates. A span must bring something, or a dead line would never be noticed.
        ((self.bytes_per_second as f64 * span.as_secs_f64()) as u64).max(1)
    }
}

impl Default for MinimumThroughput {
    fn default() -> Self {
        Self::new(1, Duration::from_secs(10))
    }
}

impl fmt::Display for MinimumThroughput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.grace {
            Some(grace) => write!(f, "{} bytes a second over {grace:?}", self.bytes_per_second),
            None => f.write_str("nothing"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_no_time_asks_for_nothing() {
        assert_eq!(MinimumThroughput::new(1000, Duration::ZERO), MinimumThroughput::disabled());
        assert_ne!(MinimumThroughput::new(0, Duration::MAX), MinimumThroughput::disabled());
    }
}
