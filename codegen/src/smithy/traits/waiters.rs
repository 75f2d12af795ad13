//! `smithy.waiters`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ids;

/// The waiters of an operation, by name.
#[derive(Clone, Debug, Deserialize)]
pub struct Waitable(pub BTreeMap<String, Waiter>);

/// A waiter.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiter {
    /// A description.
    pub documentation: Option<String>,
    /// The acceptors in order of evaluation.
    pub acceptors: Vec<Acceptor>,
    /// The minimum delay between two calls, in seconds.
    #[serde(default = "two")]
    pub min_delay: u64,
    /// The maximum delay between two calls, in seconds.
    #[serde(default = "two_minutes")]
    pub max_delay: u64,
    /// Whether it is deprecated.
    #[serde(default)]
    pub deprecated: bool,
}

/// The meaning of some responses.
#[derive(Clone, Debug, Deserialize)]
pub struct Acceptor {
    /// The meaning.
    pub state: AcceptorState,
    /// The condition on the response.
    pub matcher: Matcher,
}

/// The possible meanings of a response.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum AcceptorState {
    /// The condition is met.
    Success,
    /// The condition will not be met.
    Failure,
    /// The condition may still be met.
    Retry,
}

/// A condition on a response.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Matcher {
    /// Any success, or any error.
    Success(bool),
    /// An error, by its name.
    ErrorType(String),
    /// A success with a certain value in its output.
    Output(PathMatcher),
    /// A success with a certain value in its input and output.
    InputOutput(PathMatcher),
}

/// A comparison of a value in a structure.
#[derive(Clone, Debug, Deserialize)]
pub struct PathMatcher {
    /// A JMESPath expression.
    pub path: String,
    /// The expected value.
    pub expected: String,
    /// How the two are compared.
    pub comparator: Comparator,
}

/// How a value is compared with a text.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
pub enum Comparator {
    /// The text is equal.
    #[serde(rename = "stringEquals")]
    Text,
    /// The boolean is equal.
    #[serde(rename = "booleanEquals")]
    Boolean,
    /// All items of a non-empty list equal the text.
    #[serde(rename = "allStringEquals")]
    AllTexts,
    /// Some item of a list equals the text.
    #[serde(rename = "anyStringEquals")]
    AnyText,
}

fn two() -> u64 {
    2
}

fn two_minutes() -> u64 {
    120
}

ids! { Waitable = "smithy.waiters#waitable"; }
