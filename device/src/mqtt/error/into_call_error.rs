use super::{Rejection, RejectionCode, RequestError};
use crate::jobs::{CallError, CallErrorKind, VersionMismatch};
use crate::mqtt::{ConnectionError, ConnectionErrorKind};

impl From<RequestError> for CallError {
    fn from(error: RequestError) -> Self {
        let kind = match &error {
            RequestError::Invalid(_) => CallErrorKind::InvalidRequest,
            RequestError::NotSent(error) => not_sent(error),
            RequestError::Unanswered { .. } => CallErrorKind::Unanswered,
            RequestError::Rejected(rejection) => rejected(rejection),
            RequestError::Unreadable(_) => {
                CallErrorKind::Unavailable { retry_after: None, may_be_applied: true }
            }
        };
        let message = error.to_string();
        match error {
            RequestError::Unanswered { source: Some(source), .. } => {
                Self::new(kind, message).with_source(source)
            }
            _ => Self::new(kind, message),
        }
    }
}

fn not_sent(error: &ConnectionError) -> CallErrorKind {
    match error.kind() {
        ConnectionErrorKind::Other => CallErrorKind::Unanswered,
        ConnectionErrorKind::Unsent => CallErrorKind::Unreachable,
        ConnectionErrorKind::Denied => CallErrorKind::Denied,
        ConnectionErrorKind::ClockWrong => CallErrorKind::ClockWrong,
    }
}

fn rejected(rejection: &Rejection) -> CallErrorKind {
    let unavailable =
        |may_be_applied| CallErrorKind::Unavailable { retry_after: None, may_be_applied };
    match &rejection.code {
        RejectionCode::VersionMismatch => CallErrorKind::VersionMismatch(mismatch(rejection)),
        RejectionCode::InvalidStateTransition => {
            CallErrorKind::InvalidStateTransition { state: rejection.execution_state.clone() }
        }
        RejectionCode::ResourceNotFound => CallErrorKind::NotFound,
        RejectionCode::TerminalStateReached => CallErrorKind::Ended,
        RejectionCode::InvalidTopic
        | RejectionCode::InvalidJson
        | RejectionCode::InvalidRequest => CallErrorKind::InvalidRequest,
        RejectionCode::RequestThrottled => unavailable(false),
        // A code of the future is more likely a new kind of failure than a reason to give up.
        RejectionCode::InternalError | RejectionCode::Unknown(_) => unavailable(true),
    }
}

fn mismatch(rejection: &Rejection) -> VersionMismatch {
    let message = rejection.message.as_deref().unwrap_or_default();
    let told = VersionMismatch::from_message(message);
    let unknown = VersionMismatch { expected: None, found: None, state: None };
    told.unwrap_or(unknown).with_state(rejection.execution_state.clone())
}
