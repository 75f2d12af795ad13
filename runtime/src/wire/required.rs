use crate::error::BuildError;

/// The value of a required member of a shape.
///
/// # Errors
/// It was not set.
pub fn required<T>(
    value: Option<T>,
    shape: &'static str,
    member: &'static str,
) -> Result<T, BuildError> {
    value.ok_or_else(|| BuildError::missing(shape, member))
}
