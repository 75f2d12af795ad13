//! JMESPath over typed values: what is looked for in inputs and outputs.

use super::{Number, Type};
use crate::rust::Identifier;

/// An expression with the Rust type that it has.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) node: Box<QueryNode>,
    pub(crate) form: QueryForm,
    /// Whether it is an `Option`.
    pub(crate) optional: bool,
}

/// The Rust type of an expression, as it is written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum QueryForm {
    Flag,
    Number(Number),
    /// `&str`.
    Text,
    /// A reference to anything else.
    Value(Type),
    /// An iterator, perhaps of `Option`s.
    Items(Box<QueryForm>, Nullable),
    /// An array, perhaps of `Option`s.
    Array(Box<QueryForm>, Nullable),
}

/// Whether items are `Option`s.
pub(crate) type Nullable = bool;

/// How a value comes about.
#[derive(Clone, Debug)]
pub(crate) enum QueryNode {
    Variable(Identifier),
    Field(Query, QueryField),
    /// The member of a union.
    Member(Query, QueryMember),
    /// The value of a map.
    Entry(Query, String, Type),
    /// What becomes of an `Option` if it is there, under a name of its own.
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
    /// The items that pass a test.
    Filter(Query, Identifier, Query),
    /// The items that are there.
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
    /// The first of two `Option`s that is there.
    FirstOf(Query, Query),
    IsSome(Query),
    IsNone(Query),
    /// Whether an `Option` of a boolean is there and true.
    IsTrue(Query),
    /// Whether there are items and all of them are this text.
    AllEqual(Query, String),
    /// Whether one of the items is this text.
    AnyEqual(Query, String),
}

/// A question about two texts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum TextTest {
    Contains,
    StartsWith,
    EndsWith,
}

/// How two values compare.
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
    /// The method that lends its value.
    pub(crate) lends: Identifier,
    pub(crate) kind: Type,
}

impl Query {
    /// Whether a variable stands in the expression.
    pub(crate) fn reads(&self, variable: &str) -> bool {
        match &*self.node {
            QueryNode::Variable(name) => name.plain() == variable,
            QueryNode::Flag(_) | QueryNode::Int(_) | QueryNode::Float(_) | QueryNode::Text(_) => {
                false
            }
            QueryNode::Array(elements) => elements.iter().any(|element| element.reads(variable)),
            QueryNode::Within(of, _, then)
            | QueryNode::Map(of, _, then)
            | QueryNode::FlatMap(of, _, then)
            | QueryNode::Filter(of, _, then)
            | QueryNode::Contains(of, then)
            | QueryNode::TextTest(_, of, then)
            | QueryNode::Compare(_, of, then)
            | QueryNode::Both(of, then)
            | QueryNode::Either(of, then)
            | QueryNode::FirstOf(of, then) => of.reads(variable) || then.reads(variable),
            QueryNode::Field(of, _)
            | QueryNode::Member(of, _)
            | QueryNode::Entry(of, ..)
            | QueryNode::Elements(of)
            | QueryNode::Each(of, _)
            | QueryNode::Keys(of)
            | QueryNode::Values(of, _)
            | QueryNode::Present(of)
            | QueryNode::Nth(of, _)
            | QueryNode::NthBack(of, _)
            | QueryNode::Skip(of, _)
            | QueryNode::Take(of, _)
            | QueryNode::StepBy(of, _)
            | QueryNode::Length(of)
            | QueryNode::Count(of)
            | QueryNode::IsFilled(of)
            | QueryNode::HasItems(of)
            | QueryNode::Convert(_, of)
            | QueryNode::Not(of)
            | QueryNode::IsSome(of)
            | QueryNode::IsNone(of)
            | QueryNode::IsTrue(of)
            | QueryNode::AllEqual(of, _)
            | QueryNode::AnyEqual(of, _) => of.reads(variable),
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
    /// The form that a field of this type has.
    pub(crate) fn of(kind: &Type) -> Self {
        match kind {
            Type::Bool => Self::Flag,
            Type::Number(number) => Self::Number(*number),
            Type::String | Type::Enum(_) => Self::Text,
            other => Self::Value(other.clone()),
        }
    }
}
