//! What the builders of emitted structures share.

use crate::error::BuildError;

/// A required member of a structure, as its builder has it.
///
/// # Errors
/// It is not set.
pub fn required<T>(
    value: Option<T>,
    shape: &'static str,
    member: &'static str,
) -> Result<T, BuildError> {
    value.ok_or_else(|| BuildError::missing(shape, member))
}
