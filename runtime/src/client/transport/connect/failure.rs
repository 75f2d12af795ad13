//! Maps errors of hyper, rustls and the system to a [`TransportError`] with a kind and a readable
//! text. Its source is the most specific error that a program can match.

use std::error::Error;
use std::io;

use hyper_util::client::legacy;

use super::proxy::InvalidProxy;
use super::route::ProxyFailure;
use super::timeout::ConnectTimedOut;
use crate::client::tls::{self, NoTls, handshake_failure, refusal_hint};
use crate::error::cause::{all, find};
use crate::error::{BoxError, TransportError, TransportErrorKind};

/// Maps an error of a connection, a response or a body.
pub(in crate::client::transport) fn transport_error(error: impl Into<BoxError>) -> TransportError {
    let error = match error.into().downcast::<TransportError>() {
        Ok(named) => return *named,
        Err(error) => error,
    };
    if !find::<legacy::Error>(&*error).is_some_and(legacy::Error::is_connect) {
        return no_reply(error);
    }
    match find::<ProxyFailure>(&*error).map(ToString::to_string) {
        None => no_connection(error),
        Some(proxy) => {
            let error = no_connection(error);
            let words = format!("{proxy}: {}", error.detail());
            error.in_words(words)
        }
    }
}

/// Maps the error of a connection that presented the client certificate and has brought no response
/// yet.
pub(in crate::client::transport) fn identified_error(error: legacy::Error) -> TransportError {
    let is_of_proxy = find::<ProxyFailure>(&error).is_some();
    let error = transport_error(error);
    if is_of_proxy || !is_closed(&error) { error } else { refusal_hint(error) }
}

/// Whether the other side closed the connection.
fn is_closed(error: &TransportError) -> bool {
    use TransportErrorKind::{Connect, Interrupted};
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};

    let is_end = |error: &io::Error| {
        matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof)
    };
    matches!(error.kind(), Connect | Interrupted)
        && (error.detail() == CLOSED || find::<io::Error>(error.cause()).is_some_and(is_end))
}

fn no_connection(error: BoxError) -> TransportError {
    use TransportErrorKind::{Connect, Setup, Timeout};

    if let Some(elapsed) = find::<ConnectTimedOut>(&*error) {
        TransportError::unsent(Timeout, elapsed.clone())
    } else if let Some(invalid) = find::<InvalidProxy>(&*error) {
        TransportError::new(Setup, invalid.clone())
    } else if let Some(missing) = find::<NoTls>(&*error) {
        TransportError::new(Setup, missing.clone()).in_words(missing.to_string())
    } else if let Some(tls) = find::<rustls::Error>(&*error) {
        handshake_failure(tls)
    } else if let Some(error) = find::<io::Error>(&*error) {
        TransportError::new(Connect, renewed(error))
    } else if find::<ProxyFailure>(&*error).is_some_and(ProxyFailure::is_unauthorized) {
        TransportError::new(Setup, error)
    } else {
        TransportError::new(Connect, error)
    }
}

/// Other errors count as a broken connection.
fn no_reply(error: BoxError) -> TransportError {
    use TransportErrorKind::{Interrupted, Malformed};

    // This error comes from the body of the request.
    if let Some(named) = find::<TransportError>(&*error) {
        let (kind, words) = (named.kind(), named.detail());
        return TransportError::new(kind, error).in_words(words);
    }
    if let Some(tls) = find::<rustls::Error>(&*error) {
        return tls::no_reply(tls);
    }
    let malformed = all::<hyper::Error>(&*error).find(|error| is_malformed(error));
    if let Some(words) = malformed.map(ToString::to_string) {
        return TransportError::new(Malformed, error).in_words(words);
    }
    if let Some(error) = find::<io::Error>(&*error) {
        use io::ErrorKind::{BrokenPipe, InvalidData, InvalidInput, UnexpectedEof};

        return match error.kind() {
            UnexpectedEof | BrokenPipe => {
                TransportError::new(Interrupted, renewed(error)).in_words(CLOSED)
            }
            // hyper reports invalid chunks like this.
            InvalidData | InvalidInput => TransportError::new(Malformed, renewed(error)),
            _ => TransportError::new(Interrupted, renewed(error)),
        };
    }
    // A user error comes from the body of the request, or from a runtime that has shut down.
    match find::<hyper::Error>(&*error).is_some_and(|hyper| !hyper.is_user()) {
        true => TransportError::new(Interrupted, error).in_words(CLOSED),
        false => TransportError::new(Interrupted, error),
    }
}

/// The text for a response that ends too early.
pub(in crate::client::transport) const CLOSED: &str =
    "connection closed before the reply was complete";

/// Not HTTP, beyond a limit, or unexpected bytes. hyper has no predicate for the last, but it is
/// the only such error of its own.
fn is_malformed(error: &hyper::Error) -> bool {
    let is_named = error.is_incomplete_message()
        || error.is_canceled()
        || error.is_closed()
        || error.is_user()
        || error.source().is_some();
    error.is_parse() || !is_named
}

/// A copy of the error, without its chain.
fn renewed(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

#[cfg(test)]
mod tests;
