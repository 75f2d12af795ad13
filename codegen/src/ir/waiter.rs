//! What can be waited for.

use super::{Docs, Query};
use crate::rust::Identifier;

/// Something to wait for with an operation: one file.
#[derive(Clone, Debug)]
pub(crate) struct Waiter {
    pub(crate) name: Identifier,
    pub(crate) module: Identifier,
    /// The method of the client.
    pub(crate) method: Identifier,
    pub(crate) docs: Docs,
    /// In seconds; `None` if it is the usual one.
    pub(crate) min_delay: Option<u64>,
    /// In seconds; `None` if it is the usual one.
    pub(crate) max_delay: Option<u64>,
    /// The builder of its call, the last answer, and the error of waiting.
    pub(crate) fluent_builder: Identifier,
    pub(crate) final_poll: Identifier,
    pub(crate) error: Identifier,
    /// Whether acceptors look at the input.
    pub(crate) reads_input: bool,
    /// Whether acceptors look at the output.
    pub(crate) reads_output: bool,
    /// What successes mean.
    pub(crate) successes: Successes,
    /// What errors with a certain code mean, and what all others do.
    pub(crate) errors: Vec<(String, AcceptorState)>,
    pub(crate) other_errors: Option<AcceptorState>,
}

/// What an answer means.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum AcceptorState {
    Success,
    Failure,
    Retry,
}

/// What successes mean.
#[derive(Clone, Debug)]
pub(crate) enum Successes {
    /// All tests compare what one path leads to, an `Option`, with a text.
    Select(Query, Vec<(String, AcceptorState)>),
    /// The first of several conditions that holds decides; `None` if none does.
    Chain { branches: Vec<(Vec<OutputTest>, AcceptorState)>, otherwise: Option<AcceptorState> },
}

/// Which success it is.
#[derive(Clone, Debug)]
pub(crate) enum OutputTest {
    /// What is found is a text.
    Text {
        found: Query,
        expected: String,
    },
    Holds(Query),
}
