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
