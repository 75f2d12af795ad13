//! The clients of a service: what does not depend on its model.

mod asynchronous;
#[cfg(feature = "blocking")]
mod blocking;
mod common;
mod operations;

#[cfg(feature = "blocking")]
pub use self::blocking::unanswered as unanswered_blocking;
pub use self::operations::{Answer, unanswered};
