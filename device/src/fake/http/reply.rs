use std::time::Duration;

use http::header::{CONTENT_TYPE, DATE, HeaderName, HeaderValue, RETRY_AFTER};
use http::{Response, StatusCode};
use iot_jobs_data::primitives::{DateTime, DateTimeFormat, SdkBody};
use rustls::pki_types::UnixTime;
use rustls::{CertificateError, Error as TlsError};
use serde::Serialize;
use serde_json::{Value, json};
use smithy_client_runtime::error::{BoxError, TransportError, TransportErrorKind};

use super::body::body;
use crate::fake::faults::Fault;
use crate::fake::service::{Reason, Refusal};
use crate::fake::world::Outcome;

/// What an answer depends on, beside the outcome.
pub(super) struct Exchange {
    /// The number of the request.
    pub(super) number: u64,
    /// Milliseconds since the epoch.
    pub(super) now: u64,
    pub(super) is_signed: bool,
    pub(super) has_state: bool,
}

type Answer = Result<Response<SdkBody>, TransportError>;

pub(super) fn answer(outcome: Outcome, exchange: Exchange) -> Answer {
    match outcome {
        Outcome::Answer(Ok(reply)) | Outcome::Answers(_, Ok(reply)) => {
            exchange.response(StatusCode::OK, &body(&reply))
        }
        Outcome::Answer(Err(refusal)) | Outcome::Answers(_, Err(refusal)) => {
            exchange.refused(&refusal)
        }
        Outcome::Fault(fault) => exchange.failed(&fault),
    }
}

impl Exchange {
    fn refused(&self, refusal: &Refusal) -> Answer {
        let (status, code) = match refusal.reason {
            Reason::InvalidRequest | Reason::VersionMismatch { .. } => {
                (StatusCode::BAD_REQUEST, "InvalidRequestException")
            }
            Reason::InvalidStateTransition => {
                (StatusCode::CONFLICT, "InvalidStateTransitionException")
            }
            Reason::NotFound => (StatusCode::NOT_FOUND, "ResourceNotFoundException"),
            Reason::TerminalState => (StatusCode::GONE, "TerminalStateException"),
            Reason::Validation => (StatusCode::BAD_REQUEST, "ValidationException"),
            Reason::Conflict => (StatusCode::CONFLICT, "ConflictException"),
        };
        let mut body = json!({ "message": refusal.message });
        if let Some(state) = refusal.state.as_ref().filter(|_| self.has_state) {
            body["executionState"] = json!(state);
        }
        if let Some(id) = &refusal.resource_id {
            body["resourceId"] = json!(id);
        }
        self.error(status, code, &body)
    }

    fn failed(&self, fault: &Fault) -> Answer {
        let error =
            |status, code, message: &str| self.error(status, code, &json!({ "message": message }));
        match fault {
            Fault::ServerError { .. } => error(
                StatusCode::INTERNAL_SERVER_ERROR,
                "InternalServerException",
                "the service failed",
            ),
            Fault::Unavailable { retry_after, .. } => {
                let status = StatusCode::SERVICE_UNAVAILABLE;
                let answer = error(status, "ServiceUnavailableException", "try again later");
                with_retry_after(answer, *retry_after)
            }
            Fault::Throttle { retry_after } => {
                let status = StatusCode::TOO_MANY_REQUESTS;
                let answer = error(status, "ThrottlingException", "Rate exceeded");
                with_retry_after(answer, *retry_after)
            }
            // As hosts of IoT answer if a policy does not allow a call.
            Fault::Denied => self.error(
                StatusCode::FORBIDDEN,
                "AccessDeniedException",
                &json!({ "message": null }),
            ),
            Fault::CertificateRejected => error(
                StatusCode::BAD_REQUEST,
                "CertificateValidationException",
                "the certificate is not accepted",
            ),
            Fault::QuotaExceeded => error(
                StatusCode::PAYMENT_REQUIRED,
                "ServiceQuotaExceededException",
                "a limit of the account is reached",
            ),
            Fault::ClockWrong if self.is_signed => {
                let answer = self.error(
                    StatusCode::FORBIDDEN,
                    "ForbiddenException",
                    &json!({ "message": null }),
                )?;
                Ok(self.with_date(answer))
            }
            Fault::ClockWrong => Err(self.not_valid_yet()),
            Fault::Unreachable => Err(failure(TransportErrorKind::Connect, "connection refused")),
            Fault::LoseRequest | Fault::Delay(_) => {
                Err(failure(TransportErrorKind::Timeout, "no response within the time limit"))
            }
            _ => Err(failure(TransportErrorKind::Interrupted, "connection reset")),
        }
    }

    /// The device believes that it is 1970.
    fn not_valid_yet(&self) -> TransportError {
        let error = TlsError::InvalidCertificate(CertificateError::NotValidYetContext {
            time: UnixTime::since_unix_epoch(Duration::ZERO),
            not_before: UnixTime::since_unix_epoch(Duration::from_millis(self.now)),
        });
        TransportError::new(TransportErrorKind::Certificate, error)
    }

    fn error(&self, status: StatusCode, code: &'static str, body: &Value) -> Answer {
        let mut response = self.response(status, body)?;
        response.headers_mut().insert(ERROR_TYPE, HeaderValue::from_static(code));
        Ok(response)
    }

    fn response(&self, status: StatusCode, body: &impl Serialize) -> Answer {
        let invalid = |error: BoxError| TransportError::new(TransportErrorKind::Malformed, error);
        let body = serde_json::to_vec(body).map_err(|error| invalid(error.into()))?;
        let id = format!("00000000-0000-4000-8000-{:012x}", self.number);
        Response::builder()
            .status(status)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .header(REQUEST_ID, id)
            .body(SdkBody::from(body))
            .map_err(|error| invalid(error.into()))
    }

    fn with_date(&self, mut response: Response<SdkBody>) -> Response<SdkBody> {
        let date = DateTime::from_millis(i64::try_from(self.now).unwrap_or(i64::MAX));
        let date = date.fmt(DateTimeFormat::HttpDate).ok();
        if let Some(date) = date.and_then(|date| HeaderValue::try_from(date).ok()) {
            response.headers_mut().insert(DATE, date);
        }
        response
    }
}

fn with_retry_after(answer: Answer, time: Option<Duration>) -> Answer {
    let mut response = answer?;
    if let Some(time) = time {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(time.as_secs()));
    }
    Ok(response)
}

fn failure(kind: TransportErrorKind, message: &'static str) -> TransportError {
    TransportError::new(kind, message)
}

const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
