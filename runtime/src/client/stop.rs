use std::time::Duration;

use bytes::Bytes;
use http::Response;

use crate::error::{BoxError, TransportError, TransportErrorKind};
use crate::wire::ErrorReply;

/// Why there is no response to read.
pub(super) enum Stop {
    NotSent(BoxError),
    NoResponse(TransportError),
    /// An interceptor did not accept it.
    Refused(BoxError, Box<Response<Bytes>>),
    Objection(Box<ErrorReply>),
}

impl From<TransportError> for Stop {
    fn from(error: TransportError) -> Self {
        Self::NoResponse(error)
    }
}

/// The time-out of this name was over first.
pub(super) fn late(name: &str, limit: Option<Duration>) -> TransportError {
    let limit = limit.unwrap_or_default();
    let message = format!("no answer within the {name} time-out of {limit:?}");
    TransportError::new(TransportErrorKind::Timeout, message)
}

/// There is no place for the call among those that wait already.
pub(super) fn held_back() -> Stop {
    let message = "not sent: the service throttles this client, and the calls that wait already would \
                   take longer than the longest back-off or the operation time-out";
    Stop::NoResponse(TransportError::unsent(TransportErrorKind::Timeout, message))
}
