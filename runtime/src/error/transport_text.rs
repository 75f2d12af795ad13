//! The text of a transport error.

use std::fmt;

use super::cause::{innermost, untold};
use super::{TransportError, TransportErrorKind};

impl TransportError {
    /// The text after the kind.
    pub(crate) fn detail(&self) -> String {
        if let Some(words) = self.words() {
            return words.to_owned();
        }
        innermost(self.cause()).to_string()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind() {
            TransportErrorKind::Setup => "cannot connect as configured",
            TransportErrorKind::Connect => "cannot connect",
            TransportErrorKind::Certificate => "cannot connect safely",
            TransportErrorKind::Timeout => "timed out",
            TransportErrorKind::Interrupted => "the connection broke off",
            TransportErrorKind::Malformed => "no usable reply",
            TransportErrorKind::Other => "the HTTP client failed",
        };
        write!(f, "{kind}: {}", self.detail())
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        untold(self, self.cause())
    }
}
