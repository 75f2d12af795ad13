//! Paginated results.

mod customized;
mod macros;
mod paginated;
mod paginator;
mod stream;
#[cfg(test)]
mod tests;

pub use paginated::{PageSize, PageToken, Paginated, PaginatedItems};
pub use paginator::{ItemPaginator, Paginator};
pub use stream::PaginationStream;
