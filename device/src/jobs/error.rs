use std::fmt;
use std::time::Duration;

use iot_jobs_data::types::JobExecutionState;

use super::VersionMismatch;

/// Why a [`JobsCall`](super::JobsCall) failed.
#[derive(Debug)]
pub struct CallError {
    kind: Box<CallErrorKind>,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What a failed call means for a job runner.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CallErrorKind {
    /// The execution has another version than the one expected. Nothing was changed.
    VersionMismatch(VersionMismatch),
    /// The present status rules the change out, typically because the execution has ended.
    InvalidStateTransition {
        /// The execution as it stands, if the service sent it.
        state: Option<JobExecutionState>,
    },
    /// The execution has ended, with a status that the service does not tell.
    Ended,
    /// There is no such thing or execution: it was deleted.
    NotFound,
    /// The service rejects the request itself, such as its status details.
    InvalidRequest,
    /// The certificate or its policy does not allow the call.
    Denied,
    /// The certificate of the server is not valid yet, or no longer: the clock of the device is
    /// probably wrong.
    ClockWrong,
    /// A setting is wrong, such as the endpoint or the CA to trust. Nothing was sent.
    Misconfigured,
    /// Too many calls, or the service cannot answer now.
    Unavailable {
        /// When the service asks to be called again.
        retry_after: Option<Duration>,
        /// Whether the call may have been carried out.
        may_be_applied: bool,
    },
    /// The service could not be reached. Nothing was sent.
    Unreachable,
    /// No answer arrived. The call may have been carried out.
    Unanswered,
}

impl CallErrorKind {
    /// Whether the call may have been carried out although it failed.
    pub fn may_be_applied(&self) -> bool {
        match self {
            Self::Unanswered => true,
            Self::Unavailable { may_be_applied, .. } => *may_be_applied,
            _ => false,
        }
    }
}

impl CallError {
    /// An error of this kind. The message says what happened.
    pub fn new(kind: CallErrorKind, message: impl Into<String>) -> Self {
        Self { kind: Box::new(kind), message: message.into(), source: None }
    }

    /// Adds the cause. The message should not repeat it.
    pub fn with_source(self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    /// What the failure means.
    pub fn kind(&self) -> &CallErrorKind {
        &self.kind
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CallError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
