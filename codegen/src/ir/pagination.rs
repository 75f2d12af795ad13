//! Answers in pages.

use super::{QueryField, Type};
use crate::rust::Identifier;

/// How the pages of an operation follow each other.
#[derive(Clone, Debug)]
pub(crate) struct Pagination {
    pub(crate) paginator: Identifier,
    pub(crate) token: Type,
    /// The way into the input to the token of the page that is asked for.
    pub(crate) input_token: Way,
    /// The way into the output to the token of the next page.
    pub(crate) output_token: Way,
    /// The way into the output to what the pages are about.
    pub(crate) items: Option<Way>,
    /// The way into the input to how much a page may hold.
    pub(crate) page_size: Option<Way>,
}

/// From a structure to a field in it, or further down.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) through: Vec<QueryField>,
    pub(crate) to: QueryField,
}
