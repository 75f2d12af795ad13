//! What the tests and examples of this workspace share.

pub mod ministack;
pub mod shared;
