use std::fmt;

/// A text that is not a value of an enum.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnknownVariantError {
    value: String,
}

impl UnknownVariantError {
    pub(crate) fn new(value: &str) -> Self {
        Self { value: value.to_owned() }
    }
}

impl fmt::Display for UnknownVariantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not a value that this crate knows", self.value)
    }
}

impl std::error::Error for UnknownVariantError {}
