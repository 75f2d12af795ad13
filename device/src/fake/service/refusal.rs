use iot_jobs_data::types::JobExecutionState;

/// An error that the service answers with.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::fake) struct Refusal {
    pub(in crate::fake) reason: Reason,
    pub(in crate::fake) message: String,
    /// The execution as it stands, if the answer over MQTT has it.
    pub(in crate::fake) state: Option<Box<JobExecutionState>>,
    /// What is in the way, for a conflict.
    pub(in crate::fake) resource_id: Option<String>,
}

/// Which error it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::fake) enum Reason {
    InvalidRequest,
    VersionMismatch {
        expected: i64,
        found: i64,
    },
    InvalidStateTransition,
    NotFound,
    TerminalState,
    /// Only `StartCommandExecution` has it.
    Validation,
    /// Only `StartCommandExecution` has it.
    Conflict,
}

impl Refusal {
    pub(in crate::fake) fn invalid(message: impl Into<String>) -> Self {
        Self::of(Reason::InvalidRequest, message)
    }

    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self::of(Reason::NotFound, message)
    }

    pub(in crate::fake) fn of(reason: Reason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into(), state: None, resource_id: None }
    }

    pub(super) fn with_state(self, state: JobExecutionState) -> Self {
        Self { state: Some(Box::new(state)), ..self }
    }
}
