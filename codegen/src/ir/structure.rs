//! Structures and their fields.

use super::{Adapter, Check, Docs, Fallback, Marker, Type};
use crate::rust::Identifier;

/// A structure.
#[derive(Clone, Debug)]
pub(crate) struct Structure {
    pub(crate) name: Identifier,
    pub(crate) docs: Docs,
    pub(crate) fields: Vec<Field>,
    /// serde's `rename_all`, if it applies to most members.
    pub(crate) rename_all: Option<RenameRule>,
    pub(crate) role: Role,
    /// The name of its builder.
    pub(crate) builder: Identifier,
    /// Whether it has a `Default`, so that serde takes the values of absent members from it.
    pub(crate) has_default: bool,
}

impl Structure {
    pub(crate) fn has_stream(&self) -> bool {
        self.fields.iter().any(|field| field.kind == Type::ByteStream)
    }
}

/// serde's rules for the names of members.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum RenameRule {
    Camel,
    Pascal,
    ScreamingSnake,
    Kebab,
}

/// In which direction a structure travels.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Role {
    /// In requests: callers build it, and its constraints are checked.
    pub(crate) sent: bool,
    /// In responses: callers read it.
    pub(crate) received: bool,
    /// It is the input of an operation: the service applies the defaults of absent members.
    pub(crate) is_input: bool,
    /// It is an error: it is accepted even if required members are missing.
    pub(crate) is_error: bool,
}

impl Role {
    pub(crate) const NOWHERE: Self =
        Self { sent: false, received: false, is_input: false, is_error: false };
    pub(crate) const INPUT: Self = Self { sent: true, is_input: true, ..Self::NOWHERE };
    pub(crate) const OUTPUT: Self = Self { received: true, ..Self::NOWHERE };
    pub(crate) const ERROR: Self = Self { is_error: true, ..Self::OUTPUT };
}

/// How `Debug` of a union or an enum is implemented.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Debug {
    Derived,
    /// Without the values of sensitive members.
    Redacted,
    /// Without any value.
    Hidden,
}

/// A field of a structure.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: Identifier,
    /// Its name in the model.
    pub(crate) member: String,
    /// Whether the derives need to know that callers must set it, because its type does not show
    /// it.
    pub(crate) says_required: bool,
    /// Whether the structure's `Default` needs its fallback.
    pub(crate) says_fallback: bool,
    /// Its name in errors, if it does not follow from its name on the wire.
    pub(crate) name_in_errors: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) kind: Type,
    /// Whether it is boxed, because the type would otherwise contain itself.
    pub(crate) boxed: bool,
    /// Whether `Debug` hides its value.
    pub(crate) is_hidden: bool,
    /// Whether serde reads and writes it.
    pub(crate) is_in_json: bool,
    pub(crate) presence: Presence,
    /// Its value if absent, where that is not its type's `Default`.
    pub(crate) fallback: Option<Fallback>,
    /// serde's `rename`, if `rename_all` does not produce the name on the wire.
    pub(crate) rename: Option<String>,
    /// serde's `with`.
    pub(crate) adapter: Option<Adapter>,
    /// serde's `default`.
    pub(crate) when_absent: WhenAbsent,
    pub(crate) checks: Vec<Check>,
}

/// How serde handles an absent member.
#[derive(Clone, Debug)]
pub(crate) enum WhenAbsent {
    /// As it does by default, or as the structure says.
    Usual,
    /// The zero of the type.
    Zero,
    Value(Marker),
}

/// Whether a field always has a value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Presence {
    /// Callers must set it.
    Required,
    /// Callers must set it; in a reply that lacks it, it has the zero of its type.
    Corrected,
    Optional,
    /// Always present; by default the zero of its type.
    Default,
}

impl Presence {
    /// Whether callers must set it.
    pub(crate) fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::Corrected)
    }
}
