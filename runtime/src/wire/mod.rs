//! How values travel: labels, query, headers and JSON bodies.

mod adapters;
mod encoding;
mod error_reply;
mod filter;
mod form;
mod from_header;
mod header_list;
mod header_text;
mod host_prefix;
mod json;
mod label;
mod open_enum;
mod parameter;
mod quote;
mod redact;
mod reply;
mod request;
mod secrets;
mod tagged_union;
mod without;

pub use adapters::{
    As, Base64, BigNumber, Dense, EpochSeconds, Float, HttpDate, Int, JsonValue, MemberDefault,
    OrElse, Rfc3339, Sparse, UnixEpoch, parse_document,
};
pub(crate) use encoding::foreign_encoding;
#[cfg(not(feature = "aws"))]
pub(crate) use error_reply::AWS_REQUEST_ID;
pub use error_reply::ErrorReply;
pub(crate) use error_reply::request_id;
pub use form::{Form, Formatted, Texts, format_as};
pub use from_header::FromHeader;
pub(crate) use host_prefix::HostPrefix;
pub use http::Response;
pub use json::read_json;
pub(crate) use label::SEGMENT;
#[cfg(feature = "aws")]
pub(crate) use label::SEGMENTS;
#[doc(hidden)]
pub use open_enum::{OpenEnum, known, read_open_enum};
pub use parameter::Parameter;
pub(crate) use quote::quote;
pub use quote::quote_start;
pub use reply::Reply;
pub use request::RequestBuilder;
pub(crate) use secrets::Secrets;
pub use serde_with::{DefaultOnNull, Same};
#[doc(hidden)]
pub use tagged_union::{Nothing, TaggedUnion, read_member, read_union, write_member};

pub use crate::memory::MemoryLimit;

/// A request with its whole body.
pub type Request = http::Request<bytes::Bytes>;
