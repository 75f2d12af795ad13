//! What the tests and examples of this workspace share.

pub mod demo;
pub mod ministack;
pub mod script;
pub mod shared;
