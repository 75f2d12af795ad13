//! Values as Rust expressions.

use super::Number;
use crate::rust::Identifier;

/// A field, a parameter or a setter, and its value.
pub(crate) type Assignment = (Identifier, Expression);

/// A value as a Rust expression.
#[derive(Clone, Debug)]
pub(crate) enum Expression {
    Bool(bool),
    Int(i64),
    Float(f64),
    /// A float that is not finite.
    Special(Number, Special),
    Text(String),
    Bytes(Vec<u8>),
    /// A byte stream.
    Stream(Vec<u8>),
    Seconds(f64),
    /// Seconds and nanoseconds.
    Instant(i64, u32),
    /// A time as text.
    Time(String, TimeFormat),
    /// A big number, with any number of digits.
    Digits(String),
    Document(serde_json::Value),
    List(Vec<Expression>),
    Map(Vec<(String, Expression)>),
    Nullable(Option<Box<Expression>>),
    Boxed(Box<Expression>),
    Enum {
        name: Identifier,
        variant: Identifier,
    },
    UnknownEnum {
        name: Identifier,
        value: String,
    },
    Union {
        name: Identifier,
        variant: Identifier,
        /// Absent for a member without data.
        value: Option<Box<Expression>>,
    },
    /// Built with a builder that fails only if a required member is missing.
    Structure {
        name: Identifier,
        fallible: bool,
        fields: Vec<Assignment>,
    },
}

impl Expression {
    /// Wraps the value in `Some`.
    pub(crate) fn some(self) -> Self {
        Self::Nullable(Some(Box::new(self)))
    }
}

/// A float that is not finite.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Special {
    NotANumber,
    Infinity,
    NegativeInfinity,
}

/// How a time is written as text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum TimeFormat {
    DateTime,
    HttpDate,
}
