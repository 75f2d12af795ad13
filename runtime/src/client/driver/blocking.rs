//! Runs futures on the thread of the caller.
//!
//! Futures of sockets block when they are polled, until they are ready or the earliest deadline
//! has passed. All others are polled again when they are woken.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use super::Elapsed;
use crate::error::{TransportError, TransportErrorKind};

thread_local! {
    /// `None` outside of [`block_on`].
    static STATE: Cell<Option<State>> = const { Cell::new(None) };
}

#[derive(Clone, Copy, Default)]
struct State {
    /// The earliest end of the time-outs that are being polled, except for those that restart.
    deadline: Option<Instant>,
    /// The earliest end of those that restart, and the shortest of them.
    restarting: Option<(Instant, Duration)>,
    /// When they restarted.
    restarted: Option<Instant>,
    /// When to poll again, if nothing wakes the thread before.
    alarm: Option<Instant>,
}

/// Waits for a future. It may be called on any thread, also on one that runs an asynchronous
/// runtime, which it blocks.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let _outer = Entered::new(State::default());
    let unpark = Arc::new(Unpark { thread: thread::current(), is_woken: AtomicBool::new(false) });
    let waker = Waker::from(Arc::clone(&unpark));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        let state = STATE.get().unwrap_or_default();
        STATE.set(Some(State { alarm: None, ..state }));
        match state.alarm {
            _ if unpark.is_woken.swap(false, Ordering::Acquire) => {}
            None => thread::park(),
            Some(alarm) => thread::park_timeout(alarm.saturating_duration_since(Instant::now())),
        }
    }
}

/// Whether the thread is in [`block_on`].
fn is_blocking() -> bool {
    STATE.get().is_some()
}

/// # Errors
/// The thread is not in [`block_on`].
pub(super) fn require_block_on() -> Result<(), TransportError> {
    if is_blocking() {
        return Ok(());
    }
    let message = "a blocking call cannot be awaited: use the blocking client";
    Err(TransportError::new(TransportErrorKind::Setup, message))
}

/// When the future that is being polled must give up: it is then pending, and the time-out around
/// it ends.
pub(crate) fn earliest_deadline() -> Option<Instant> {
    let state = STATE.get()?;
    earlier(state.deadline, state.restarting.map(|(end, _)| end))
}

/// Restarts the time-outs that last until there is no more progress.
pub(crate) fn note_progress() {
    let Some(state) = STATE.get() else { return };
    let now = Instant::now();
    let restart = |(end, limit)| (now.checked_add(limit).unwrap_or(end), limit);
    let restarting = state.restarting.map(restart);
    STATE.set(Some(State { restarting, restarted: Some(now), ..state }));
}

pub(super) async fn timeout<F: Future>(
    limit: Option<Duration>,
    future: F,
) -> Result<F::Output, Elapsed> {
    let end = limit.and_then(|limit| Instant::now().checked_add(limit));
    let within = |state: State| State { deadline: earlier(state.deadline, end), ..state };
    limited(pin!(future), within, || end).await
}

/// A time-out that restarts whenever there is progress.
pub(super) async fn restarting_timeout<F: Future>(
    limit: Option<Duration>,
    future: F,
) -> Result<F::Output, Elapsed> {
    let future = pin!(future);
    let Some(limit) = limit else { return timeout(None, future).await };
    let start = Instant::now();
    let end = || {
        let restarted = STATE.get().and_then(|state| state.restarted);
        restarted.map_or(start, |restarted| restarted.max(start)).checked_add(limit)
    };
    let within = |state: State| {
        let outer = state.restarting;
        let shortest = outer.map_or(limit, |(_, outer)| outer.min(limit));
        let earliest = earlier(end(), outer.map(|(end, _)| end));
        State { restarting: earliest.map(|end| (end, shortest)), ..state }
    };
    limited(future, within, end).await
}

/// Polls a future with the deadlines of `within` until `end`.
async fn limited<F: Future>(
    mut future: Pin<&mut F>,
    within: impl Fn(State) -> State,
    end: impl Fn() -> Option<Instant>,
) -> Result<F::Output, Elapsed> {
    poll_fn(|context| {
        let polled = {
            let _inner = Deadline::new(within(STATE.get().unwrap_or_default()));
            future.as_mut().poll(context)
        };
        let end = end();
        match polled {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending if end.is_some_and(|end| end <= Instant::now()) => {
                Poll::Ready(Err(Elapsed))
            }
            Poll::Pending => {
                wake_at(end);
                Poll::Pending
            }
        }
    })
    .await
}

pub(super) async fn sleep(pause: Duration) {
    let end = Instant::now().checked_add(pause);
    poll_fn(|_| {
        if end.is_some_and(|end| end <= Instant::now()) {
            return Poll::Ready(());
        }
        wake_at(end);
        Poll::Pending
    })
    .await;
}

fn wake_at(time: Option<Instant>) {
    let Some(state) = STATE.get() else { return };
    STATE.set(Some(State { alarm: earlier(state.alarm, time), ..state }));
}

fn earlier(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Restores the state of an outer call: an interceptor or a provider may make blocking calls too.
struct Entered(Option<State>);

impl Entered {
    fn new(state: State) -> Self {
        Self(STATE.replace(Some(state)))
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        STATE.set(self.0);
    }
}

/// Restores the deadlines when a time-out is no longer being polled. `None` if it was not polled by
/// [`block_on`].
struct Deadline(Option<State>);

impl Deadline {
    fn new(within: State) -> Self {
        Self(STATE.replace(Some(within)))
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        let (Some(outer), Some(state)) = (self.0, STATE.get()) else {
            STATE.set(self.0);
            return;
        };
        // What restarted inside has restarted outside too.
        let restarting = outer.restarting.map(|(end, limit)| {
            let restarted = state.restarted.and_then(|restarted| restarted.checked_add(limit));
            (restarted.map_or(end, |restarted| restarted.max(end)), limit)
        });
        STATE.set(Some(State { deadline: outer.deadline, restarting, ..state }));
    }
}

/// Wakes a thread. A call inside another one may take the token with which threads are woken.
struct Unpark {
    thread: Thread,
    is_woken: AtomicBool,
}

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.is_woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

#[cfg(test)]
mod tests;
