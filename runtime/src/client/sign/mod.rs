//! AWS Signature Version 4.

#[cfg(feature = "aws")]
mod canonical;
#[cfg(feature = "aws")]
mod keys;
#[cfg(test)]
#[cfg(feature = "aws")]
mod tests;
#[cfg(feature = "aws")]
mod v4;
#[cfg(test)]
#[cfg(feature = "aws")]
mod vectors;

use std::time::Duration;

use http::header::{HeaderName, HeaderValue};

#[cfg(feature = "aws")]
pub(crate) use self::keys::SigningKeys;
#[cfg(feature = "aws")]
pub(crate) use self::v4::{Signer, add_to_query, sensitive};

/// Where to put the signature.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Signature {
    /// In the headers.
    Headers,
    /// In the query, valid for this time.
    Query(Duration),
}

/// What is signed for the body: its digest, or that it is unsigned.
pub(crate) const X_AMZ_CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
/// The value for an unsigned body.
pub(crate) const UNSIGNED_PAYLOAD: HeaderValue = HeaderValue::from_static("UNSIGNED-PAYLOAD");
