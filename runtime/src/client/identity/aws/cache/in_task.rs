//! Fetches in tasks of a Tokio runtime.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};
use tracing::{Instrument, debug};

use super::{CachedIdentity, PAUSE, REFRESH_WAIT, State};
use crate::client::driver::Driver;
use crate::client::identity::aws::fetch::{Answer, ask, span};
use crate::client::identity::aws::known::Held;
use crate::client::identity::aws::provider::IdentityProvider;

/// How a call gets an identity.
enum Way<P: IdentityProvider> {
    Has(Held<P::Identity>),
    /// It has one, and starts a fetch of the next.
    Refreshes(Held<P::Identity>, Fetch<P>),
    Waits(Fetch<P>),
}

impl<P: IdentityProvider> CachedIdentity<P> {
    pub(super) async fn identity_from_task(self: &Arc<Self>, now: SystemTime) -> Answer<P> {
        // The runtime of the call that started a fetch may shut down before this one.
        for _ in 0..FETCHES {
            match self.way(now) {
                Way::Has(held) => return Ok(held),
                Way::Refreshes(held, fetch) => {
                    // An identity that is about to expire is used while the provider fails.
                    return match timeout(REFRESH_WAIT, fetch.answer()).await {
                        Ok(Some(Ok(newer))) => Ok(newer),
                        _ => Ok(held),
                    };
                }
                Way::Waits(fetch) => {
                    debug!("waiting for the {}", P::NAME);
                    if let Some(answer) = fetch.answer().await {
                        return answer;
                    }
                }
            }
        }
        Err(Arc::new(P::failed("the Tokio runtime that asked the provider was shut down")))
    }

    fn way(self: &Arc<Self>, now: SystemTime) -> Way<P> {
        let invalidations = self.settings.invalidations();
        let mut state = self.write();
        let fetch = state.fetch.take().filter(|fetch| fetch.is_good(invalidations));
        state.fetch = fetch.clone();
        match state.known.as_mut().filter(|known| known.is_valid(now, invalidations)) {
            Some(known) if known.is_fresh(now) || fetch.is_some() => Way::Has(known.held()),
            Some(known) => {
                // Before the fetch: if it fails, the next one is not due at once.
                known.put_off(now, PAUSE);
                let held = known.held();
                Way::Refreshes(held, self.begin(&mut state, now, invalidations))
            }
            None => Way::Waits(fetch.unwrap_or_else(|| self.begin(&mut state, now, invalidations))),
        }
    }

    /// Asks the provider in a separate task.
    fn begin(self: &Arc<Self>, state: &mut State<P>, now: SystemTime, version: u32) -> Fetch<P> {
        state.fetches = state.fetches.wrapping_add(1);
        let (number, limit) = (state.fetches, self.settings.load_timeout);
        let (sender, answer) = watch::channel(None);
        let fetch = Fetch::new(limit, version, answer);
        state.fetch = Some(fetch.clone());
        let this = Arc::clone(self);
        let task = async move {
            let start = Instant::now();
            let result = ask(Driver::Tokio, &this.provider, this.is_fixed, limit).await;
            let answer = result.map(|identity| Held { identity, fetch: number });
            this.finish(number, version, now + start.elapsed(), answer.as_ref().ok());
            sender.send_replace(Some(answer.map_err(Arc::new)));
        };
        tokio::spawn(task.instrument(span::<P>(state.known.is_some())));
        fetch
    }
}

/// A fetch in progress, as seen by the calls that wait for it.
#[derive(Clone, Debug)]
pub(super) struct Fetch<P: IdentityProvider> {
    limit: Duration,
    deadline: Instant,
    /// The number of invalidations when it started.
    version: u32,
    answer: watch::Receiver<Option<Answer<P>>>,
}

impl<P: IdentityProvider> Fetch<P> {
    pub(super) fn new(
        limit: Duration,
        version: u32,
        answer: watch::Receiver<Option<Answer<P>>>,
    ) -> Self {
        Self { limit, deadline: Instant::now() + limit.min(FOREVER), version, answer }
    }

    /// Whether to wait for it. A fetch whose runtime is stopped never ends.
    pub(super) fn is_good(&self, version: u32) -> bool {
        self.version == version
            && self.answer.has_changed().is_ok()
            && Instant::now() < self.deadline
    }

    /// The result of the provider. `None` if the fetch was cut off together with its runtime.
    pub(super) async fn answer(mut self) -> Option<Answer<P>> {
        match timeout_at(self.deadline, self.answer.wait_for(Option::is_some)).await {
            Ok(Ok(answer)) => answer.clone(),
            Ok(Err(_)) => None,
            Err(_) => Some(Err(Arc::new(P::timed_out(self.limit)))),
        }
    }
}

/// How many fetches a call may start or join that are cut off.
const FETCHES: u32 = 3;

/// Small enough to add to an `Instant`.
const FOREVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
