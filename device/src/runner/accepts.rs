use std::fmt;
use std::sync::Arc;

use serde_json::Value;

/// Which job documents a handler accepts.
///
/// It decides how a runner starts jobs. One that accepts everything starts the next job of the thing
/// with `StartNextPendingJobExecution`, and rejects a document that is no JSON. One that selects reads
/// documents first, and starts a job with `UpdateJobExecution` only if it accepts the document: jobs
/// for other agents stay as they are. They delay no other job as long as about ten at most are pending,
/// since the service lists no more.
#[derive(Clone, Default)]
pub struct Accepts(Option<Arc<Predicate>>);

type Predicate = dyn Fn(&Value) -> bool + Send + Sync;

impl Accepts {
    /// Every document.
    pub fn everything() -> Self {
        Self(None)
    }

    /// The documents for which the function returns `true`. It should return the same for the same
    /// document. One for which it panics is not accepted.
    pub fn only(predicate: impl Fn(&Value) -> bool + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(predicate)))
    }

    pub(crate) fn is_everything(&self) -> bool {
        self.0.is_none()
    }

    /// Whether a document is accepted. One that is no JSON never is.
    pub(crate) fn accepts(&self, document: &str) -> bool {
        match (&self.0, serde_json::from_str(document)) {
            (Some(predicate), Ok(document)) => predicate(&document),
            (None, Ok(_)) => true,
            (_, Err(_)) => false,
        }
    }
}

impl fmt::Debug for Accepts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_everything() { "Everything" } else { "Only(..)" })
    }
}
