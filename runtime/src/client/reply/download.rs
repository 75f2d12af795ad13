//! Bodies of responses that are streamed to the caller.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use super::throughput::{MinimumThroughput, Span};
use crate::error::TransportError;

/// See [`guarded`](super::guarded).
pub(super) fn guarded(body: SdkBody, throughput: MinimumThroughput, span: Duration) -> SdkBody {
    SdkBody::from_body_1_x(Guarded { body, span: Span::new(throughput, span), wait: None })
}

struct Guarded {
    body: SdkBody,
    span: Span,
    wait: Option<Wait>,
}

/// A reader that waits. It is known to wait because it polls again whenever it is woken.
struct Wait {
    /// When it last polled.
    since: Instant,
    /// Wakes it.
    alarm: Pin<Box<Sleep>>,
}

impl Guarded {
    /// Counts the time since the last poll if the reader was waiting.
    fn count_wait(&mut self) {
        if let Some(Wait { since, alarm }) = &self.wait {
            let now = Instant::now();
            let came_when_woken = now <= alarm.deadline() + LATENESS;
            if came_when_woken {
                self.span.add_wait(now.saturating_duration_since(*since));
            }
        }
    }

    /// Ready if the throughput was too low while the reader waited.
    fn poll_patience(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            self.count_wait();
            let left = self.span.left();
            if left.is_zero() {
                self.wait = None;
                return Poll::Ready(());
            }
            let since = Instant::now();
            let end = since + left.min(ALARM);
            let wait = self.wait.get_or_insert_with(|| {
                let alarm = Box::pin(sleep_until(end));
                Wait { since, alarm }
            });
            wait.since = since;
            wait.alarm.as_mut().reset(end);
            ready!(wait.alarm.as_mut().poll(cx));
        }
    }
}

/// How often a waiting reader is woken, to notice one that does not wait.
const ALARM: Duration = Duration::from_millis(100);
/// How late a busy program may poll after it is woken.
const LATENESS: Duration = Duration::from_millis(100);

impl Body for Guarded {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) else {
            ready!(self.poll_patience(cx));
            return Poll::Ready(Some(Err(self.span.too_slow())));
        };
        self.count_wait();
        self.wait = None;
        Poll::Ready(self.span.received(frame))
    }

    fn is_end_stream(&self) -> bool {
        Body::is_end_stream(&self.body)
    }

    fn size_hint(&self) -> SizeHint {
        Body::size_hint(&self.body)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use http_body_util::BodyExt;
    use tokio::time::{sleep, timeout};

    use super::*;
    use crate::error::TransportErrorKind;

    /// A piece that arrives after 61 seconds.
    struct Late(Option<Pin<Box<Sleep>>>);

    impl Body for Late {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            let Some(wait) = &mut self.0 else { return Poll::Ready(None) };
            ready!(wait.as_mut().poll(cx));
            self.0 = None;
            Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"late")))))
        }
    }

    /// By default, a reader waits for 10 seconds.
    fn late() -> SdkBody {
        let body = Late(Some(Box::pin(sleep(Duration::from_secs(61)))));
        guarded(SdkBody::from_body_1_x(body), MinimumThroughput::default(), Duration::from_secs(10))
    }

    #[tokio::test(start_paused = true)]
    async fn a_reader_that_looks_elsewhere_does_not_wait() {
        let start = Instant::now();
        let mut body = late();
        for _ in 0..20 {
            timeout(Duration::from_millis(10), body.frame()).await.expect_err("nothing yet");
            sleep(Duration::from_secs(3)).await;
        }
        let piece = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!((&piece[..], start.elapsed().as_secs()), (&b"late"[..], 61));
        assert!(body.frame().await.is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn a_reader_waits_no_longer_than_is_allowed() {
        let mut body = late();
        sleep(Duration::from_secs(30)).await;
        let start = Instant::now();
        // It waits just as long if it polls other futures in between, but polls again when woken.
        for _ in 0..5 {
            timeout(Duration::from_secs(1), body.frame()).await.expect_err("nothing yet");
        }
        let error = body.frame().await.unwrap().unwrap_err();
        let error = error.downcast::<TransportError>().unwrap();
        assert_eq!(error.kind(), TransportErrorKind::Timeout);
        assert_eq!(start.elapsed().as_secs(), 10);
    }
}
