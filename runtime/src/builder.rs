//! What the builders of emitted structures have in common.

use crate::error::BuildError;

/// The value of a required member that a builder has collected.
///
/// # Errors
/// The member is not set.
pub fn required<T>(
    value: Option<T>,
    shape: &'static str,
    member: &'static str,
) -> Result<T, BuildError> {
    value.ok_or_else(|| BuildError::missing(shape, member))
}
