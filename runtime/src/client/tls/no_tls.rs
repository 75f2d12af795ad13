use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::error::BoxError;

/// The error for missing TLS support.
#[derive(Clone, Debug)]
pub(in crate::client) struct NoTls {
    words: String,
    cause: Option<Arc<dyn Error + Send + Sync>>,
}

impl NoTls {
    pub(in crate::client) fn new(words: String, cause: impl Into<BoxError>) -> Self {
        Self { words, cause: Some(cause.into().into()) }
    }

    pub(in crate::client) fn without_cause(words: String) -> Self {
        Self { words, cause: None }
    }
}

impl fmt::Display for NoTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl Error for NoTls {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}
