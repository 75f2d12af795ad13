//! What is kept between calls, and when it is fetched again: no clock, no socket, no thread.

mod core;
mod held;
mod moment;
mod refusal;
#[cfg(test)]
mod simulation;
mod state;
#[cfg(test)]
mod tests;

pub(super) use self::core::Core;
pub(super) use self::moment::SystemClock;
#[cfg(test)]
pub(super) use self::moment::VirtualClock;
pub(super) use self::state::{Landing, Next, Order};
