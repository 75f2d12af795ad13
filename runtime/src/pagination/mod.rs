//! Paginated results.

mod customized;
mod macros;
mod paginated;
mod paginator;
#[cfg(feature = "async")]
mod stream;
#[cfg(test)]
#[cfg(feature = "async")]
mod tests;

pub use paginated::{PageSize, PageToken, Paginated, PaginatedItems};
pub use paginator::{ItemPaginator, Paginator};
#[cfg(feature = "async")]
pub use stream::PaginationStream;
