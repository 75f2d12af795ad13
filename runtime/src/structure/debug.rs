use std::fmt;

use serde::ser::Serialize;
use serde_with::SerializeAs;

use super::names::{self, Names};
use super::{Write, Writer};

/// `Debug` of a structure that is serialized whole, with the names of its fields. [`Write`] lists the
/// members already, and a second list would take longer to compile.
///
/// # Errors
/// The errors of the formatter.
pub fn debug_members<T: Write>(
    value: &T,
    f: &mut fmt::Formatter<'_>,
    structure: &str,
    fields: &'static str,
) -> fmt::Result {
    let mut members =
        Members { fields: Names(fields).into_iter(), shown: f.debug_struct(structure) };
    value.write(&mut members);
    members.shown.finish()
}

struct Members<'f, 'b> {
    fields: names::Iter,
    shown: fmt::DebugStruct<'f, 'b>,
}

impl Members<'_, '_> {
    fn show(&mut self, value: &dyn fmt::Debug) {
        if let Some(field) = self.fields.next() {
            self.shown.field(field, value);
        }
    }
}

impl Writer for Members<'_, '_> {
    fn member<T: Serialize + fmt::Debug>(&mut self, value: &T) {
        self.show(value);
    }

    fn optional<T: Serialize + fmt::Debug>(&mut self, value: &Option<T>) {
        self.show(value);
    }

    fn member_as<U: SerializeAs<T>, T: fmt::Debug>(&mut self, value: &T) {
        self.show(value);
    }

    fn optional_as<U: SerializeAs<Option<T>>, T: fmt::Debug>(&mut self, value: &Option<T>) {
        self.show(value);
    }
}

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

/// `Debug` of a builder that holds one value.
///
/// # Errors
/// The errors of the formatter.
pub fn debug_one(f: &mut fmt::Formatter<'_>, builder: &str, value: &dyn fmt::Debug) -> fmt::Result {
    f.debug_tuple(builder).field(value).finish()
}

/// `Debug` of a builder that holds two values.
///
/// # Errors
/// The errors of the formatter.
pub fn debug_two(
    f: &mut fmt::Formatter<'_>,
    builder: &str,
    one: &dyn fmt::Debug,
    other: &dyn fmt::Debug,
) -> fmt::Result {
    f.debug_tuple(builder).field(one).field(other).finish()
}
