use std::time::Duration;

/// The delays of a waiter, as Smithy defines them: random, between the minimum and an upper limit
/// that doubles with each call, and short enough at the end for a last call.
#[derive(Clone, Copy, Debug)]
pub(super) struct Backoff {
    pub(super) min_delay: Duration,
    pub(super) max_delay: Duration,
}

impl Backoff {
    /// The delay after this many calls, with this much time left. `jitter` is a random number from
    /// 0 to 1. The last delay leaves the minimum delay for the response to the last call; `None` if
    /// no time is left for a call.
    pub(super) fn delay(&self, calls: u32, left: Duration, jitter: f64) -> Option<Duration> {
        let last = left.checked_sub(self.min_delay).filter(|last| !last.is_zero())?;
        let doubled = 2_u32.checked_pow(calls.saturating_sub(1));
        let doubled = doubled.and_then(|factor| self.min_delay.checked_mul(factor));
        let longest = doubled.unwrap_or(self.max_delay).min(self.max_delay);
        let spread = longest.saturating_sub(self.min_delay);
        let spread = Duration::try_from_secs_f64(spread.as_secs_f64() * jitter).unwrap_or(spread);
        Some(self.min_delay.saturating_add(spread).min(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKOFF: Backoff =
        Backoff { min_delay: Duration::from_secs(2), max_delay: Duration::from_secs(120) };

    fn seconds(calls: u32, left: u64, jitter: f64) -> Option<f64> {
        let delay = BACKOFF.delay(calls, Duration::from_secs(left), jitter);
        delay.map(|delay| delay.as_secs_f64())
    }

    #[test]
    fn pauses_double_up_to_the_longest() {
        let longest = (1..=9).map(|calls| seconds(calls, 10_000, 1.0).unwrap());
        let expected = [2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 120.0, 120.0, 120.0];
        assert_eq!(longest.collect::<Vec<_>>(), expected);
        assert_eq!(seconds(u32::MAX, 10_000, 1.0), Some(120.0));
    }

    #[test]
    fn jitter_spreads_pauses_down_to_the_shortest() {
        assert_eq!(seconds(5, 10_000, 0.0), Some(2.0));
        assert_eq!(seconds(5, 10_000, 0.5), Some(17.0));
        assert_eq!(seconds(1, 10_000, 0.5), Some(2.0));
    }

    #[test]
    fn the_last_call_has_time_for_its_answer() {
        assert_eq!(seconds(7, 100, 1.0), Some(98.0));
        assert_eq!(seconds(1, 3, 0.0), Some(1.0));
        assert_eq!(seconds(1, 2, 0.0), None);
        assert_eq!(seconds(1, 0, 0.0), None);
    }

    #[test]
    fn no_time_is_too_long() {
        let backoff = Backoff { min_delay: Duration::MAX / 2, max_delay: Duration::MAX };
        let last = Duration::MAX - backoff.min_delay;
        assert_eq!(backoff.delay(9, Duration::MAX, 1.0), Some(last));
    }
}
