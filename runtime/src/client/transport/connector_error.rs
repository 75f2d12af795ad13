use std::error::Error;
use std::io;

use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::retry::ErrorKind;
use http::{Method, Request, Uri};
use hyper_util::client::legacy;

use super::public_uri;
use crate::client::retry::RetryKind;
use crate::error::cause::{find, innermost};
use crate::error::{OneLine, TransportError, TransportErrorKind};

/// What a request asked for, as far as a message may tell it.
pub(super) struct Addressed(Method, Uri);

impl Addressed {
    pub(super) fn of<B>(request: &Request<B>) -> Self {
        Self(request.method().clone(), public_uri(request).into_owned())
    }
}

/// The error of a connector, which stays inside as the cause.
pub(super) fn no_answer(
    error: ConnectorError,
    Addressed(method, uri): &Addressed,
) -> TransportError {
    let told = told(&error);
    let kind = kind(&error);
    let words = match error.is_timeout() || error.is_io() {
        true => told,
        false => format!("the HTTP client has no answer to {method} {uri}: {told}"),
    };
    TransportError::new(kind, error).in_words(words)
}

/// Whether the connector says that another attempt may help. `None` if the error is of no connector,
/// or if its kind says it all.
pub(in crate::client) fn connector_verdict(error: &TransportError) -> Option<RetryKind> {
    let error = error.cause().downcast_ref::<ConnectorError>()?;
    error.as_other().map(retry_kind)
}

/// What a kind of error means for the retries.
pub(in crate::client) fn retry_kind(kind: ErrorKind) -> RetryKind {
    match kind {
        ErrorKind::ThrottlingError => RetryKind::Throttling,
        _ => RetryKind::Transient,
    }
}

fn kind(error: &ConnectorError) -> TransportErrorKind {
    use TransportErrorKind::{Certificate, Connect, Interrupted, Setup, Timeout};

    if error.is_timeout() {
        return Timeout;
    }
    if error.is_io() {
        let is_refused = find::<io::Error>(error)
            .is_some_and(|error| error.kind() == io::ErrorKind::ConnectionRefused);
        let is_connect = find::<legacy::Error>(error).is_some_and(legacy::Error::is_connect);
        return match find::<rustls::Error>(error) {
            Some(rustls::Error::InvalidCertificate(_)) => Certificate,
            _ if is_refused || is_connect => Connect,
            _ => Interrupted,
        };
    }
    // Of these, `Setup` is the one that no other attempt follows.
    match error.as_other() {
        Some(_) => Interrupted,
        None => Setup,
    }
}

/// What the connector says, and the innermost cause if that is not in it.
fn told(error: &ConnectorError) -> String {
    let outer = error.source().map(ToString::to_string).unwrap_or_default();
    let inner = innermost(error).to_string();
    let text = if outer.contains(&inner) { outer } else { format!("{outer}: {inner}") };
    format!("{:.1000}", OneLine(&text))
}
