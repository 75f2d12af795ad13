//! Waiters.

use super::{Docs, Query};
use crate::rust::Identifier;

/// A waiter of an operation, emitted as one file.
#[derive(Clone, Debug)]
pub(crate) struct Waiter {
    pub(crate) name: Identifier,
    pub(crate) module: Identifier,
    /// The method of the client.
    pub(crate) method: Identifier,
    pub(crate) docs: Docs,
    /// In seconds; `None` if it is the default.
    pub(crate) min_delay: Option<u64>,
    /// In seconds; `None` if it is the default.
    pub(crate) max_delay: Option<u64>,
    /// The builder of its call, the last response, and its error.
    pub(crate) fluent_builder: Identifier,
    pub(crate) final_poll: Identifier,
    pub(crate) error: Identifier,
    /// Whether acceptors read the input.
    pub(crate) reads_input: bool,
    /// Whether acceptors read the output.
    pub(crate) reads_output: bool,
    /// What successful responses mean.
    pub(crate) successes: Successes,
    /// What errors with a certain code mean, and what other errors mean.
    pub(crate) errors: Vec<(String, AcceptorState)>,
    pub(crate) other_errors: Option<AcceptorState>,
}

/// The meaning of a response.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum AcceptorState {
    Success,
    Failure,
    Retry,
}

/// The meaning of successful responses.
#[derive(Clone, Debug)]
pub(crate) enum Successes {
    /// All tests compare the value of one path, an `Option`, with a text.
    Select(Query, Vec<(String, AcceptorState)>),
    /// The first condition that is met decides; `None` if none is.
    Chain { branches: Vec<(Vec<OutputTest>, AcceptorState)>, otherwise: Option<AcceptorState> },
}

/// A condition on a successful response.
#[derive(Clone, Debug)]
pub(crate) enum OutputTest {
    /// The value is a text.
    Text {
        found: Query,
        expected: String,
    },
    Holds(Query),
}
