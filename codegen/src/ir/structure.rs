//! Structures and their fields.

use super::{Adapter, Check, Docs, Fallback, Marker, Type};
use crate::rust::Identifier;

/// A structure.
#[derive(Clone, Debug)]
pub(crate) struct Structure {
    pub(crate) name: Identifier,
    pub(crate) docs: Docs,
    pub(crate) fields: Vec<Field>,
    /// serde's `rename_all`, if it fits most members.
    pub(crate) rename_all: Option<RenameRule>,
    pub(crate) role: Role,
    /// The name of its builder.
    pub(crate) builder: Identifier,
    pub(crate) default: Default,
    /// Whether some field is not to be shown.
    pub(crate) hides: bool,
    /// Whether a field is a stream, which can be neither cloned nor compared.
    pub(crate) has_stream: bool,
}

/// serde's rules for the names of members.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum RenameRule {
    Camel,
    Pascal,
    ScreamingSnake,
    Kebab,
}

/// Which way a structure travels.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Role {
    /// In requests: callers fill it in, and its constraints are checked.
    pub(crate) sent: bool,
    /// In responses: callers read it.
    pub(crate) received: bool,
    /// It is the input of an operation itself: what it leaves out is left to the service.
    pub(crate) is_input: bool,
    /// It is an error: what it lacks is no reason not to take it for that error.
    pub(crate) is_error: bool,
}

impl Role {
    pub(crate) const NOWHERE: Self =
        Self { sent: false, received: false, is_input: false, is_error: false };
    pub(crate) const INPUT: Self = Self { sent: true, is_input: true, ..Self::NOWHERE };
    pub(crate) const OUTPUT: Self = Self { received: true, ..Self::NOWHERE };
    pub(crate) const ERROR: Self = Self { is_error: true, ..Self::OUTPUT };
}

/// How a structure has a value with nothing set.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Default {
    /// It has none.
    Absent,
    Derived,
    /// Some field starts with a value of its own.
    Written,
}

/// How a union or an enum shows itself.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Debug {
    Derived,
    /// Without the members that are hidden.
    Redacted,
    /// Not at all.
    Hidden,
}

/// A field of a structure.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: Identifier,
    /// Its name in the model.
    pub(crate) member: String,
    /// Whether the derives must be told that callers must set it, as its type does not say so.
    pub(crate) says_required: bool,
    /// Whether the structure's `Default` must be told its fallback.
    pub(crate) says_fallback: bool,
    /// Its name in errors, where that cannot be seen from its name on the wire.
    pub(crate) name_in_errors: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) kind: Type,
    /// Whether the type would hold itself, and so have no size, but for a box.
    pub(crate) boxed: bool,
    /// Whether its value is not to be shown.
    pub(crate) is_hidden: bool,
    /// Whether serde reads and writes it.
    pub(crate) is_in_json: bool,
    pub(crate) presence: Presence,
    /// What it holds if it is absent and never so, and its type's `Default` is not that.
    pub(crate) fallback: Option<Fallback>,
    /// serde's `rename`, where `rename_all` does not give the name on the wire.
    pub(crate) rename: Option<String>,
    /// serde's `with`.
    pub(crate) adapter: Option<Adapter>,
    /// serde's `default`.
    pub(crate) when_absent: WhenAbsent,
    pub(crate) checks: Vec<Check>,
}

/// What serde makes of a member that is not there.
#[derive(Clone, Debug)]
pub(crate) enum WhenAbsent {
    /// What it does of itself, or what the structure says.
    Usual,
    /// The zero of the type.
    Zero,
    Value(Marker),
}

/// Whether a field has a value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Presence {
    /// Callers must set it.
    Required,
    /// Callers must set it; a reply that lacks it is read as if it had the zero of its type.
    Corrected,
    Optional,
    /// Always there; the zero of its type unless told otherwise.
    Default,
}

impl Presence {
    /// Whether callers must set it.
    pub(crate) fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::Corrected)
    }
}
