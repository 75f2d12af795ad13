use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::Duration;

use super::CancelReason;

/// Tells a handler to stop. Clones belong to the same job.
///
/// The handler has the grace period to leave the device in a valid state and to return.
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    inner: Mutex<Inner>,
    cancelled: Condvar,
}

#[derive(Debug, Default)]
struct Inner {
    reason: Option<CancelReason>,
    wakers: Vec<Waker>,
}

impl Cancellation {
    /// Why the handler is to stop. `None`: it is not.
    pub fn reason(&self) -> Option<CancelReason> {
        self.inner().reason
    }

    /// Whether the handler is to stop.
    pub fn is_cancelled(&self) -> bool {
        self.reason().is_some()
    }

    /// Blocks this thread for some time, at most until the handler is to stop. Returns why it is to
    /// stop, or `None` after the whole time. Asynchronous handlers use `cancelled`.
    pub fn block_for(&self, time: Duration) -> Option<CancelReason> {
        let pending = |inner: &mut Inner| inner.reason.is_none();
        let waited = self.0.cancelled.wait_timeout_while(self.inner(), time, pending);
        waited.unwrap_or_else(PoisonError::into_inner).0.reason
    }

    /// Waits until the handler is to stop.
    #[cfg(feature = "async")]
    pub async fn cancelled(&self) -> CancelReason {
        std::future::poll_fn(|context| {
            let mut inner = self.inner();
            match inner.reason {
                Some(reason) => std::task::Poll::Ready(reason),
                None => {
                    if !inner.wakers.iter().any(|waker| waker.will_wake(context.waker())) {
                        inner.wakers.push(context.waker().clone());
                    }
                    std::task::Poll::Pending
                }
            }
        })
        .await
    }

    pub(super) fn cancel(&self, reason: CancelReason) {
        let mut inner = self.inner();
        inner.reason = inner.reason.or(Some(reason));
        let wakers = std::mem::take(&mut inner.wakers);
        drop(inner);
        self.0.cancelled.notify_all();
        wakers.into_iter().for_each(Waker::wake);
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
