use std::error::Error;
use std::io;

use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::retry::ErrorKind;
use http::{Method, Request, Uri};
#[cfg(feature = "async")]
use hyper_util::client::legacy;

use super::secret_parameter::public_uri;
use crate::client::retry::RetryKind;
use crate::error::cause::{find, innermost};
use crate::error::{OneLine, TransportError, TransportErrorKind, connector_error};

/// The target of a request, as far as a message may include it.
pub(super) struct Addressed(Method, Uri);

impl Addressed {
    pub(super) fn of<B>(request: &Request<B>) -> Self {
        Self(request.method().clone(), public_uri(request).into_owned())
    }
}

/// Wraps the error of a connector as the cause.
pub(super) fn no_answer(
    error: ConnectorError,
    Addressed(method, uri): &Addressed,
) -> TransportError {
    let told = told(&error);
    let kind = kind(&error);
    let words = match kind {
        TransportErrorKind::Setup => {
            format!("the HTTP client got no answer to {method} {uri}: {told}")
        }
        TransportErrorKind::Other => format!("{method} {uri}: {told}"),
        _ => told,
    };
    TransportError::new(kind, error).in_words(words)
}

/// Whether the connector declares the error retryable. `None` if it is not a connector error, or if
/// its kind decides.
pub(in crate::client) fn connector_verdict(error: &TransportError) -> Option<RetryKind> {
    let error = error.cause().downcast_ref::<ConnectorError>()?;
    error.as_other().map(retry_kind)
}

/// The retry kind for an error kind.
pub(in crate::client) fn retry_kind(kind: ErrorKind) -> RetryKind {
    match kind {
        ErrorKind::ThrottlingError => RetryKind::Throttling,
        _ => RetryKind::Transient,
    }
}

/// The kind of a connector's error, with what its causes tell about failures of I/O.
fn kind(error: &ConnectorError) -> TransportErrorKind {
    use TransportErrorKind::{Certificate, Connect, Interrupted};

    let kind = connector_error::kind(error);
    if kind != Interrupted {
        return kind;
    }
    let is_refused = find::<io::Error>(error)
        .is_some_and(|error| error.kind() == io::ErrorKind::ConnectionRefused);
    #[cfg(feature = "async")]
    let is_connect = find::<legacy::Error>(error).is_some_and(legacy::Error::is_connect);
    #[cfg(not(feature = "async"))]
    let is_connect = false;
    match find::<rustls::Error>(error) {
        Some(rustls::Error::InvalidCertificate(_)) => Certificate,
        _ if is_refused || is_connect => Connect,
        _ => Interrupted,
    }
}

/// The text of the connector, and of the innermost cause if the former does not include it.
fn told(error: &ConnectorError) -> String {
    let outer = error.source().map(ToString::to_string).unwrap_or_default();
    let inner = innermost(error).to_string();
    let text = if outer.contains(&inner) { outer } else { format!("{outer}: {inner}") };
    format!("{:.1000}", OneLine(&text))
}
