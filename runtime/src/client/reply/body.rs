use std::pin::pin;

use aws_smithy_types::body::SdkBody;
use bytes::{Bytes, BytesMut};
use http::Request;
use http_body_util::BodyExt;

use super::throughput::MinimumThroughput;
use crate::client::driver::Driver;
use crate::error::{BoxError, TransportError, TransportErrorKind};

/// Reads a body to its end.
///
/// # Errors
/// It breaks off, is too slow, or has more than `limit` bytes.
pub(crate) async fn read_whole(
    driver: Driver,
    body: SdkBody,
    limit: usize,
    throughput: MinimumThroughput,
) -> Result<Bytes, TransportError> {
    if body.content_length().is_some_and(|length| length > limit as u64) {
        return Err(beyond(limit));
    }
    let mut reader = Reader { body, limit, whole: Whole::default() };
    let Some(span) = throughput.grace else { return reader.finish().await };
    loop {
        let before = reader.whole.len() as u64;
        let result = driver.timeout(Some(span), pin!(reader.finish())).await;
        match result {
            Ok(result) => return result,
            Err(_) if reader.whole.len() as u64 - before >= throughput.bytes_per_span(span) => {}
            Err(_) => return Err(too_slow(throughput)),
        }
    }
}

/// Reads the body of a request to its end, up to 16 MiB.
pub(crate) async fn whole_request(
    request: Request<SdkBody>,
) -> Result<Request<Bytes>, TransportError> {
    let (parts, body) = request.into_parts();
    Ok(Request::from_parts(parts, whole_body(body).await?))
}

/// Reads a body to its end, up to 16 MiB, without a minimum throughput.
pub(crate) async fn whole_body(body: SdkBody) -> Result<Bytes, TransportError> {
    Reader { body, limit: 16 << 20, whole: Whole::default() }.finish().await
}

struct Reader {
    body: SdkBody,
    limit: usize,
    whole: Whole,
}

impl Reader {
    /// Continues after an earlier call was cancelled.
    async fn finish(&mut self) -> Result<Bytes, TransportError> {
        while let Some(frame) = self.body.frame().await {
            let frame = frame.map_err(broken_off)?;
            // Anything but data is a trailer, which restJson1 does not use.
            let Ok(data) = frame.into_data() else { continue };
            if self.whole.len() + data.len() > self.limit {
                return Err(beyond(self.limit));
            }
            self.whole.push(data);
        }
        Ok(std::mem::take(&mut self.whole).into_bytes())
    }
}

/// The data so far. Most bodies arrive in one piece, which is not copied.
#[derive(Default)]
struct Whole {
    first: Bytes,
    joined: BytesMut,
}

impl Whole {
    fn len(&self) -> usize {
        if self.joined.is_empty() { self.first.len() } else { self.joined.len() }
    }

    fn push(&mut self, data: Bytes) {
        if self.len() == 0 {
            self.first = data;
            return;
        }
        if self.joined.is_empty() {
            self.joined.extend_from_slice(&self.first);
        }
        self.joined.extend_from_slice(&data);
    }

    fn into_bytes(self) -> Bytes {
        if self.joined.is_empty() { self.first } else { self.joined.freeze() }
    }
}

pub(super) fn too_slow(throughput: MinimumThroughput) -> TransportError {
    let message = format!("the reply was slower than the minimum throughput of {throughput}");
    TransportError::new(TransportErrorKind::Timeout, message)
}

fn beyond(limit: usize) -> TransportError {
    let message = format!("the body is larger than the limit of {limit} bytes");
    TransportError::new(TransportErrorKind::Malformed, message)
}

/// Transports describe what happened; for other errors, the connection is assumed to be lost.
pub(super) fn broken_off(error: BoxError) -> TransportError {
    match error.downcast() {
        Ok(known) => *known,
        Err(error) => TransportError::new(TransportErrorKind::Interrupted, error),
    }
}
