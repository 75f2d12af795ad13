use std::fmt;

use super::core::StepRefusal;

/// A step could not be recorded, or the document could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextError {
    message: String,
    is_ended: bool,
}

impl ContextError {
    /// The runner has stopped.
    pub(super) fn stopped() -> Self {
        Self { message: "the runner has stopped".to_owned(), is_ended: true }
    }

    /// The handler has returned, and a clone of its context goes on.
    pub(super) fn returned() -> Self {
        Self { message: "the handler of this job has returned".to_owned(), is_ended: true }
    }

    pub(super) fn step(refusal: StepRefusal) -> Self {
        match refusal {
            StepRefusal::Ended => {
                Self { message: "the execution has ended".to_owned(), is_ended: true }
            }
            StepRefusal::NotWritten(message) => Self { message, is_ended: false },
        }
    }

    pub(super) fn no_document() -> Self {
        let message = "the service cannot be asked for the document now".to_owned();
        Self { message, is_ended: false }
    }

    /// Whether the execution has ended, or the runner has stopped, so that the handler should return
    /// [`Outcome::interrupted`](crate::runner::Outcome::interrupted).
    pub fn is_ended(&self) -> bool {
        self.is_ended
    }
}

impl fmt::Display for ContextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ContextError {}
