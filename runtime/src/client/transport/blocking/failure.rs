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
                let is_unauthorized = is_unauthorized(&error);
                let error = connect_failure(error, connect_timeout);
                if error.kind() != TransportErrorKind::Connect {
                    return error;
                }
                let words = format!("the proxy {proxy}: {}", error.detail());
                match is_unauthorized {
                    true => TransportError::new(TransportErrorKind::Setup, error.into_source()),
                    false => error,
                }
                .in_words(words)
            }
        }
    }
}

/// The error of a connection that is in use.
pub(super) fn reply_failure(error: Error) -> TransportError {
    use TransportErrorKind::{Interrupted, Malformed, Timeout};

    match error {
        Error::Protocol(problem) => {
            let words = malformed(&problem.to_string());
            TransportError::new(Malformed, Error::Protocol(problem)).in_words(words)
        }
        Error::LargeResponseHeader(..) => TransportError::new(Malformed, error).in_words(TOO_LARGE),
        Error::Http(_) => TransportError::new(Malformed, error),
        Error::Timeout(_) => TransportError::new(Timeout, "the reply took too long"),
        Error::BodyStalled => TransportError::new(Interrupted, error).in_words(CLOSED),
        error => {
            broken_off(cause(error)).unwrap_or_else(|error| TransportError::new(Interrupted, error))
        }
    }
}

/// The text of the asynchronous client for a response that is not HTTP. The errors of ureq have no
/// public type.
fn malformed(problem: &str) -> String {
    let says = |word| problem.contains(word);
    let known = if says("too many headers") {
        TOO_LARGE
    } else if says("content-length") {
        "invalid content-length parsed"
    } else if says("version") {
        "invalid HTTP version parsed"
    } else if says("status") {
        "invalid HTTP status-code parsed"
    } else if says("http parse fail") {
        "invalid HTTP header parsed"
    } else if says("chunk") {
        return format!("invalid chunk: {problem}");
    } else {
        problem
    };
    known.to_owned()
}

const TOO_LARGE: &str = "message head is too large";

fn connect_failure(error: Error, limit: Option<Duration>) -> TransportError {
    match (error, limit) {
        (Error::Timeout(_), Some(limit)) => no_connection(ConnectTimedOut::new(limit, None).into()),
        // The limit of the system, or of the caller.
        (error @ Error::Timeout(_), None) => TransportError::unsent(
            TransportErrorKind::Timeout,
            io::Error::new(io::ErrorKind::TimedOut, error),
        )
        .in_words("no connection within the time-out of the system"),
        (error, _) => no_connection(cause(error)),
    }
}

/// A proxy that requires a password, or rejects it, is a wrong setting.
fn is_unauthorized(error: &Error) -> bool {
    matches!(error, Error::ConnectProxyFailed(reason) if refusal(reason) == Some("407"))
}

/// The status with which a proxy refuses a tunnel.
fn refusal(reason: &str) -> Option<&str> {
    reason.rsplit_once('/').map(|(_, status)| status)
}

/// The error that ureq wraps.
fn cause(error: Error) -> BoxError {
    match error {
        Error::Io(error) => error.into(),
        Error::Other(error) => error,
        Error::HostNotFound => io::Error::other("the host has no address").into(),
        Error::ConnectProxyFailed(reason) => match refusal(&reason) {
            Some("407") => "tunnel error: proxy authorization required".into(),
            Some(status) => format!("tunnel error: unsuccessful, with status {status}").into(),
            None => "tunnel error: unexpected end of file".into(),
        },
        error => error.into(),
    }
}

/// Whether an error of a body means that a deadline has passed.
pub(super) fn is_timeout(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>());
    matches!(inner, Some(Error::Timeout(Timeout::Global)))
        || matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_that_refuses_is_unauthorized_only_with_its_status() {
        let refused = |reason: &str| Error::ConnectProxyFailed(reason.to_owned());
        assert!(is_unauthorized(&refused("proxy server responded 407/407")));
        assert!(!is_unauthorized(&refused("proxy server responded 502/502")));
        assert!(!is_unauthorized(&Error::Io(io::Error::other("port 40712"))));
        assert_eq!(
            cause(refused("proxy server responded 502/502")).to_string(),
            "tunnel error: unsuccessful, with status 502"
        );
        let silent = cause(refused("proxy server did not respond"));
        assert_eq!(silent.to_string(), "tunnel error: unexpected end of file");
    }

    #[test]
    fn without_a_connect_time_out_none_is_named() {
        let error = connect_failure(Error::Timeout(Timeout::Connect), None);
        assert_eq!(error.kind(), TransportErrorKind::Timeout);
        assert!(error.is_unsent() && !error.to_string().contains("0ns"), "{error}");
    }
}
