use std::{fmt, slice};

use serde::ser::Serialize;
use serde_with::SerializeAs;

use super::names::{self, Names};
use super::{Members, Writer};
use crate::redacted::Redacted;

/// `Debug` of a structure, or of the builder that holds it. [`Members`] lists the members already, and a
/// second list would take longer to compile.
///
/// `fields` are the names of the members and of the other fields. The first character of a name may
/// say how it is shown: `*` redacted, `=` with the next of `values`, `+` like `=`, and it is no member.
///
/// # Errors
/// The errors of the formatter.
pub fn debug_fields<T: Members>(
    value: &T,
    f: &mut fmt::Formatter<'_>,
    name: &str,
    fields: &'static str,
    values: &[&dyn fmt::Debug],
) -> fmt::Result {
    let mut shown = Fields {
        names: Names(fields).into_iter(),
        values: values.iter(),
        shown: f.debug_struct(name),
    };
    value.write(&mut shown);
    shown.rest();
    shown.shown.finish()
}

/// [`debug_fields`] of a structure without other fields.
///
/// # Errors
/// The errors of the formatter.
pub fn debug_members<T: Members>(
    value: &T,
    f: &mut fmt::Formatter<'_>,
    structure: &str,
    fields: &'static str,
) -> fmt::Result {
    debug_fields(value, f, structure, fields, &[])
}

struct Fields<'v, 'f, 'b> {
    names: names::Iter,
    values: slice::Iter<'v, &'v dyn fmt::Debug>,
    shown: fmt::DebugStruct<'f, 'b>,
}

impl Fields<'_, '_, '_> {
    fn show(&mut self, value: &dyn fmt::Debug) {
        while let Some(name) = self.names.next() {
            let (mark, plain) = name.split_at_checked(1).unwrap_or_default();
            match mark {
                "+" => {
                    self.other(plain);
                    continue;
                }
                "=" => self.other(plain),
                "*" => self.field(plain, &Redacted),
                _ => self.field(name, value),
            }
            return;
        }
    }

    fn other(&mut self, name: &str) {
        if let Some(value) = self.values.next() {
            self.field(name, value);
        }
    }

    fn field(&mut self, name: &str, value: &dyn fmt::Debug) {
        self.shown.field(name, value);
    }

    /// Shows the fields after the last member.
    fn rest(&mut self) {
        while let Some(name) = self.names.next() {
            self.other(name.trim_start_matches('+'));
        }
    }
}

impl Writer for Fields<'_, '_, '_> {
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

/// `Debug` of a builder that holds one value.
///
/// # Errors
/// The errors of the formatter.
pub fn debug_one<T: fmt::Debug>(
    f: &mut fmt::Formatter<'_>,
    builder: &str,
    value: &T,
) -> fmt::Result {
    f.debug_tuple(builder).field(value).finish()
}

/// `Debug` of a builder that holds two values.
///
/// # Errors
/// The errors of the formatter.
pub fn debug_two<T: fmt::Debug, U: fmt::Debug>(
    f: &mut fmt::Formatter<'_>,
    builder: &str,
    one: &T,
    other: &U,
) -> fmt::Result {
    f.debug_tuple(builder).field(one).field(other).finish()
}
