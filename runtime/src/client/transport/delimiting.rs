use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{Response, StatusCode};

use super::CLOSED;
use crate::error::{TransportError, TransportErrorKind};

/// Marks a response whose body ends with its connection, as in HTTP/1.0: without a length or
/// chunks, a truncated body cannot be recognized.
#[derive(Clone, Copy)]
struct EndsWithConnection;

/// Marks a response of HTTP/1 whose body ends with its connection.
pub(super) fn mark_undelimited(response: &mut Response<SdkBody>) {
    let has = |name| response.headers().contains_key(name);
    let is_delimited = has(CONTENT_LENGTH) || has(TRANSFER_ENCODING);
    let is_bodiless =
        matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
    if !is_delimited && !is_bodiless {
        response.extensions_mut().insert(EndsWithConnection);
    }
}

/// Rejects a success without a body, if there should be one.
///
/// Otherwise, reading the body shows whether it is complete: truncated JSON is not valid.
///
/// # Errors
/// The connection broke off.
pub(in crate::client) fn whole(
    response: Response<Bytes>,
) -> Result<Response<Bytes>, TransportError> {
    let is_undelimited = response.extensions().get::<EndsWithConnection>().is_some();
    if is_undelimited && response.body().is_empty() && response.status().is_success() {
        return Err(TransportError::new(TransportErrorKind::Interrupted, CLOSED));
    }
    Ok(response)
}
