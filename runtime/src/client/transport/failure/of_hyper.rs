use std::error::Error;

use hyper_util::client::legacy;

use super::{broken_off, is_closed, no_connection};
use crate::client::tls::refusal_hint;
use crate::client::transport::CLOSED;
use crate::client::transport::connect::ProxyFailure;
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
        None => unconnected(error),
        Some(proxy) => {
            let error = unconnected(error);
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

fn unconnected(error: BoxError) -> TransportError {
    let is_unauthorized = find::<ProxyFailure>(&*error).is_some_and(ProxyFailure::is_unauthorized);
    match no_connection(error) {
        error if is_unauthorized && error.kind() == TransportErrorKind::Connect => {
            TransportError::new(TransportErrorKind::Setup, error.into_source())
        }
        error => error,
    }
}

/// Other errors count as a broken connection.
fn no_reply(error: BoxError) -> TransportError {
    use TransportErrorKind::{Interrupted, Malformed};

    let malformed = all::<hyper::Error>(&*error).find(|error| is_malformed(error));
    let is_known =
        find::<TransportError>(&*error).is_some() || find::<rustls::Error>(&*error).is_some();
    if let Some(words) = malformed.filter(|_| !is_known).map(ToString::to_string) {
        return TransportError::new(Malformed, error).in_words(words);
    }
    let error = match broken_off(error) {
        Ok(error) => return error,
        Err(error) => error,
    };
    // A user error comes from the body of the request, or from a runtime that has shut down.
    match find::<hyper::Error>(&*error).is_some_and(|hyper| !hyper.is_user()) {
        true => TransportError::new(Interrupted, error).in_words(CLOSED),
        false => TransportError::new(Interrupted, error),
    }
}

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
