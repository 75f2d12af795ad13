//! Calls that are repeated until a condition is met.

mod backoff;
pub mod error;
mod macros;
#[cfg(not(feature = "aws"))]
mod outcome;
#[cfg(test)]
#[cfg(feature = "async")]
mod tests;
mod wait;
mod waiter;

#[cfg(feature = "aws")]
pub use aws_smithy_runtime_api::client::waiters::FinalPoll;
#[cfg(not(feature = "aws"))]
pub use outcome::FinalPoll;
pub use wait::wait;
#[cfg(feature = "blocking")]
pub use wait::wait_blocking;
pub use waiter::{AcceptorState, Waiter, all_equal};
