use std::io;

use ureq_proto::Error;

use super::limit::{ConnectLimit, is_timeout};
use super::tunnel::Refused;
use crate::client::transport::failure::{ConnectTimedOut, broken_off, no_connection};
use crate::client::transport::proxy::Server;
use crate::error::{BoxError, TransportError, TransportErrorKind};

/// A connection cannot be made.
pub(super) fn connect_failure(error: BoxError, limit: ConnectLimit) -> TransportError {
    let is_late = error.downcast_ref().is_some_and(is_timeout);
    match limit.timeout() {
        _ if !is_late => no_connection(error),
        Some(limit) => no_connection(ConnectTimedOut::new(limit, None).into()),
        // The limit of the system, or of the caller.
        None => TransportError::unsent(TransportErrorKind::Timeout, error)
            .in_words("no connection within the time-out of the system"),
    }
}

/// The same with a proxy.
pub(super) fn of_proxy(error: BoxError, proxy: &Server, limit: ConnectLimit) -> TransportError {
    // Requiring a password or rejecting it is a wrong setting.
    let is_unauthorized = matches!(error.downcast_ref(), Some(Refused::Unauthorized));
    let error = connect_failure(error, limit);
    if error.kind() != TransportErrorKind::Connect {
        return error;
    }
    let words = format!("the proxy {}: {}", proxy.address(), error.detail());
    match is_unauthorized {
        true => TransportError::new(TransportErrorKind::Setup, error.into_source()),
        false => error,
    }
    .in_words(words)
}

/// A connection that is in use fails.
pub(super) fn interrupted(error: io::Error) -> TransportError {
    if is_timeout(&error) { no_reply_in_time() } else { unfinished(error.into()) }
}

pub(super) fn no_reply_in_time() -> TransportError {
    TransportError::new(TransportErrorKind::Timeout, "the reply took too long")
}

/// The other side closed the connection.
pub(super) fn closed() -> TransportError {
    interrupted(io::ErrorKind::UnexpectedEof.into())
}

/// An exchange that has begun fails, perhaps as the body of the request cannot be read.
pub(super) fn unfinished(error: BoxError) -> TransportError {
    broken_off(error)
        .unwrap_or_else(|error| TransportError::new(TransportErrorKind::Interrupted, error))
}

/// A head of a request that cannot be written.
pub(super) fn unsendable(error: Error) -> TransportError {
    TransportError::unsent(TransportErrorKind::Other, error)
}

/// A body of a request that contradicts its head, which may have been sent.
pub(super) fn broken_body(error: impl Into<BoxError>) -> TransportError {
    TransportError::new(TransportErrorKind::Other, error)
}

/// The same failure on a connection that has brought a response: a certificate that is rejected then
/// does not mean that the server has not read the request.
pub(super) fn after_answer(error: TransportError) -> TransportError {
    match error.kind() {
        TransportErrorKind::Certificate => {
            let words = error.detail();
            TransportError::new(TransportErrorKind::Interrupted, error.into_source())
                .in_words(words)
        }
        _ => error,
    }
}

/// A head or a line is too large.
pub(super) fn too_large() -> TransportError {
    TransportError::new(TransportErrorKind::Malformed, TOO_LARGE)
}

const TOO_LARGE: &str = "message head is too large";

/// A response that is not HTTP, in the words of the asynchronous client.
pub(super) fn malformed(error: Error) -> TransportError {
    let words = match &error {
        Error::HttpParseTooManyHeaders => TOO_LARGE.to_owned(),
        Error::BadContentLengthHeader | Error::TooManyContentLengthHeaders => {
            "invalid content-length parsed".to_owned()
        }
        Error::UnsupportedVersion => "invalid HTTP version parsed".to_owned(),
        Error::HttpParseFail(problem) if problem.contains("version") => {
            "invalid HTTP version parsed".to_owned()
        }
        Error::HttpParseFail(problem) if problem.contains("status") => {
            "invalid HTTP status-code parsed".to_owned()
        }
        Error::HttpParseFail(_) => "invalid HTTP header parsed".to_owned(),
        Error::ChunkLenNotAscii | Error::ChunkLenNotANumber | Error::ChunkExpectedCrLf => {
            format!("invalid chunk: {error}")
        }
        error => error.to_string(),
    };
    TransportError::new(TransportErrorKind::Malformed, error).in_words(words)
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;
    use crate::client::transport::ProxyConfig;

    #[test]
    fn a_proxy_that_refuses_is_a_wrong_setting_only_without_a_password() {
        let all = ProxyConfig::all("http://proxy.test:3128").unwrap().resolve();
        let proxy = all.find(&http::Uri::from_static("https://host")).unwrap().unwrap();
        let limit = ConnectLimit::begin(None);
        let of = |error: BoxError| of_proxy(error, proxy, limit);
        let unauthorized = of(Refused::Unauthorized.into());
        assert_eq!(unauthorized.kind(), TransportErrorKind::Setup);
        for (error, words) in [
            (Refused::Unauthorized.into(), "tunnel error: proxy authorization required"),
            (
                Refused::Status(StatusCode::BAD_GATEWAY).into(),
                "tunnel error: unsuccessful, with status 502",
            ),
            (Refused::Incomplete.into(), "tunnel error: unexpected end of file"),
            (BoxError::from(io::Error::other("port 40712")), "port 40712"),
        ] {
            let words = format!("the proxy http://proxy.test:3128/: {words}");
            assert_eq!(of(error).detail(), words);
        }
        let refused = of(Refused::Status(StatusCode::BAD_GATEWAY).into());
        assert_eq!(refused.kind(), TransportErrorKind::Connect);
    }

    #[test]
    fn without_a_connect_time_out_none_is_named() {
        let late = io::Error::from(io::ErrorKind::TimedOut);
        let error = connect_failure(late.into(), ConnectLimit::begin(None));
        assert_eq!(error.kind(), TransportErrorKind::Timeout);
        assert!(error.is_unsent() && !error.to_string().contains("0ns"), "{error}");
    }
}
