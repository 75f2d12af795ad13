use std::time::Duration;

use super::Fake;

/// The settings of a [`Fake`].
#[derive(Clone, Debug)]
pub struct FakeBuilder {
    pub(super) retry_numbering: RetryNumbering,
    pub(super) sends_state_in_errors: bool,
    pub(super) start: Duration,
}

/// What distinguishes the retry of an execution from the execution. AWS does not document it, so
/// code for devices should work with both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryNumbering {
    /// The number stays, and `queuedAt` is at least a second later. The version goes on, and the
    /// details stay until the device sends others.
    #[default]
    SameNumber,
    /// The number is one higher, and `queuedAt` is at least a second later. The version is 1, and
    /// there are no details.
    HigherNumber,
}

impl Default for FakeBuilder {
    fn default() -> Self {
        Self {
            retry_numbering: RetryNumbering::default(),
            sends_state_in_errors: false,
            start: START,
        }
    }
}

impl FakeBuilder {
    /// How executions that the service retries are numbered. By default, the number stays.
    pub fn retry_numbering(mut self, numbering: RetryNumbering) -> Self {
        self.retry_numbering = numbering;
        self
    }

    /// Whether errors of HTTP calls, and those of [`Fake::call`], contain the state of the execution
    /// (`executionState`) if it has another version than expected, or has ended. Not by default: it
    /// is documented, but has not been seen. Over MQTT, they always contain it.
    pub fn state_in_errors(mut self, is_sent: bool) -> Self {
        self.sends_state_in_errors = is_sent;
        self
    }

    /// The time at which the clock starts, since the epoch. By default, the beginning of 2026 (UTC).
    pub fn start_time(mut self, since_epoch: Duration) -> Self {
        self.start = since_epoch;
        self
    }

    /// The fake, without things and jobs.
    pub fn build(self) -> Fake {
        Fake::with_settings(&self)
    }
}

/// 2026-01-01T00:00:00Z
const START: Duration = Duration::from_secs(1_767_225_600);
