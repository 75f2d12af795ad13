use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{Response, StatusCode};

use super::connect::CLOSED;
use crate::error::{TransportError, TransportErrorKind};

/// Marks a response whose body ends with its connection, as HTTP/1.0 has it: neither a length nor
/// chunks tell a whole body from one that was cut short.
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

/// Refuses a success of which nothing came but its head, if there should be a body.
///
/// Of a body that has begun, what reads it tells whether it is whole: JSON that is cut short is not
/// JSON.
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
