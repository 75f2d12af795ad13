#![doc = include_str!("../README.md")]

#[cfg(feature = "aws")]
pub mod credentials;

pub use smithy_client_runtime::config;
