//! Pagination.

use super::{QueryField, Type};
use crate::rust::Identifier;

/// How an operation is paginated.
#[derive(Clone, Debug)]
pub(crate) struct Pagination {
    pub(crate) paginator: Identifier,
    pub(crate) token: Type,
    /// The path in the input to the token of the requested page.
    pub(crate) input_token: Way,
    /// The path in the output to the token of the next page.
    pub(crate) output_token: Way,
    /// The path in the output to the items.
    pub(crate) items: Option<Way>,
    /// The path in the input to the page size.
    pub(crate) page_size: Option<Way>,
}

/// The path from a structure to a field in it or in a nested one.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) through: Vec<QueryField>,
    pub(crate) to: QueryField,
}
