use std::fmt;

use super::cause::untold;
use super::{BoxError, ErrorMetadata, OneLine, ProvideErrorMetadata};
use crate::wire::ErrorReply;

/// An error that no exception of the model describes.
#[derive(Debug)]
pub struct Unhandled {
    meta: ErrorMetadata,
    source: Option<BoxError>,
}

impl Unhandled {
    /// An error of the service with an unknown code, or with none: then the source describes the
    /// reply.
    pub fn from_reply(reply: &ErrorReply) -> Self {
        let source = reply.code().is_none().then(|| reply.describe().into());
        Self { meta: reply.metadata(), source }
    }

    /// An error of the service with this code and message.
    pub fn from_metadata(meta: ErrorMetadata) -> Self {
        Self { meta, source: None }
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
        match (self.meta.code(), &self.source) {
            (Some(code), _) => write!(f, "{:.100}", OneLine(code))?,
            // Large enough for the whole line of an `SdkError`.
            (None, Some(source)) => write!(f, "{:.3000}", OneLine(&source.to_string()))?,
            (None, None) => f.write_str("an error without a code")?,
        }
        match self.meta.message() {
            Some(message) => write!(f, ": {}", OneLine(message)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Unhandled {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        untold(self, self.source.as_deref()?)
    }
}
