//! `smithy.waiters`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ids;

/// What can be waited for with an operation, by name.
#[derive(Clone, Debug, Deserialize)]
pub struct Waitable(pub BTreeMap<String, Waiter>);

/// What is waited for.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiter {
    /// What it is.
    pub documentation: Option<String>,
    /// What answers mean, in the order of their examination.
    pub acceptors: Vec<Acceptor>,
    /// The shortest time between two calls, in seconds.
    #[serde(default = "two")]
    pub min_delay: u64,
    /// The longest time between two calls, in seconds.
    #[serde(default = "two_minutes")]
    pub max_delay: u64,
    /// Whether callers had better not use it.
    #[serde(default)]
    pub deprecated: bool,
}

/// What an answer means.
#[derive(Clone, Debug, Deserialize)]
pub struct Acceptor {
    /// What it means.
    pub state: AcceptorState,
    /// Which answer it is.
    pub matcher: Matcher,
}

/// What an answer may mean.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum AcceptorState {
    /// It has come about.
    Success,
    /// It will not come about.
    Failure,
    /// It may still come about.
    Retry,
}

/// Tells whether an answer is the one.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Matcher {
    /// Any success, or any error.
    Success(bool),
    /// An error, by its name.
    ErrorType(String),
    /// A success with something in its output.
    Output(PathMatcher),
    /// A success with something in its input and output.
    InputOutput(PathMatcher),
}

/// Looks for something in a structure.
#[derive(Clone, Debug, Deserialize)]
pub struct PathMatcher {
    /// A JMESPath expression.
    pub path: String,
    /// What is looked for.
    pub expected: String,
    /// How the two are compared.
    pub comparator: Comparator,
}

/// How a value is compared with a text.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
pub enum Comparator {
    /// It is the text.
    #[serde(rename = "stringEquals")]
    Text,
    /// It is the boolean.
    #[serde(rename = "booleanEquals")]
    Boolean,
    /// It is a list with something in it, and all of that is the text.
    #[serde(rename = "allStringEquals")]
    AllTexts,
    /// It is a list with the text in it.
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
