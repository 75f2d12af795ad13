use std::fmt;

use super::BoxError;

/// A request that got no complete response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
    is_unsent: bool,
}

/// How a request failed to get its response.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: the host is unknown, cannot be reached or refuses.
    Connect,
    /// A certificate that is not trusted, not valid for the host or expired.
    Certificate,
    /// No answer within the time allowed for it.
    Timeout,
    /// The connection broke off before the whole response was there.
    Interrupted,
    /// What came is not HTTP, or beyond a limit.
    Malformed,
}

impl TransportError {
    /// An error of a transport.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        let is_unsent =
            matches!(kind, TransportErrorKind::Connect | TransportErrorKind::Certificate);
        Self { kind, source: source.into(), is_unsent }
    }

    /// An error of a transport that has sent nothing of the request, whatever its kind.
    pub fn unsent(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self { is_unsent: true, ..Self::new(kind, source) }
    }

    /// How it failed.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether nothing of the request was sent, so that it cannot have been carried out.
    pub fn is_unsent(&self) -> bool {
        self.is_unsent
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "cannot connect",
            TransportErrorKind::Certificate => "cannot connect safely",
            TransportErrorKind::Timeout => "timed out",
            TransportErrorKind::Interrupted => "the connection broke off",
            TransportErrorKind::Malformed => "no usable reply",
        })?;
        // The innermost cause says most: "connection refused", "certificate expired".
        let mut cause: &dyn std::error::Error = self.source.as_ref();
        while let Some(inner) = cause.source() {
            cause = inner;
        }
        write!(f, ": {cause}")
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.source.as_ref())
    }
}
