use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::{Duration, Instant};

use super::RunnerState;

/// The state of a runner, to read at any time and to wait for. Clones watch the same runner.
#[derive(Clone, Default)]
pub struct StateWatch(Arc<Shared>);

#[derive(Default)]
struct Shared {
    inner: Mutex<Inner>,
    changed: Condvar,
}

#[derive(Default)]
struct Inner {
    state: RunnerState,
    version: u64,
    wakers: Vec<Waker>,
}

impl StateWatch {
    /// The present state.
    pub fn get(&self) -> RunnerState {
        self.inner().state.clone()
    }

    /// Waits on this thread until a state fulfils the condition. `None`: none did within this time.
    pub fn wait_for(
        &self,
        limit: Duration,
        condition: impl Fn(&RunnerState) -> bool,
    ) -> Option<RunnerState> {
        // A limit that no clock reaches is none.
        let end = Instant::now().checked_add(limit);
        loop {
            let (state, version) = self.read();
            if condition(&state) {
                return Some(state);
            }
            let mut inner = self.inner();
            while inner.version == version {
                let left = match end {
                    Some(end) => end.checked_duration_since(Instant::now())?,
                    None => YEAR,
                };
                let waited = self.0.changed.wait_timeout(inner, left.min(YEAR));
                inner = waited.unwrap_or_else(PoisonError::into_inner).0;
            }
        }
    }

    /// Waits until a state fulfils the condition. States that last shorter than the task needs to be
    /// scheduled may be missed.
    #[cfg(feature = "async")]
    pub async fn until(&self, condition: impl Fn(&RunnerState) -> bool) -> RunnerState {
        std::future::poll_fn(|context| {
            let mut inner = self.inner();
            let state = inner.state.clone();
            if !inner.wakers.iter().any(|waker| waker.will_wake(context.waker())) {
                inner.wakers.push(context.waker().clone());
            }
            // The condition may look at the state itself.
            drop(inner);
            match condition(&state) {
                true => std::task::Poll::Ready(state),
                false => std::task::Poll::Pending,
            }
        })
        .await
    }

    fn read(&self) -> (RunnerState, u64) {
        let inner = self.inner();
        (inner.state.clone(), inner.version)
    }

    pub(super) fn set(&self, state: RunnerState) {
        let mut inner = self.inner();
        if inner.state != state {
            inner.state = state;
            inner.version += 1;
            let wakers = std::mem::take(&mut inner.wakers);
            drop(inner);
            self.0.changed.notify_all();
            wakers.into_iter().for_each(Waker::wake);
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for StateWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StateWatch").field(&self.inner().state).finish()
    }
}

const YEAR: Duration = Duration::from_secs(365 * 86_400);
