use std::fmt;

use super::{BoxError, OneLine};
use crate::wire::quote_start;

/// A response that is not what the model says. It quotes the start of what came.
#[derive(Debug)]
pub struct DecodeError {
    source: BoxError,
    start: String,
}

impl DecodeError {
    /// What was wrong with a body.
    pub fn new(source: impl Into<BoxError>, body: &[u8]) -> Self {
        Self { source: source.into(), start: quote_start(body) }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the response is not what the model says ({}): it starts {}",
            OneLine(&self.source.to_string()),
            self.start
        )
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.source.as_ref())
    }
}
