use std::fmt;

/// `Debug` of a structure with these fields.
///
/// # Errors
/// The errors of the formatter.
pub fn debug(
    f: &mut fmt::Formatter<'_>,
    structure: &str,
    fields: &[(&str, &dyn fmt::Debug)],
) -> fmt::Result {
    let mut shown = f.debug_struct(structure);
    for (name, value) in fields {
        shown.field(name, value);
    }
    shown.finish()
}

/// `Debug` of a builder that holds these values.
///
/// # Errors
/// The errors of the formatter.
pub fn debug_tuple(
    f: &mut fmt::Formatter<'_>,
    builder: &str,
    values: &[&dyn fmt::Debug],
) -> fmt::Result {
    let mut shown = f.debug_tuple(builder);
    for value in values {
        shown.field(value);
    }
    shown.finish()
}
