use std::fmt;

use bytes::Bytes;
use http::Response;

use crate::error::{BoxError, TransportError, TransportErrorKind};
use crate::wire::ErrorReply;

/// Why there is no response to read.
pub(super) enum Stop {
    NotSent(BoxError),
    NoResponse(TransportError),
    /// An interceptor rejected it.
    Refused(BoxError, Box<Response<Bytes>>),
    Objection(Box<ErrorReply>),
}

impl Stop {
    /// Too many calls are waiting already.
    pub(super) fn held_back() -> Self {
        let message = "not sent: the service throttles this client, and the wait behind other \
                       calls would exceed the longest back-off or the operation time-out";
        Self::NoResponse(TransportError::unsent(TransportErrorKind::Timeout, message))
    }

    /// Without a connection, nothing was carried out.
    pub(super) fn may_have_been_carried_out(&self) -> bool {
        matches!(self, Self::NoResponse(error) if !error.is_unsent())
    }
}

impl From<TransportError> for Stop {
    fn from(error: TransportError) -> Self {
        Self::NoResponse(error)
    }
}

/// For logs, and for errors that result from another one: without the service's message, which may
/// be long.
impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(error) | Self::Refused(error, _) => error.fmt(f),
            Self::NoResponse(error) => error.fmt(f),
            Self::Objection(reply) => {
                let code = reply.code().unwrap_or("an error without a code");
                write!(f, "{code} (status {})", reply.status().as_u16())
            }
        }
    }
}
