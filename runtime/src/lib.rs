//! What every generated client shares and no model changes.
//!
//! A generated crate holds data types and, for each operation, a dozen lines that say where a
//! member travels. Everything else is here:
//!
//! * [`Operation`]: a call as a value. It becomes an HTTP request and reads an HTTP response,
//!   without any I/O.
//! * [`wire`]: building requests, reading responses, and the forms of values that plain serde does not
//!   know (timestamps, blobs, NaN, lists with holes).
//! * [`client`]: the engine: configuration, endpoint, credentials, signature, retries, transport.
//! * [`error`]: what comes back when a call fails.
//! * [`mod@http`]: requests and responses, as interceptors and errors show them.
//! * [`pagination`]: answers in pages, as streams.
//! * [`waiters`]: calls that are repeated until something has come about.
//! * [`rules`]: what endpoint rules compute with.
//! * [`validate`]: the constraints of a model, checked before a request is sent.

// What the derives expand to names the crate from outside.
extern crate self as smithy_client_runtime;

#[doc(hidden)]
pub mod builder;
pub mod client;
pub mod config;
pub mod error;
#[cfg(test)]
mod fake;
pub mod http;
mod memory;
mod operation;
#[doc(hidden)]
pub mod operations;
pub mod pagination;
#[cfg(feature = "protocol-tests")]
pub mod protocol_tests;
#[doc(hidden)]
pub mod redacted;
pub mod rules;
#[cfg(test)]
mod shadowed;
#[doc(hidden)]
pub mod structure;
pub mod validate;
pub mod waiters;
pub mod wire;

pub use client::Customized;
pub use operation::Operation;
pub use smithy_client_runtime_derive::{Deserialize, Enum, Input, Output, Serialize, Structure};

/// Values that Rust's standard library has no type for, shared with every AWS SDK crate.
pub mod primitives {
    pub use aws_smithy_types::body::SdkBody;
    pub use aws_smithy_types::byte_stream::ByteStream;
    pub use aws_smithy_types::date_time::Format as DateTimeFormat;
    pub use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document};
    pub use bytes::Bytes;

    pub use crate::wire::parse_document;
}
