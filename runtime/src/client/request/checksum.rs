//! Checksums of request bodies.

#[cfg(feature = "checksums")]
mod md5;
mod sha256_tree;

use http::header::{HeaderName, HeaderValue};

use crate::error::BoxError;
use crate::wire::Request;

/// A checksum of the body of a request, in headers that are signed too.
#[derive(Clone, Copy, Debug)]
pub struct Checksum(&'static [Header]);

/// A header name, and the function that computes its value from a body.
type Header = (&'static str, fn(&[u8]) -> String);

impl Checksum {
    /// The MD5 of the body, as base64 in `Content-MD5`.
    #[cfg(feature = "checksums")]
    pub const MD5: Self = Self(md5::HEADERS);

    /// The SHA-256 of the body in `X-Amz-Content-Sha256`, and the tree hash over its parts of 1 MiB
    /// in `X-Amz-Sha256-Tree-Hash`, both in hexadecimal.
    pub const SHA256_TREE: Self = Self(sha256_tree::HEADERS);

    /// Adds the headers, unless they are set already.
    ///
    /// # Errors
    /// One of them is not set and the body is a stream, for which it cannot be computed in advance.
    pub(crate) fn add(self, request: &mut Request, is_streamed: bool) -> Result<(), BoxError> {
        for &(name, compute) in self.0 {
            let name = HeaderName::from_static(name);
            if request.headers().get(&name).is_some_and(|value| !value.is_empty()) {
                continue;
            }
            if is_streamed {
                return Err(format!(
                    "{name} is a checksum of the body, which is a stream: set the header for this \
                     call, or send a body that is in memory"
                )
                .into());
            }
            let value = HeaderValue::try_from(compute(request.body()))?;
            request.headers_mut().insert(name, value);
        }
        Ok(())
    }
}
