//! Streamed bodies of requests.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::Body;
use http_body_util::BodyExt;

use crate::client::driver::{Driver, Elapsed};
use crate::error::{BoxError, TransportError, TransportErrorKind};

/// The body of a call that is not in memory. Each attempt clones it, if it can be read more than
/// once.
pub(in crate::client) struct Upload {
    /// `None` once it has been consumed.
    body: Option<SdkBody>,
    taken: Arc<AtomicU64>,
}

impl Upload {
    pub(in crate::client) fn new(body: SdkBody) -> Self {
        Self { body: Some(body), taken: Arc::default() }
    }

    /// The body for an attempt.
    pub(in crate::client) fn next(&mut self) -> SdkBody {
        let again = self.body.as_ref().and_then(SdkBody::try_clone);
        let body = again.or_else(|| self.body.take()).unwrap_or_else(SdkBody::taken);
        let taken = self.taken.clone();
        let counted = body.inspect_frame(move |frame| {
            let length = frame.data_ref().map_or(0, |data| data.len() as u64);
            taken.fetch_add(length, Ordering::Relaxed);
        });
        SdkBody::from_body_1_x(counted.map_err(unreadable))
    }

    /// Whether it was consumed and cannot be read again.
    pub(in crate::client) fn is_spent(&self) -> bool {
        self.body.is_none()
    }

    pub(in crate::client) fn progress(&self) -> Progress {
        Progress { taken: Some(self.taken.clone()) }
    }
}

/// The contents of a body in memory.
pub(crate) fn in_memory(body: &mut SdkBody) -> Option<Bytes> {
    body.bytes()?;
    match Pin::new(body).poll_frame(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Some(Ok(frame))) => frame.into_data().ok(),
        _ => Some(Bytes::new()),
    }
}

/// The progress of an upload, if there is one.
#[derive(Default)]
pub(in crate::client) struct Progress {
    taken: Option<Arc<AtomicU64>>,
}

impl Progress {
    /// Waits for a response. The time limit restarts while the body makes progress, because large
    /// ones take longer.
    pub(in crate::client) async fn timeout<T>(
        &self,
        driver: Driver,
        limit: Option<Duration>,
        answer: impl Future<Output = T> + Unpin,
    ) -> Result<T, Elapsed> {
        match &self.taken {
            None => driver.timeout(limit, answer).await,
            Some(taken) => {
                let progress = || taken.load(Ordering::Relaxed);
                driver.restarting_timeout(limit, answer, progress).await
            }
        }
    }
}

fn unreadable(error: BoxError) -> TransportError {
    let words = format!("the body of the request cannot be read: {error}");
    TransportError::new(TransportErrorKind::Interrupted, error).in_words(words)
}
