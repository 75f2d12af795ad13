use std::time::Duration;

use super::Fault;

/// How often each fault occurs, decided by a seed: the same calls in the same order meet the same
/// faults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FaultRates {
    pub(super) seed: u64,
    pub(super) of_calls: Vec<(Fault, f64)>,
    pub(super) of_notifications: Vec<(Fault, f64)>,
}

impl FaultRates {
    /// No faults yet.
    pub fn new(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }

    /// Adds a fault with its rate per call or per notification, 0 to 1. At most one fault occurs at
    /// a time, so the rates add up; beyond a sum of 1, later faults do not occur.
    pub fn with(mut self, fault: Fault, rate: f64) -> Self {
        let rates = match fault.is_of_notification() {
            true => &mut self.of_notifications,
            false => &mut self.of_calls,
        };
        rates.push((fault, rate));
        self
    }

    /// Every fault that can pass, each with the same rate. Delays are 90 seconds, and one in two
    /// faults of a kind with `Retry-After` has 5 seconds of it.
    pub fn of_every_kind(seed: u64, rate: f64) -> Self {
        const LATE: Duration = Duration::from_secs(90);
        const RETRY_AFTER: Option<Duration> = Some(Duration::from_secs(5));

        let half = rate / 2.0;
        Self::new(seed)
            .with(Fault::Unreachable, rate)
            .with(Fault::LoseRequest, rate)
            .with(Fault::LoseAnswer, rate)
            .with(Fault::Duplicate, rate)
            .with(Fault::Delay(LATE), rate)
            .with(Fault::ServerError { is_applied: false }, half)
            .with(Fault::ServerError { is_applied: true }, half)
            .with(Fault::Unavailable { is_applied: false, retry_after: RETRY_AFTER }, half)
            .with(Fault::Unavailable { is_applied: true, retry_after: None }, half)
            .with(Fault::Throttle { retry_after: RETRY_AFTER }, half)
            .with(Fault::Throttle { retry_after: None }, half)
            .with(Fault::Denied, half)
            .with(Fault::CertificateRejected, half)
            .with(Fault::ClockWrong, rate)
            .with(Fault::Disconnect, rate)
            .with(Fault::LoseNotification, rate)
            .with(Fault::DelayNotification(LATE), rate)
    }
}
