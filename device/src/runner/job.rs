use serde::de::DeserializeOwned;

use crate::jobs::ExecutionId;

/// The job that a handler is to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    id: ExecutionId,
    document: String,
}

impl Job {
    /// A job with this document, for tests of handlers.
    pub fn new(id: ExecutionId, document: impl Into<String>) -> Self {
        Self { id, document: document.into() }
    }

    /// Which execution it is.
    pub fn id(&self) -> &ExecutionId {
        &self.id
    }

    /// The document, read as a type of the application or as `serde_json::Value`.
    ///
    /// # Errors
    /// The document does not fit the type. [`Outcome::rejected`](crate::runner::Outcome::rejected)
    /// is the answer to that.
    pub fn document<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.document)
    }

    /// The document, as JSON.
    pub fn document_text(&self) -> &str {
        &self.document
    }
}
