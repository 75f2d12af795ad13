use http::StatusCode;

use super::{RetryAfter, RetryKind};
use crate::error::TransportErrorKind;

/// What came of an attempt.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// A response that is what the caller wanted.
    Success,
    /// A response with which the service objects.
    Objection(Objection<'a>),
    /// The clock was wrong and has been corrected: worth another attempt at once, but only one in
    /// a call.
    ClockCorrected,
    /// The service calls the identity of the caller expired or unknown, and it has been dropped:
    /// worth another attempt at once, with a new one, but only one in a call.
    IdentityDropped,
    /// No response.
    NoResponse(TransportErrorKind),
    /// A failure of which an HTTP client or a retry classifier of the application says that another
    /// attempt may help, and after which pause, if it says that.
    Retryable(RetryKind, Option<RetryAfter>),
    /// The caller ended it, as an interceptor does that refuses a response: neither a success nor
    /// worth another attempt.
    GivenUp,
}

/// A response with which the service objects.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Objection<'a> {
    /// The status.
    pub status: StatusCode,
    /// The error code, if there is one.
    pub code: Option<&'a str>,
    /// What the model says of this error, if it says that another attempt may help.
    pub modelled: Option<RetryKind>,
    /// The pause that the service asks for, if it does.
    pub retry_after: Option<RetryAfter>,
}

impl Objection<'_> {
    /// An objection of which only the status is known. The engine makes one of each reply; callers
    /// need it to test their own use of [`Retry`](super::Retry).
    pub fn new(status: StatusCode) -> Self {
        Self { status, code: None, modelled: None, retry_after: None }
    }
}

impl<'a> Objection<'a> {
    /// The same with this error code.
    pub fn with_code(self, code: &'a str) -> Self {
        Self { code: Some(code), ..self }
    }

    /// The same error, of which the model says that another attempt may help.
    pub fn with_modelled(self, kind: RetryKind) -> Self {
        Self { modelled: Some(kind), ..self }
    }

    /// The same with a pause that the service asks for.
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
