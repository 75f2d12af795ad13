//! Calls that are repeated until a condition is met.

mod backoff;
pub mod error;
mod macros;
#[cfg(test)]
mod tests;
mod wait;
mod waiter;

pub use aws_smithy_runtime_api::client::waiters::FinalPoll;
pub use wait::wait;
pub use waiter::{AcceptorState, Waiter, all_equal};
