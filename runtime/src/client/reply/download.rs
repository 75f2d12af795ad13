//! Bodies of responses that go to the caller as streams.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep};

use super::body::{broken_off, too_slow};
use super::throughput::MinimumThroughput;
use crate::error::TransportError;

/// A body that has to keep up the minimum throughput while its reader waits. A reader that takes
/// its time is not counted against it.
pub(in crate::client) fn guarded(body: SdkBody, throughput: MinimumThroughput) -> SdkBody {
    match throughput.grace {
        None => body,
        Some(span) => SdkBody::from_body_1_x(Guarded {
            body,
            throughput,
            span,
            brought: 0,
            waited: Duration::ZERO,
            waiting: None,
        }),
    }
}

struct Guarded {
    body: SdkBody,
    throughput: MinimumThroughput,
    span: Duration,
    /// Bytes and time of waiting since the present span began.
    brought: u64,
    waited: Duration,
    /// Since when the reader waits, and what ends the span.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Guarded {
    fn is_enough(&self) -> bool {
        self.brought >= self.throughput.bytes_per_span(self.span)
    }

    fn begin_span(&mut self) {
        self.brought = 0;
        self.waited = Duration::ZERO;
    }

    /// Ready if too little came while the reader waited.
    fn poll_patience(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let left = self.span.saturating_sub(self.waited);
        let (_, end) = self.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
        end.as_mut().poll(cx)
    }
}

impl Body for Guarded {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) else {
            ready!(self.poll_patience(cx));
            return Poll::Ready(Some(Err(too_slow(self.throughput))));
        };
        if let Some((since, _)) = self.waiting.take() {
            self.waited += since.elapsed();
        }
        if let Some(Ok(frame)) = &frame {
            self.brought += frame.data_ref().map_or(0, |data| data.len() as u64);
        }
        if self.is_enough() {
            self.begin_span();
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
