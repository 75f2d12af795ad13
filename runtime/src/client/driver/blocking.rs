//! Runs futures on the thread of the caller.
//!
//! Futures of sockets block when they are polled, until they are ready or the earliest deadline
//! has passed. All others are polled again when they are woken.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
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
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        let state = STATE.get().unwrap_or_default();
        STATE.set(Some(State { alarm: None, ..state }));
        match state.alarm {
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
    let state = STATE.get().unwrap_or_default();
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
    let state = STATE.get().unwrap_or_default();
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

/// Restores the deadlines when a time-out is no longer being polled.
struct Deadline(State);

impl Deadline {
    fn new(within: State) -> Self {
        Self(STATE.replace(Some(within)).unwrap_or_default())
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        let state = STATE.get().unwrap_or_default();
        let State { deadline, restarting, .. } = self.0;
        STATE.set(Some(State { deadline, restarting, ..state }));
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_future_that_is_woken_by_another_thread_is_waited_for() {
        let (sender, receiver) = mpsc::channel::<Waker>();
        let other = thread::spawn(move || receiver.recv().map(Waker::wake));
        let mut polls = 0;
        block_on(poll_fn(|context| {
            polls += 1;
            match polls {
                1 => {
                    sender.send(context.waker().clone()).expect("the thread is there");
                    Poll::Pending
                }
                _ => Poll::Ready(()),
            }
        }));
        other.join().expect("no panic").expect("a waker");
        assert_eq!(polls, 2);
        assert!(!is_blocking() && require_block_on().is_err());
    }

    #[test]
    fn time_outs_nest_and_the_earliest_ends_first() {
        let short = Duration::from_millis(5);
        let outer = block_on(timeout(Some(short), timeout(None, pending::<()>())));
        assert!(outer.is_err());
        let inner = block_on(timeout(Some(Duration::MAX), timeout(Some(short), pending::<()>())));
        assert!(inner.expect("the outer one has time").is_err());
        assert_eq!(block_on(timeout(Some(Duration::ZERO), ready(1))).ok(), Some(1));
        block_on(sleep(short));
    }

    #[test]
    fn a_time_out_restarts_with_progress_and_one_around_it_does_not() {
        let short = Duration::from_millis(20);
        // As a socket that waits until the deadline, and then makes progress, three times.
        let mut waits = 0;
        let upload = poll_fn(|_| {
            while waits < 3 {
                waits += 1;
                let deadline = earliest_deadline().expect("a deadline");
                thread::sleep(deadline.saturating_duration_since(Instant::now()) / 2);
                note_progress();
                assert!(earliest_deadline() > Some(deadline));
            }
            thread::sleep(short * 2);
            Poll::<()>::Pending
        });
        let nested = restarting_timeout(Some(short * 4), restarting_timeout(Some(short), upload));
        let result = block_on(timeout(Some(Duration::from_secs(100)), nested));
        assert!(result.expect("time").expect("the outer one restarts too").is_err());
        assert_eq!(waits, 3);

        let fixed = block_on(timeout(Some(short), async {
            note_progress();
            earliest_deadline()
        }));
        assert!(fixed.expect("time").is_some_and(|end| end <= Instant::now() + short));
    }

    #[test]
    fn what_is_polled_sees_the_earliest_deadline_and_calls_inside_it_do_not() {
        let far = Duration::from_secs(1000);
        let near = Duration::from_secs(10);
        let inside = async {
            let seen = earliest_deadline().expect("a deadline");
            assert!(seen < Instant::now() + near + near);
            assert!(block_on(async { earliest_deadline() }).is_none());
            assert_eq!(earliest_deadline(), Some(seen));
        };
        let nested = timeout(Some(near), timeout(Some(far), inside));
        assert!(block_on(timeout(None, nested)).is_ok());
        assert!(earliest_deadline().is_none());
    }
}
