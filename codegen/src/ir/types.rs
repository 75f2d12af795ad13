//! The types under `types`, and what structures everywhere are made of.

use super::{Docs, Expression};

/// A type and the module that it stands in.
#[derive(Clone, Debug)]
pub(crate) struct TypeFile {
    pub(crate) module: String,
    pub(crate) definition: TypeDefinition,
}

/// A structure, union or enum under `types`.
#[derive(Clone, Debug)]
pub(crate) enum TypeDefinition {
    Structure(Structure),
    Union(Union),
    Enum(Enumeration),
}

impl TypeDefinition {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Structure(structure) => &structure.name,
            Self::Union(union) => &union.name,
            Self::Enum(enumeration) => &enumeration.name,
        }
    }
}

/// A structure.
#[derive(Clone, Debug)]
pub(crate) struct Structure {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) fields: Vec<Field>,
    /// serde's `rename_all`, if it fits most members.
    pub(crate) rename_all: Option<&'static str>,
    pub(crate) role: Role,
}

impl Structure {
    /// Whether a field is a stream, which can be neither cloned nor compared.
    pub(crate) fn has_stream(&self) -> bool {
        self.fields.iter().any(|field| field.kind == Type::ByteStream)
    }
}

/// Which way a structure travels.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Role {
    /// In requests: callers fill it in, and its constraints are checked.
    pub(crate) sent: bool,
    /// In responses: callers read it.
    pub(crate) received: bool,
    /// It is the input of an operation itself: what it leaves out is left to the service.
    pub(crate) is_input: bool,
}

impl Role {
    pub(crate) const INPUT: Self = Self { sent: true, received: false, is_input: true };
    pub(crate) const OUTPUT: Self = Self { sent: false, received: true, is_input: false };
}

/// A field of a structure.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// Its name in the model.
    pub(crate) member: String,
    pub(crate) docs: Docs,
    pub(crate) kind: Type,
    /// Whether the type would hold itself, and so have no size, but for a box.
    pub(crate) boxed: bool,
    /// Whether its value is not to be shown.
    pub(crate) is_hidden: bool,
    pub(crate) presence: Presence,
    /// What it holds if it is absent and never so, and its type's `Default` is not that.
    pub(crate) fallback: Option<Fallback>,
    /// serde's `rename`, where `rename_all` does not give the name on the wire.
    pub(crate) rename: Option<String>,
    pub(crate) adapter: Adapter,
    pub(crate) checks: Vec<Check>,
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

/// A value that stands for an absent one, by the name of a type that has it as its `value()`.
#[derive(Clone, Debug)]
pub(crate) enum Fallback {
    /// The runtime's.
    Shared(&'static str),
    /// The file's: `default::name`.
    Own { marker: String, value: Expression },
}

impl Fallback {
    pub(crate) fn marker(&self) -> &str {
        match self {
            Self::Shared(name) => name,
            Self::Own { marker, .. } => marker,
        }
    }
}

/// A Rust type.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Type {
    Bool,
    Number(&'static str),
    String,
    Blob,
    /// A body that is not held in memory: only at the top of inputs and outputs.
    ByteStream,
    DateTime,
    Document,
    BigInteger,
    BigDecimal,
    List(Box<Type>),
    Map(Box<Type>),
    /// A value of a sparse list or map.
    Nullable(Box<Type>),
    Structure(String),
    Union(String),
    Enum(String),
}

/// How serde reads and writes a type; `Same` is plain serde.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Adapter {
    Same,
    Named(&'static str),
    Dense(Box<Adapter>),
    List(Box<Adapter>),
    Map(Box<Adapter>),
    Nullable(Box<Adapter>),
}

/// A constraint.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Check {
    Length(u64, u64),
    Pattern(String),
    Ranges(Vec<(Option<f64>, Option<f64>)>),
    Entries(Vec<Check>),
    Keys(Vec<Check>),
    Values(Vec<Check>),
    Nested,
    /// What follows is for values of a sparse list or map that are there.
    IfPresent,
}

/// A union: an enum with a variant for each member, and one for members to come.
#[derive(Clone, Debug)]
pub(crate) struct Union {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) members: Vec<UnionMember>,
    pub(crate) role: Role,
}

/// A member of a union.
#[derive(Clone, Debug)]
pub(crate) struct UnionMember {
    /// The name of its variant.
    pub(crate) variant: String,
    /// What follows `is_` and `as_` in the names of its methods.
    pub(crate) method: String,
    /// Its name in the model.
    pub(crate) member: String,
    /// Its name in JSON.
    pub(crate) wire: String,
    pub(crate) docs: Docs,
    /// Absent if the member says everything by being there.
    pub(crate) kind: Option<Type>,
    /// As for a field.
    pub(crate) boxed: bool,
    /// As for a field.
    pub(crate) is_hidden: bool,
    pub(crate) adapter: Adapter,
    pub(crate) checks: Vec<Check>,
}

/// An open enum.
#[derive(Clone, Debug)]
pub(crate) struct Enumeration {
    /// Whether its values are not to be shown.
    pub(crate) is_hidden: bool,
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) variants: Vec<Variant>,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) docs: Docs,
}
