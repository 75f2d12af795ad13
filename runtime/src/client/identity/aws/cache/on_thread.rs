//! Fetches on the thread of one of the calls that wait.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Instant, SystemTime};

use tracing::{Instrument, debug};

use super::{CachedIdentity, PAUSE, REFRESH_WAIT};
use crate::client::driver::{Driver, earliest_deadline};
use crate::client::identity::aws::fetch::{Answer, ask, span};
use crate::client::identity::aws::provider::IdentityProvider;

impl<P: IdentityProvider> CachedIdentity<P> {
    /// One call asks the provider, the others wait for its answer. A call with a valid identity
    /// does not wait.
    pub(super) async fn identity_on_thread(&self, now: SystemTime) -> Answer<P> {
        loop {
            let version = self.settings.invalidations();
            let held = {
                let mut state = self.write();
                let known = state.known.as_mut().filter(|known| known.is_valid(now, version));
                known.map(|known| {
                    let is_fresh = known.is_fresh(now);
                    if !is_fresh {
                        // If it fails, the next one is not due at once.
                        known.put_off(now, PAUSE);
                    }
                    (known.held(), is_fresh)
                })
            };
            let held = match held {
                Some((held, true)) => return Ok(held),
                Some((held, false)) => Some(held),
                None => None,
            };
            let turn = match (self.flight.begin(), &held) {
                (Some(turn), _) => turn,
                (None, Some(held)) => return Ok(held.clone()),
                (None, None) => {
                    debug!("waiting for the {}", P::NAME);
                    match self.flight.answer().await {
                        Some(Err(error)) => return Err(error),
                        // What was fetched may be invalid already, or the call that asked was
                        // dropped.
                        Some(Ok(_)) | None => continue,
                    }
                }
            };
            // Another call may have fetched one before this one got its turn.
            if let (None, Some(held)) = (&held, self.fresh(now)) {
                return Ok(held);
            }
            let limit = held.as_ref().map(|_| REFRESH_WAIT);
            let fetch = pin!(self.fetch(now, version, held.is_some()));
            let Ok(answer) = Driver::Blocking.timeout(limit, fetch).await else {
                // There is a limit only if there is a valid one.
                match held {
                    Some(held) => return Ok(held),
                    None => continue,
                }
            };
            turn.end(&answer);
            return match (answer, held) {
                (Err(_), Some(held)) => Ok(held),
                (answer, _) => answer,
            };
        }
    }

    async fn fetch(&self, now: SystemTime, version: u32, is_refresh: bool) -> Answer<P> {
        let number = {
            let mut state = self.write();
            state.fetches = state.fetches.wrapping_add(1);
            state.fetches
        };
        let start = Instant::now();
        let asked =
            ask(Driver::Blocking, &self.provider, self.is_fixed, self.settings.load_timeout);
        let result = asked.instrument(span::<P>(is_refresh)).await;
        let answer = result.map(|identity| super::Held { identity, fetch: number });
        self.finish(number, version, now + start.elapsed(), answer.as_ref().ok());
        answer.map_err(std::sync::Arc::new)
    }
}

/// At most one fetch at a time.
#[derive(Debug)]
pub(super) struct Flight<A> {
    state: Mutex<Turns<A>>,
    end: Condvar,
}

#[derive(Debug)]
struct Turns<A> {
    is_taken: bool,
    /// How many have ended.
    ended: u64,
    /// The answer of the last one; `None` if it was dropped.
    answer: Option<A>,
}

impl<A> Default for Flight<A> {
    fn default() -> Self {
        let state = Turns { is_taken: false, ended: 0, answer: None };
        Self { state: Mutex::new(state), end: Condvar::new() }
    }
}

impl<A: Clone> Flight<A> {
    /// The right to fetch, unless another call has it.
    fn begin(&self) -> Option<Turn<'_, A>> {
        let mut state = self.lock();
        if state.is_taken {
            return None;
        }
        // Made only if it is free: the end of a turn takes the lock.
        state.is_taken = true;
        Some(Turn { flight: self, answer: None })
    }

    /// The answer of the fetch in progress. It blocks, and is pending when the caller stops waiting.
    async fn answer(&self) -> Option<A> {
        let ended = self.lock().ended;
        poll_fn(|_| {
            let mut state = self.lock();
            while state.is_taken && state.ended == ended {
                state = match earliest_deadline() {
                    None => self.end.wait(state).unwrap_or_else(PoisonError::into_inner),
                    Some(deadline) => {
                        let left = deadline.saturating_duration_since(Instant::now());
                        if left.is_zero() {
                            return Poll::Pending;
                        }
                        let waited = self.end.wait_timeout(state, left);
                        waited.unwrap_or_else(PoisonError::into_inner).0
                    }
                };
            }
            Poll::Ready(state.answer.clone())
        })
        .await
    }

    fn lock(&self) -> MutexGuard<'_, Turns<A>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to fetch, until it is dropped.
struct Turn<'a, A: Clone> {
    flight: &'a Flight<A>,
    answer: Option<A>,
}

impl<A: Clone> Turn<'_, A> {
    fn end(mut self, answer: &A) {
        self.answer = Some(answer.clone());
    }
}

impl<A: Clone> Drop for Turn<'_, A> {
    fn drop(&mut self) {
        let mut state = self.flight.lock();
        state.is_taken = false;
        state.ended += 1;
        state.answer = self.answer.take();
        drop(state);
        self.flight.end.notify_all();
    }
}
