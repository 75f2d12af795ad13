//! Maps errors of hyper, rustls and the system to a [`TransportError`] with a kind and a readable
//! text. Its source is the most specific error that a program can match.

use std::error::Error;
use std::io;

use hyper_util::client::legacy;
use rustls::CertificateError;

use super::alert::about_client_certificate;
use super::no_tls::NoTls;
use super::route::ProxyFailure;
use super::timeout::ConnectTimedOut;
use crate::client::transport::{CLOSED, InvalidProxy};
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

fn no_connection(error: BoxError) -> TransportError {
    use TransportErrorKind::{Connect, Setup, Timeout};

    if let Some(elapsed) = find::<ConnectTimedOut>(&*error) {
        TransportError::unsent(Timeout, elapsed.clone())
    } else if let Some(invalid) = find::<InvalidProxy>(&*error) {
        TransportError::new(Setup, invalid.clone())
    } else if let Some(missing) = find::<NoTls>(&*error) {
        TransportError::new(Setup, missing.clone()).in_words(missing.to_string())
    } else if let Some(tls) = find::<rustls::Error>(&*error) {
        no_handshake(tls)
    } else if let Some(error) = find::<io::Error>(&*error) {
        TransportError::new(Connect, renewed(error))
    } else if find::<ProxyFailure>(&*error).is_some_and(ProxyFailure::is_unauthorized) {
        TransportError::new(Setup, error)
    } else {
        TransportError::new(Connect, error)
    }
}

fn no_handshake(tls: &rustls::Error) -> TransportError {
    use TransportErrorKind::{Certificate, Connect};

    if let Some(words) = about_client_certificate(tls) {
        return TransportError::new(Certificate, tls.clone()).in_words(words);
    }
    match tls {
        rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer) => {
            TransportError::new(Certificate, tls.clone())
                .in_words("the certificate is from an authority that is not trusted")
        }
        rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => {
            TransportError::new(Certificate, tls.clone())
        }
        _ => TransportError::new(Connect, tls.clone())
            .in_words(format!("the TLS handshake failed: {tls}")),
    }
}

/// Other errors count as a broken connection.
fn no_reply(error: BoxError) -> TransportError {
    use TransportErrorKind::{Certificate, Interrupted, Malformed};

    // This error comes from the body of the request.
    if let Some(named) = find::<TransportError>(&*error) {
        let (kind, words) = (named.kind(), named.detail());
        return TransportError::new(kind, error).in_words(words);
    }
    if let Some(tls) = find::<rustls::Error>(&*error) {
        return match about_client_certificate(tls) {
            // The server has read nothing of the request.
            Some(words) => TransportError::new(Certificate, tls.clone()).in_words(words),
            None => TransportError::new(Interrupted, tls.clone()).in_words(format!("TLS: {tls}")),
        };
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
