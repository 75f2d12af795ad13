use std::time::{Duration, SystemTime};

use iot_jobs_data::error::{ProvideErrorMetadata, SdkError, TransportError, TransportErrorKind};
use iot_jobs_data::types::JobExecutionState;
use smithy_client_runtime::client::RetryAfter;

use crate::jobs::{CallError, CallErrorKind, VersionMismatch};

/// What a failed HTTPS call means. `state` is the execution as the error describes it.
pub(super) fn call_error<E>(error: &SdkError<E>, state: Option<JobExecutionState>) -> CallError
where
    E: std::error::Error + ProvideErrorMetadata + 'static,
{
    CallError::new(kind(error, state), error.to_string())
}

fn kind<E>(error: &SdkError<E>, state: Option<JobExecutionState>) -> CallErrorKind
where
    E: std::error::Error + ProvideErrorMetadata + 'static,
{
    match error {
        SdkError::ServiceError(_) => service_error(error, state),
        SdkError::TimeoutError(failure) | SdkError::DispatchFailure(failure) => {
            failure.transport_error().map_or(CallErrorKind::Unanswered, transport_error)
        }
        // Nothing was sent: a setting is wrong, or there are no credentials.
        SdkError::ConstructionFailure(_) => CallErrorKind::Misconfigured,
        // An answer that cannot be read, such as that of a proxy.
        _ => CallErrorKind::Unavailable { retry_after: None, may_be_applied: true },
    }
}

fn transport_error(error: &TransportError) -> CallErrorKind {
    match error.kind() {
        _ if error.is_server_certificate_out_of_date() => CallErrorKind::ClockWrong,
        TransportErrorKind::Setup => CallErrorKind::Misconfigured,
        TransportErrorKind::Certificate if error.is_server_certificate_invalid() => {
            CallErrorKind::Misconfigured
        }
        // The server does not accept the certificate of the device.
        TransportErrorKind::Certificate => CallErrorKind::Denied,
        _ if error.is_unsent() => CallErrorKind::Unreachable,
        _ => CallErrorKind::Unanswered,
    }
}

fn service_error<E>(error: &SdkError<E>, state: Option<JobExecutionState>) -> CallErrorKind
where
    E: std::error::Error + ProvideErrorMetadata + 'static,
{
    let status = error.raw_response().map_or(0, |response| response.status().as_u16());
    let mismatch = || VersionMismatch::from_message(error.message()?);
    if let Some(mismatch) = mismatch().filter(|_| matches!(status, 400 | 409)) {
        return CallErrorKind::VersionMismatch(mismatch.with_state(state));
    }
    let unavailable = |may_be_applied| CallErrorKind::Unavailable {
        retry_after: retry_after(error),
        may_be_applied,
    };
    match (error.code().unwrap_or_default(), status) {
        ("InvalidStateTransitionException", _) => CallErrorKind::InvalidStateTransition { state },
        ("TerminalStateException", _) => CallErrorKind::Ended,
        ("ResourceNotFoundException", _) => CallErrorKind::NotFound,
        ("CertificateValidationException", _) | (_, 401 | 403) => CallErrorKind::Denied,
        ("ThrottlingException", _) | (_, 408 | 429) => unavailable(false),
        // Without the code of the service, it may be the page of a proxy or gateway.
        (_, 404 | 409 | 410) => unavailable(true),
        ("InvalidRequestException", _) | (_, 400..=499) => CallErrorKind::InvalidRequest,
        _ => unavailable(true),
    }
}

fn retry_after<E>(error: &SdkError<E>) -> Option<Duration> {
    let headers = error.raw_response()?.headers();
    match RetryAfter::from_headers(headers.as_map(), SystemTime::now())? {
        RetryAfter::Amz(pause) | RetryAfter::Http(pause) | RetryAfter::Exactly(pause) => {
            Some(pause)
        }
        _ => None,
    }
}
