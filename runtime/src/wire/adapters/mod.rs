//! JSON formats that serde does not have, named in the attributes of emitted members:
//! `#[serde(with = "As::<Option<EpochSeconds>>")]`.

mod as_adapter;
mod big_number;
mod blob;
mod dense;
mod document;
mod entries;
mod number;
mod or_else;
mod sparse;
mod timestamp;

pub use as_adapter::As;
pub use big_number::BigNumber;
pub use blob::Base64;
pub use dense::Dense;
pub use document::{JsonValue, parse_document};
pub use number::{Float, Int};
pub use or_else::{MemberDefault, OrElse, UnixEpoch};
pub use sparse::Sparse;
pub use timestamp::{EpochSeconds, HttpDate, Rfc3339};
