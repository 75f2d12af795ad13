use std::io;
use std::time::Duration;

use ureq::{Error, Timeout};

use super::agents::Choice;
use super::run::{Outcome, Progress};
use crate::client::tls::refusal_hint;
use crate::client::transport::CLOSED;
use crate::client::transport::failure::{ConnectTimedOut, broken_off, is_closed, no_connection};
use crate::error::{BoxError, TransportError, TransportErrorKind};

impl Outcome {
    /// The error of an exchange without a response.
    pub(super) fn failure(
        &self,
        error: Error,
        choice: &Choice,
        connect_timeout: Option<Duration>,
    ) -> TransportError {
        match (&self.progress, &choice.proxy) {
            (Progress::Connected(connection), _) => {
                let error = reply_failure(error);
                let is_fresh = choice.presents && !connection.has_answered();
                if is_fresh && is_closed(&error) { refusal_hint(error) } else { error }
            }
            (Progress::Handshake, _) => {
                let error = connect_failure(error, connect_timeout);
                if choice.presents && is_closed(&error) { refusal_hint(error) } else { error }
            }
            (Progress::Begun, None) => connect_failure(error, connect_timeout),
            (Progress::Begun, Some(proxy)) => {
                let error = connect_failure(error, connect_timeout);
                match error.kind() {
                    TransportErrorKind::Connect => {
                        let words = format!("the proxy {proxy}: {}", error.detail());
                        unauthorized(error).in_words(words)
                    }
                    _ => error,
                }
            }
        }
    }
}

/// The error of a connection that is in use.
pub(super) fn reply_failure(error: Error) -> TransportError {
    use TransportErrorKind::{Interrupted, Malformed, Timeout};

    match error {
        Error::Protocol(_) | Error::LargeResponseHeader(..) | Error::Http(_) => {
            TransportError::new(Malformed, error)
        }
        Error::Timeout(_) => TransportError::new(Timeout, "the reply took too long"),
        Error::BodyStalled => TransportError::new(Interrupted, error).in_words(CLOSED),
        error => {
            broken_off(cause(error)).unwrap_or_else(|error| TransportError::new(Interrupted, error))
        }
    }
}

fn connect_failure(error: Error, limit: Option<Duration>) -> TransportError {
    match error {
        Error::Timeout(_) => {
            let limit = limit.unwrap_or_default();
            no_connection(ConnectTimedOut::new(limit, None).into())
        }
        error => no_connection(cause(error)),
    }
}

/// A proxy that requires a password, or rejects it, is a wrong setting.
fn unauthorized(error: TransportError) -> TransportError {
    match error.detail().contains("407") {
        true => TransportError::new(TransportErrorKind::Setup, error.into_source()),
        false => error,
    }
}

/// The error that ureq wraps.
fn cause(error: Error) -> BoxError {
    match error {
        Error::Io(error) => error.into(),
        Error::Other(error) => error,
        Error::HostNotFound => io::Error::other("the host is unknown").into(),
        error => error.into(),
    }
}

/// Whether an error of a body means that a deadline has passed.
pub(super) fn is_timeout(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
    matches!(inner, Some(Error::Timeout(Timeout::Global)))
        || matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)
}
