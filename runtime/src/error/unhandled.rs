use std::fmt;

use super::{BoxError, ErrorMetadata, ProvideErrorMetadata};
use crate::wire::ErrorReply;

/// An error that no exception of the model describes.
#[derive(Debug)]
pub struct Unhandled {
    meta: ErrorMetadata,
    source: Option<BoxError>,
}

impl Unhandled {
    /// An error of the service with an unknown code, without one, or with a body that its
    /// exception does not allow.
    pub fn from_reply(reply: &ErrorReply, source: Option<BoxError>) -> Self {
        Self { meta: reply.metadata(), source }
    }

    /// A failure that did not come from the service.
    pub fn from_source(source: impl Into<BoxError>) -> Self {
        Self { meta: ErrorMetadata::builder().build(), source: Some(source.into()) }
    }
}

impl ProvideErrorMetadata for Unhandled {
    fn meta(&self) -> &ErrorMetadata {
        &self.meta
    }
}

impl fmt::Display for Unhandled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.meta.code(), self.meta.message(), &self.source) {
            (Some(code), Some(message), _) => write!(f, "{code}: {message}"),
            (Some(code), None, _) => f.write_str(code),
            (None, Some(message), _) => f.write_str(message),
            (None, None, Some(source)) => source.fmt(f),
            (None, None, None) => f.write_str("an error without a code and without a message"),
        }
    }
}

impl std::error::Error for Unhandled {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source.as_ref() as _)
    }
}
