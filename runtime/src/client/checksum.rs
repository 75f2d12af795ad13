//! Checksums that go with the bodies of requests.

#[cfg(feature = "checksums")]
mod md5;
mod sha256_tree;

use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::error::BoxError;
use crate::wire::Request;

/// A checksum that goes with the body of a request, in headers that are signed with the rest.
#[derive(Clone, Copy, Debug)]
pub struct Checksum(fn(&mut Request) -> Result<(), BoxError>);

impl Checksum {
    /// The MD5 of the body, as base64 in `Content-MD5`.
    #[cfg(feature = "checksums")]
    pub const MD5: Self = Self(md5::add);

    /// The SHA-256 of the body in `X-Amz-Content-Sha256`, and that of a tree over its pieces of
    /// 1 MiB in `X-Amz-Sha256-Tree-Hash`, both in hexadecimal digits.
    pub const SHA256_TREE: Self = Self(sha256_tree::add);

    /// Adds the headers. Those that have a value already stay as they are.
    pub(crate) fn add(self, request: &mut Request) -> Result<(), BoxError> {
        (self.0)(request)
    }
}

/// Adds a header with what `value` computes, unless it has a value.
fn set_if_absent(
    headers: &mut HeaderMap,
    name: HeaderName,
    value: impl FnOnce() -> String,
) -> Result<(), BoxError> {
    if headers.get(&name).is_none_or(HeaderValue::is_empty) {
        headers.insert(name, HeaderValue::try_from(value())?);
    }
    Ok(())
}
