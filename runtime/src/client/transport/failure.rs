//! Gives failures of hyper, rustls and the system the kind and the words of a [`TransportError`].

use std::error::Error;
use std::{io, iter};

use hyper_util::client::legacy;
use rustls::CertificateError;

use super::connect_timeout::ConnectTimedOut;
use super::route::ProxyFailure;
use super::secure::NoTls;
use crate::error::{BoxError, TransportError, TransportErrorKind};

/// What a failure of a connection, a response or a body is to a caller.
pub(super) fn transport_error(error: impl Into<BoxError>) -> TransportError {
    let error = match error.into().downcast::<TransportError>() {
        Ok(named) => return *named,
        Err(error) => error,
    };
    if find::<legacy::Error>(&*error).is_some_and(legacy::Error::is_connect) {
        return no_connection(&*error);
    }
    no_reply(&*error).unwrap_or_else(|| TransportError::new(TransportErrorKind::Interrupted, error))
}

fn no_connection(error: &(dyn Error + 'static)) -> TransportError {
    use TransportErrorKind::{Certificate, Connect, Timeout};

    let (kind, cause): (_, BoxError) = if let Some(elapsed) = find::<ConnectTimedOut>(error) {
        (Timeout, elapsed.clone().into())
    } else if let Some(missing) = find::<NoTls>(error) {
        // Of a kind that another attempt does not change.
        (Certificate, missing.clone().into())
    } else if let Some(tls) = find::<rustls::Error>(error) {
        match tls {
            rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer) => {
                (Certificate, "the certificate is from an authority that is not trusted".into())
            }
            rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => {
                (Certificate, tls.clone().into())
            }
            _ => (Connect, format!("the TLS handshake failed: {tls}").into()),
        }
    } else if let Some(error) = find::<io::Error>(error) {
        (Connect, renewed(error).into())
    } else {
        (Connect, chain(error).last().map(ToString::to_string).unwrap_or_default().into())
    };
    match find::<ProxyFailure>(error) {
        Some(proxy) => TransportError::unsent(kind, format!("{proxy}: {cause}")),
        None => TransportError::unsent(kind, cause),
    }
}

/// Nothing if the failure is none of hyper, rustls or the system.
fn no_reply(error: &(dyn Error + 'static)) -> Option<TransportError> {
    use TransportErrorKind::{Interrupted, Malformed};

    const CLOSED: &str = "connection closed before the reply was complete";

    if let Some(tls) = find::<rustls::Error>(error) {
        return Some(TransportError::new(Interrupted, format!("TLS: {tls}")));
    }
    if let Some(malformed) = all::<hyper::Error>(error).find(|error| is_malformed(error)) {
        return Some(TransportError::new(Malformed, malformed.to_string()));
    }
    if let Some(error) = find::<io::Error>(error) {
        use io::ErrorKind::{BrokenPipe, InvalidData, InvalidInput, UnexpectedEof};

        return Some(match error.kind() {
            UnexpectedEof | BrokenPipe => TransportError::new(Interrupted, CLOSED),
            // How hyper reports chunks that are none.
            InvalidData | InvalidInput => TransportError::new(Malformed, renewed(error)),
            _ => TransportError::new(Interrupted, renewed(error)),
        });
    }
    let hyper = find::<hyper::Error>(error)?;
    // A user's error is one of the request's body, or of a runtime that is gone.
    (!hyper.is_user()).then(|| TransportError::new(Interrupted, CLOSED))
}

/// Not HTTP, beyond a limit, or bytes that nobody asked for. hyper has no name for the latter, but
/// it is the only one of its own findings that it has none for.
fn is_malformed(error: &hyper::Error) -> bool {
    let is_named = error.is_incomplete_message()
        || error.is_canceled()
        || error.is_closed()
        || error.is_user()
        || error.source().is_some();
    error.is_parse() || !is_named
}

/// The innermost error of a type among an error and its causes.
pub(super) fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    all(error).last()
}

fn all<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a E> {
    chain(error).filter_map(|error| error.downcast_ref())
}

/// An error and its causes. An I/O error hides the one that it wraps from `source`.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    iter::successors(Some(error), |&error| {
        let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        match wrapped {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        }
    })
}

/// The same error, out of the chain that it is in.
fn renewed(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}
