use std::time::Duration;

use super::moment::Moment;
use crate::credentials::IotCredentialsError;

/// A refusal that another request would only repeat.
pub(super) struct Refusal {
    error: IotCredentialsError,
    since: Moment,
    lasts: Duration,
}

impl Refusal {
    /// Remembered for one to two minutes, as `fraction` says, from 0 up to 1.
    pub(super) fn new(error: IotCredentialsError, since: Moment, fraction: f64) -> Self {
        Self { error, since, lasts: MINUTE.mul_f64(1.0 + fraction.clamp(0.0, 1.0)) }
    }

    /// The refusal, while it is remembered.
    pub(super) fn at(&self, now: Moment) -> Option<&IotCredentialsError> {
        (now.since(self.since) < self.lasts).then_some(&self.error)
    }
}

/// The time between a failed refresh and the next.
pub(super) struct Pause {
    since: Moment,
    lasts: Duration,
}

impl Pause {
    /// The first pause, or one that is twice as long as the one before.
    pub(super) fn after(before: Option<&Self>, since: Moment) -> Self {
        let lasts = before.map_or(FIRST_PAUSE, |before| before.lasts.saturating_mul(2));
        Self { since, lasts: lasts.min(MINUTE) }
    }

    pub(super) fn is_over(&self, now: Moment) -> bool {
        now.since(self.since) >= self.lasts
    }
}

pub(super) const MINUTE: Duration = Duration::from_secs(60);
const FIRST_PAUSE: Duration = Duration::from_secs(10);
