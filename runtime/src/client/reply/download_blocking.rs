use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;

use super::body::{broken_off, too_slow};
use super::throughput::MinimumThroughput;
use crate::client::driver::Driver;
use crate::error::TransportError;

/// See [`guarded`](super::guarded).
pub(super) fn guarded(body: SdkBody, throughput: MinimumThroughput, span: Duration) -> SdkBody {
    SdkBody::from_body_1_x(Guarded { body, throughput, span, brought: 0, waited: Duration::ZERO })
}

/// Its reader waits only while the body is polled, which blocks.
struct Guarded {
    body: SdkBody,
    throughput: MinimumThroughput,
    span: Duration,
    /// Bytes received and time waited in the current span.
    brought: u64,
    waited: Duration,
}

impl Body for Guarded {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let this = &mut *self;
        let start = Instant::now();
        let left = this.span.saturating_sub(this.waited);
        let frame = {
            let frame = Driver::Blocking.timeout(Some(left), this.body.frame());
            match pin!(frame).poll(cx) {
                Poll::Ready(frame) => frame,
                Poll::Pending => return Poll::Pending,
            }
        };
        this.waited += start.elapsed();
        let Ok(frame) = frame else { return Poll::Ready(Some(Err(too_slow(this.throughput)))) };
        if let Some(Ok(frame)) = &frame {
            this.brought += frame.data_ref().map_or(0, |data| data.len() as u64);
        }
        if this.brought >= this.throughput.bytes_per_span(this.span) {
            this.brought = 0;
            this.waited = Duration::ZERO;
        }
        Poll::Ready(frame.map(|frame| frame.map_err(broken_off)))
    }

    fn is_end_stream(&self) -> bool {
        Body::is_end_stream(&self.body)
    }

    fn size_hint(&self) -> SizeHint {
        Body::size_hint(&self.body)
    }
}
