use std::time::Duration;

use crate::jobs::StatusDetails;
use crate::runner::ContextError;

/// What a handler made of a job.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Outcome {
    pub(crate) verdict: Verdict,
    pub(crate) details: StatusDetails,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Verdict {
    Done,
    Failed,
    Rejected,
    Later(Duration),
    Restart,
    Interrupted,
}

impl Outcome {
    /// The job is done: SUCCEEDED.
    pub fn done() -> Self {
        Self::of(Verdict::Done)
    }

    /// The job failed, and another try may help: FAILED. The service tries again if the job says so.
    pub fn failed(reason: impl AsRef<str>) -> Self {
        Self::of(Verdict::Failed).detail("reason", reason)
    }

    /// This device will never do this job, for example because it does not know the operation:
    /// REJECTED. The service does not try again.
    pub fn rejected(reason: impl AsRef<str>) -> Self {
        Self::of(Verdict::Rejected).detail("reason", reason)
    }

    /// The job goes on later. It stays IN_PROGRESS, and
    /// [`Handler::resume`](crate::runner::Handler::resume) is called after this time, or when the
    /// runner starts again.
    pub fn later(after: Duration) -> Self {
        Self::of(Verdict::Later(after))
    }

    /// The job goes on after a restart of the application or the device. Nothing is reported. The
    /// runner returns [`Exit::Restart`](crate::runner::Exit::Restart), and when it runs again, it
    /// calls [`Handler::resume`](crate::runner::Handler::resume) with the last step. That needs a
    /// [`Journal`](crate::runner::Journal) on disk.
    pub fn restart() -> Self {
        Self::of(Verdict::Restart)
    }

    /// The handler stopped since it was cancelled, and the job is not finished. After a shutdown,
    /// the job is resumed at the next start. After a time-out, it is FAILED.
    pub fn interrupted() -> Self {
        Self::of(Verdict::Interrupted)
    }

    /// Adds a detail to the final status. See [`StatusDetails`] for what is done to long values. Of
    /// a value that is too long, the beginning is kept.
    pub fn detail(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.details.insert(name, value);
        self
    }

    /// As [`detail`](Self::detail), but of a value that is too long, the end is kept.
    pub fn detail_tail(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.details.insert_tail(name, value);
        self
    }

    fn of(verdict: Verdict) -> Self {
        Self { verdict, details: StatusDetails::new() }
    }
}

impl<E: std::fmt::Display> From<Result<(), E>> for Outcome {
    /// `Ok` is done, an error is failed with its text as the reason.
    fn from(result: Result<(), E>) -> Self {
        match result {
            Ok(()) => Self::done(),
            Err(error) => Self::failed(error.to_string()),
        }
    }
}

impl<E: std::fmt::Display> From<Result<Self, E>> for Outcome {
    /// An error is failed, with its text as the reason.
    fn from(result: Result<Self, E>) -> Self {
        result.unwrap_or_else(|error| Self::failed(error.to_string()))
    }
}

impl From<ContextError> for Outcome {
    /// Interrupted if the execution has ended or the runner has stopped, else failed.
    fn from(error: ContextError) -> Self {
        match error.is_ended() {
            true => Self::interrupted(),
            false => Self::failed(error.to_string()),
        }
    }
}
