#![doc = include_str!("../README.md")]

#[cfg(any(feature = "async", feature = "blocking"))]
pub mod credentials;
