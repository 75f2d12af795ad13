//! The library that all generated clients share. It depends on no model.
//!
//! A generated crate contains data types and, for each operation, about a dozen lines that bind
//! members to the HTTP request. This crate contains the rest:
//!
//! * [`Operation`]: a call as a value. It becomes an HTTP request and reads an HTTP response,
//!   without any I/O.
//! * [`wire`]: building requests, reading responses, and value formats that serde does not have
//!   (timestamps, blobs, NaN, sparse lists).
//! * [`client`]: the engine: configuration, endpoint, credentials, signature, retries, transport.
//! * [`error`]: what a failed call returns.
//! * [`mod@http`]: requests and responses, as interceptors and errors expose them.
//! * [`pagination`]: paginated results, as streams.
//! * [`waiters`]: calls that are repeated until a condition is met.
//! * [`rules`]: the functions of endpoint rules.
//! * [`validate`]: the constraints of a model, checked before a request is sent.

// The expansion of the derives names the crate as other crates do.
extern crate self as smithy_client_runtime;

#[doc(hidden)]
pub mod builder;
#[cfg(feature = "blocking")]
mod byte_stream_reader;
pub mod client;
#[doc(hidden)]
pub mod clients;
pub mod config;
pub mod error;
#[cfg(test)]
mod fake;
pub mod http;
mod memory;
mod operation;
pub mod pagination;
#[cfg(feature = "protocol-tests")]
pub mod protocol_tests;
#[doc(hidden)]
pub mod redacted;
pub mod rules;
#[cfg(test)]
mod shadowed;
mod sorted;
#[doc(hidden)]
pub mod structure;
pub mod validate;
pub mod waiters;
pub mod wire;

pub use client::Customized;
#[doc(hidden)]
pub use clients as operations;
pub use operation::Operation;
pub(crate) use smithy_client_runtime_derive::Serde;
pub use smithy_client_runtime_derive::{Enum, Input, Output, Structure};

/// Types that Rust's standard library lacks, shared with every AWS SDK crate.
pub mod primitives {
    pub use aws_smithy_types::body::SdkBody;
    pub use aws_smithy_types::byte_stream::ByteStream;
    pub use aws_smithy_types::date_time::Format as DateTimeFormat;
    pub use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document};
    pub use bytes::Bytes;

    #[cfg(feature = "blocking")]
    pub use crate::byte_stream_reader::ByteStreamReader;
    pub use crate::wire::parse_document;
}
