//! The types under `types`, and their wire formats.

use super::{Debug, Docs, Expression, Role, Structure};
use crate::rust::Identifier;

/// A type and its module.
#[derive(Clone, Debug)]
pub(crate) struct TypeFile {
    pub(crate) module: Identifier,
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
    pub(crate) fn name(&self) -> &Identifier {
        match self {
            Self::Structure(structure) => &structure.name,
            Self::Union(union) => &union.name,
            Self::Enum(enumeration) => &enumeration.name,
        }
    }
}

/// A value for an absent member that is not the zero of its type.
#[derive(Clone, Debug)]
pub(crate) struct Fallback {
    pub(crate) marker: Marker,
    /// `None` if the runtime defines it.
    pub(crate) value: Option<Expression>,
}

/// A type whose `value()` replaces an absent value.
#[derive(Clone, Debug)]
pub(crate) enum Marker {
    /// The runtime's: 1970.
    UnixEpoch,
    /// Defined in the same file: `default::name`.
    Own { module: Identifier, name: Identifier },
}

/// A Rust type.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Type {
    Bool,
    Number(Number),
    String,
    Blob,
    /// A body that is not held in memory: only at the top level of inputs and outputs.
    ByteStream,
    DateTime,
    Document,
    BigInteger,
    BigDecimal,
    List(Box<Type>),
    Map(Box<Type>),
    /// A value of a sparse list or map.
    Nullable(Box<Type>),
    Structure(Identifier),
    Union(Identifier),
    Enum(Identifier),
}

impl Type {
    /// Whether accessors return it by copy.
    pub(crate) fn is_copy(&self) -> bool {
        matches!(self, Self::Bool | Self::Number(_) | Self::DateTime)
    }
}

/// A type of numbers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Number {
    I8,
    I16,
    I32,
    I64,
    F32,
    F64,
    /// The type of lengths.
    Usize,
}

impl Number {
    pub(crate) fn is_float(self) -> bool {
        matches!(self, Self::F32 | Self::F64)
    }
}

/// How serde reads and writes a type. `Same` is plain serde.
#[derive(Clone, Debug)]
pub(crate) enum Adapter {
    Same,
    Base64,
    BigNumber,
    EpochSeconds,
    Float,
    HttpDate,
    Int,
    JsonValue,
    Rfc3339,
    /// A list or map whose items cannot be `null`.
    Dense(Box<Adapter>),
    /// A list or map whose items may be `null`.
    Sparse(Box<Adapter>),
    /// An optional value.
    Optional(Box<Adapter>),
    /// `null` and absence are the zero of the type.
    DefaultOnNull(Box<Adapter>),
    /// `null` and absence are this value.
    OrElse(Marker, Box<Adapter>),
}

impl Adapter {
    pub(crate) fn is_same(&self) -> bool {
        matches!(self, Self::Same)
    }
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
    /// Applies the following constraints to the present values of a sparse list or map.
    IfPresent,
}

/// A union: an enum with a variant for each member, and one for unknown members.
#[derive(Clone, Debug)]
pub(crate) struct Union {
    pub(crate) name: Identifier,
    pub(crate) debug: Debug,
    pub(crate) docs: Docs,
    pub(crate) members: Vec<UnionMember>,
    pub(crate) role: Role,
}

/// A member of a union.
#[derive(Clone, Debug)]
pub(crate) struct UnionMember {
    /// The name of its variant.
    pub(crate) variant: Identifier,
    /// The variable name for its value.
    pub(crate) name: Identifier,
    /// The methods that test for it and return it.
    pub(crate) is_method: Identifier,
    pub(crate) as_method: Identifier,
    /// Its name in the model.
    pub(crate) member: String,
    /// Its name in JSON.
    pub(crate) wire: String,
    pub(crate) docs: Docs,
    /// `None` if the member has no data.
    pub(crate) kind: Option<Type>,
    /// Like for a field.
    pub(crate) boxed: bool,
    /// Like for a field.
    pub(crate) is_hidden: bool,
    pub(crate) adapter: Adapter,
    pub(crate) checks: Vec<Check>,
}

/// An open enum.
#[derive(Clone, Debug)]
pub(crate) struct Enumeration {
    pub(crate) debug: Debug,
    pub(crate) name: Identifier,
    pub(crate) docs: Docs,
    pub(crate) variants: Vec<Variant>,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) name: Identifier,
    pub(crate) value: String,
    pub(crate) docs: Docs,
}
