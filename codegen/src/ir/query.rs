//! JMESPath over typed values: paths in inputs and outputs.

use super::{Number, Type};
use crate::rust::Identifier;

/// An expression with its Rust type.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) node: Box<QueryNode>,
    pub(crate) form: QueryForm,
    /// Whether it is an `Option`.
    pub(crate) optional: bool,
}

/// The Rust type of an expression.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum QueryForm {
    Flag,
    Number(Number),
    /// `&str`.
    Text,
    /// A reference to anything else.
    Value(Type),
    /// An iterator, optionally of `Option`s.
    Items(Box<QueryForm>, Nullable),
    /// An array, optionally of `Option`s.
    Array(Box<QueryForm>, Nullable),
}

/// Whether items are `Option`s.
pub(crate) type Nullable = bool;

/// The form of an expression.
#[derive(Clone, Debug)]
pub(crate) enum QueryNode {
    Variable(Identifier),
    Field(Query, QueryField),
    /// The member of a union.
    Member(Query, QueryMember),
    /// The value of a map.
    Entry(Query, String, Type),
    /// Maps an `Option`, with its value bound to a variable.
    Within(Query, Identifier, Query),
    Flag(bool),
    Int(i64),
    Float(f64),
    Text(String),
    Array(Vec<Query>),
    /// The elements of an array.
    Elements(Query),
    /// The items of a list, which may be an `Option`.
    Each(Query, Type),
    Keys(Query),
    Values(Query, Type),
    Map(Query, Identifier, Query),
    FlatMap(Query, Identifier, Query),
    /// The items that satisfy a condition.
    Filter(Query, Identifier, Query),
    /// The items that are present.
    Present(Query),
    /// An item, counted from the start.
    Nth(Query, usize),
    /// An item, counted from the end.
    NthBack(Query, usize),
    Skip(Query, usize),
    Take(Query, usize),
    StepBy(Query, usize),
    Length(Query),
    Count(Query),
    IsFilled(Query),
    HasItems(Query),
    /// Whether an item is equal to a value.
    Contains(Query, Query),
    TextTest(TextTest, Query, Query),
    Compare(Comparison, Query, Query),
    Convert(Number, Query),
    Not(Query),
    Both(Query, Query),
    Either(Query, Query),
    /// The first of two `Option`s that is present.
    FirstOf(Query, Query),
    IsSome(Query),
    IsNone(Query),
    /// Whether an `Option` of a boolean is present and true.
    IsTrue(Query),
    /// Whether there are items and all of them equal this text.
    AllEqual(Query, String),
    /// Whether one of the items equals this text.
    AnyEqual(Query, String),
}

/// A test of two texts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum TextTest {
    Contains,
    StartsWith,
    EndsWith,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A field of a structure.
#[derive(Clone, Debug)]
pub(crate) struct QueryField {
    pub(crate) name: Identifier,
    pub(crate) kind: Type,
    pub(crate) optional: bool,
    pub(crate) boxed: bool,
}

/// A member of a union.
#[derive(Clone, Debug)]
pub(crate) struct QueryMember {
    pub(crate) name: Identifier,
    /// The accessor that returns its value.
    pub(crate) lends: Identifier,
    pub(crate) kind: Type,
}

impl QueryNode {
    /// The direct subexpressions, in the order in which they are written.
    pub(crate) fn parts(&self) -> Vec<&Query> {
        match self {
            Self::Variable(_) | Self::Flag(_) | Self::Int(_) | Self::Float(_) | Self::Text(_) => {
                Vec::new()
            }
            Self::Array(elements) => elements.iter().collect(),
            Self::Within(of, _, then)
            | Self::Map(of, _, then)
            | Self::FlatMap(of, _, then)
            | Self::Filter(of, _, then)
            | Self::Contains(of, then)
            | Self::TextTest(_, of, then)
            | Self::Compare(_, of, then)
            | Self::Both(of, then)
            | Self::Either(of, then)
            | Self::FirstOf(of, then) => vec![of, then],
            Self::Field(of, _)
            | Self::Member(of, _)
            | Self::Entry(of, ..)
            | Self::Elements(of)
            | Self::Each(of, _)
            | Self::Keys(of)
            | Self::Values(of, _)
            | Self::Present(of)
            | Self::Nth(of, _)
            | Self::NthBack(of, _)
            | Self::Skip(of, _)
            | Self::Take(of, _)
            | Self::StepBy(of, _)
            | Self::Length(of)
            | Self::Count(of)
            | Self::IsFilled(of)
            | Self::HasItems(of)
            | Self::Convert(_, of)
            | Self::Not(of)
            | Self::IsSome(of)
            | Self::IsNone(of)
            | Self::IsTrue(of)
            | Self::AllEqual(of, _)
            | Self::AnyEqual(of, _) => vec![of],
        }
    }
}

impl Query {
    /// Whether the expression contains a variable.
    pub(crate) fn reads(&self, variable: &str) -> bool {
        match &*self.node {
            QueryNode::Variable(name) => name.plain() == variable,
            node => node.parts().iter().any(|part| part.reads(variable)),
        }
    }

    pub(crate) fn new(node: QueryNode, form: QueryForm) -> Self {
        Self { node: Box::new(node), form, optional: false }
    }

    pub(crate) fn optional(node: QueryNode, form: QueryForm) -> Self {
        Self { optional: true, ..Self::new(node, form) }
    }
}

impl QueryForm {
    /// The form of a field with this type.
    pub(crate) fn of(kind: &Type) -> Self {
        match kind {
            Type::Bool => Self::Flag,
            Type::Number(number) => Self::Number(*number),
            Type::String | Type::Enum(_) => Self::Text,
            other => Self::Value(other.clone()),
        }
    }
}
