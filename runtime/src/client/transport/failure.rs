//! Maps errors of HTTP clients, rustls and the system to a [`TransportError`] with a kind and a readable
//! text. Its source is the most specific error that a program can match.

#[cfg(feature = "async")]
mod of_hyper;
mod timed_out;

use std::io;

#[cfg(feature = "async")]
pub(super) use self::of_hyper::{identified_error, transport_error};
pub(super) use self::timed_out::ConnectTimedOut;
use super::{CLOSED, InvalidProxy};
use crate::client::tls::{self, NoTls, handshake_failure};
use crate::error::cause::find;
use crate::error::{BoxError, TransportError, TransportErrorKind};

/// Maps an error of a connection, a response or a body.
#[cfg(all(feature = "aws", not(feature = "async")))]
pub(super) fn transport_error(error: impl Into<BoxError>) -> TransportError {
    let error = match error.into().downcast::<TransportError>() {
        Ok(named) => return *named,
        Err(error) => error,
    };
    let other = |error| TransportError::new(TransportErrorKind::Interrupted, error);
    broken_off(error).unwrap_or_else(other)
}

/// Whether the other side closed the connection.
pub(super) fn is_closed(error: &TransportError) -> bool {
    use TransportErrorKind::{Connect, Interrupted};
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};

    let is_end = |error: &io::Error| {
        matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof)
    };
    matches!(error.kind(), Connect | Interrupted)
        && (error.detail() == CLOSED || find::<io::Error>(error.cause()).is_some_and(is_end))
}

/// The error of a connection that could not be made, so that nothing was sent.
pub(super) fn no_connection(error: BoxError) -> TransportError {
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
    } else {
        TransportError::new(Connect, error)
    }
}

/// The error of a connection that broke off, if rustls, the system or the body of the request is
/// the reason.
pub(super) fn broken_off(error: BoxError) -> Result<TransportError, BoxError> {
    use TransportErrorKind::{Interrupted, Malformed};
    use io::ErrorKind::{BrokenPipe, InvalidData, InvalidInput, UnexpectedEof};

    // This error comes from the body of the request.
    if let Some(named) = find::<TransportError>(&*error) {
        let (kind, words) = (named.kind(), named.detail());
        return Ok(TransportError::new(kind, error).in_words(words));
    }
    if let Some(tls) = find::<rustls::Error>(&*error) {
        return Ok(tls::no_reply(tls));
    }
    let Some(io) = find::<io::Error>(&*error) else { return Err(error) };
    Ok(match io.kind() {
        UnexpectedEof | BrokenPipe => {
            TransportError::new(Interrupted, renewed(io)).in_words(CLOSED)
        }
        // Invalid chunks are reported like this.
        InvalidData | InvalidInput => TransportError::new(Malformed, renewed(io)),
        _ => TransportError::new(Interrupted, renewed(io)),
    })
}

/// A copy of the error, without its chain.
fn renewed(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

#[cfg(test)]
#[cfg(feature = "async")]
mod tests;
