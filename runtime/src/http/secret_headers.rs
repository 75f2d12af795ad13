//! The headers that authenticate the caller.

use http::{HeaderName, HeaderValue, header};

/// Whether a header authenticates the caller: by its name, or because its value is marked as
/// sensitive.
pub(crate) fn is_secret(name: &HeaderName, value: &HeaderValue) -> bool {
    value.is_sensitive() || SECRET.contains(name)
}

static SECRET: [HeaderName; 6] = [
    header::AUTHORIZATION,
    header::COOKIE,
    header::PROXY_AUTHORIZATION,
    header::SET_COOKIE,
    HeaderName::from_static("x-amz-security-token"),
    HeaderName::from_static("x-api-key"),
];
