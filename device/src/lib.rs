#![doc = include_str!("../README.md")]

#[cfg(feature = "aws")]
pub mod credentials;
