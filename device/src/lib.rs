#![doc = include_str!("../README.md")]

#[cfg(feature = "aws")]
pub mod credentials;
#[cfg(feature = "fake")]
pub mod fake;
pub mod jobs;
#[cfg(feature = "async")]
pub mod mqtt;
mod names;
mod random;
pub mod runner;

pub use smithy_client_runtime::config;
