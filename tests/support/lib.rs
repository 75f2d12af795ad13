//! Common code of the tests and examples of this workspace.

pub mod chains;
pub mod demo;
pub mod device;
pub mod differences;
pub mod fuzz;
pub mod memory;
pub mod ministack;
pub mod operation;
pub mod random;
pub mod script;
pub mod server;
pub mod simulation;
pub mod workspace;

/// The project's README, so that its examples are compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
