use std::fmt;

/// A step could not be recorded, or the document could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextError(pub(super) String);

impl fmt::Display for ContextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ContextError {}

impl ContextError {
    pub(super) const STOPPED: &str = "the runner has stopped";
    pub(super) const RETURNED: &str = "the handler of this job has returned";
    pub(super) const NO_DOCUMENT: &str = "the service cannot be asked for the document now";
}
