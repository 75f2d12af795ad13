use std::time::Duration;

use super::random::Random;

/// When to try again after failures: 1 second to 5 minutes, doubled each time, with jitter.
#[derive(Clone, Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
    at: Option<Duration>,
    /// When the service asked to be called again.
    asked_for: Option<Duration>,
}

impl Backoff {
    /// Counts a failure. The service may ask for a longer pause.
    pub(super) fn failed(&mut self, now: Duration, least: Option<Duration>, random: &mut Random) {
        let ceiling = FIRST.saturating_mul(1 << self.failures.min(9)).min(LONGEST);
        let pause = ceiling.mul_f64(0.5 + 0.5 * random.fraction());
        self.failures += 1;
        self.asked_for = least.map(|least| now.saturating_add(least.min(LONGEST_ASKED_FOR)));
        self.at = Some(now.saturating_add(pause)).max(self.asked_for);
    }

    /// It succeeded.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    /// Ends the pause, since a call was answered.
    pub(super) fn end_pause(&mut self) {
        self.at = None;
        self.asked_for = None;
    }

    /// Ends the pause, unless the service asked for it.
    pub(super) fn skip(&mut self) {
        self.at = self.asked_for;
    }

    pub(super) fn is_over(&self, now: Duration) -> bool {
        self.at.is_none_or(|at| at <= now)
    }

    /// When the pause ends. `None`: there is none.
    pub(super) fn end(&self) -> Option<Duration> {
        self.at
    }
}

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(300);
/// A longer `Retry-After` is not believed.
const LONGEST_ASKED_FOR: Duration = Duration::from_secs(3600);
