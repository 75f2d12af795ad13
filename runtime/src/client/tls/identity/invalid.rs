use std::error::Error;
use std::fmt;

/// The error for a certificate or a key that cannot be used. It shows nothing of the key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InvalidClientIdentity(String);

impl InvalidClientIdentity {
    pub(super) fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for InvalidClientIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no client identity: {}", self.0)
    }
}

impl Error for InvalidClientIdentity {}
