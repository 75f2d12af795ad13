use http::StatusCode;

use super::{RetryAfter, RetryKind};
use crate::error::TransportErrorKind;

/// The outcome of an attempt.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// A successful response.
    Success,
    /// An error response.
    Objection(Objection<'a>),
    /// The clock was wrong and has been corrected: one immediate retry per call.
    ClockCorrected,
    /// The service rejected the identity as expired or unknown, and it was dropped: one immediate
    /// retry per call, with a new identity.
    IdentityDropped,
    /// No response.
    NoResponse(TransportErrorKind),
    /// A failure that an HTTP client or a retry classifier declares retryable, with a delay if it
    /// requests one.
    Retryable(RetryKind, Option<RetryAfter>),
    /// The caller ended the attempt, for example because an interceptor rejected the response:
    /// neither a success nor retried.
    GivenUp,
}

/// An error response.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Objection<'a> {
    /// The status.
    pub status: StatusCode,
    /// The error code, if there is one.
    pub code: Option<&'a str>,
    /// The retry kind that the model declares for this error, if any.
    pub modelled: Option<RetryKind>,
    /// The delay that the service requests, if any.
    pub retry_after: Option<RetryAfter>,
}

impl Objection<'_> {
    /// An error response of which only the status is known. The engine makes one of each error
    /// response; callers need it to test their own use of [`Retry`](super::Retry).
    pub fn new(status: StatusCode) -> Self {
        Self { status, code: None, modelled: None, retry_after: None }
    }
}

impl<'a> Objection<'a> {
    /// Adds an error code.
    pub fn with_code(self, code: &'a str) -> Self {
        Self { code: Some(code), ..self }
    }

    /// Marks the error as retryable according to the model.
    pub fn with_modelled(self, kind: RetryKind) -> Self {
        Self { modelled: Some(kind), ..self }
    }

    /// Adds the delay that the service requests.
    pub fn with_retry_after(self, pause: RetryAfter) -> Self {
        Self { retry_after: Some(pause), ..self }
    }
}

impl Outcome<'_> {
    pub(super) fn retry_after(&self) -> Option<RetryAfter> {
        match self {
            Self::Objection(objection) => objection.retry_after,
            Self::Retryable(_, retry_after) => *retry_after,
            _ => None,
        }
    }
}
