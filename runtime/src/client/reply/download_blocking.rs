use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;

use super::throughput::{MinimumThroughput, Span};
use crate::client::driver::Driver;
use crate::error::TransportError;

/// See [`guarded`](super::guarded).
pub(super) fn guarded(body: SdkBody, throughput: MinimumThroughput, span: Duration) -> SdkBody {
    SdkBody::from_body_1_x(Guarded { body, span: Span::new(throughput, span) })
}

/// Its reader waits only while the body is polled, which blocks.
struct Guarded {
    body: SdkBody,
    span: Span,
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
        let frame = {
            let frame = Driver::Blocking.timeout(Some(this.span.left()), this.body.frame());
            match pin!(frame).poll(cx) {
                Poll::Ready(frame) => frame,
                Poll::Pending => return Poll::Pending,
            }
        };
        this.span.add_wait(start.elapsed());
        let Ok(frame) = frame else { return Poll::Ready(Some(Err(this.span.too_slow()))) };
        Poll::Ready(this.span.received(frame))
    }

    fn is_end_stream(&self) -> bool {
        Body::is_end_stream(&self.body)
    }

    fn size_hint(&self) -> SizeHint {
        Body::size_hint(&self.body)
    }
}
