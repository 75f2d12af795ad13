//! What can be waited for.

use super::{Docs, Query};

/// Something to wait for with an operation: one file.
#[derive(Clone, Debug)]
pub(crate) struct Waiter {
    pub(crate) name: String,
    pub(crate) module: String,
    /// The method of the client.
    pub(crate) method: String,
    pub(crate) docs: Docs,
    /// In seconds.
    pub(crate) min_delay: u64,
    /// In seconds.
    pub(crate) max_delay: u64,
    /// What successes mean, in the order of their examination.
    pub(crate) successes: Vec<(OutputTest, AcceptorState)>,
    /// What errors mean, in the order of their examination.
    pub(crate) errors: Vec<(ErrorTest, AcceptorState)>,
}

/// What an answer means, by the variant of `AcceptorState`.
pub(crate) type AcceptorState = &'static str;

/// Which success it is.
#[derive(Clone, Debug)]
pub(crate) enum OutputTest {
    Any,
    /// What is found at this path is a text.
    Text {
        path: String,
        found: Query,
        expected: String,
    },
    Holds(Query),
}

impl OutputTest {
    /// Whether every success passes.
    pub(crate) fn is_any(&self) -> bool {
        matches!(self, Self::Any)
    }
}

/// Which error it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum ErrorTest {
    Any,
    Code(String),
}
