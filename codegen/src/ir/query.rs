//! JMESPath over typed values: what is looked for in inputs and outputs.

use super::Type;

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
    Number(&'static str),
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
    Variable(String),
    Field(Query, QueryField),
    /// The member of a union, by the name of its accessor.
    Member(Query, String, Type),
    /// The value of a map.
    Entry(Query, String, Type),
    /// What becomes of an `Option` if it is there, under a name of its own.
    Within(Query, String, Query),
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
    Map(Query, String, Query),
    FlatMap(Query, String, Query),
    /// The items that pass a test.
    Filter(Query, String, Query),
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
    /// A method of `str` with one argument.
    TextTest(&'static str, Query, Query),
    Compare(&'static str, Query, Query),
    Convert(&'static str, Query),
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

/// A field of a structure.
#[derive(Clone, Debug)]
pub(crate) struct QueryField {
    pub(crate) name: String,
    pub(crate) kind: Type,
    pub(crate) optional: bool,
    pub(crate) boxed: bool,
}

impl Query {
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
            Type::Number(name) => Self::Number(name),
            Type::String | Type::Enum(_) => Self::Text,
            other => Self::Value(other.clone()),
        }
    }
}
