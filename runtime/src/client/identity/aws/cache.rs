use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};
use std::time::{Duration, SystemTime};

use aws_smithy_runtime_api::client::identity::{SharedIdentityCache, SharedIdentityResolver};
use tokio::sync::watch;
use tokio::time::{Instant, timeout};
use tracing::{Instrument, debug};

use super::fetch::{Answer, Fetch, ask, span};
use super::known::{Held, Known};
use super::provider::IdentityProvider;
use crate::client::config::IdentityCache;

/// The credentials or token of a client: fetched once, and refreshed shortly before they expire.
#[derive(Debug)]
pub(crate) struct CachedIdentity<P: IdentityProvider> {
    provider: P,
    settings: IdentityCache,
    state: RwLock<State<P>>,
}

#[derive(Debug)]
struct State<P: IdentityProvider> {
    known: Option<Known<P::Identity>>,
    /// The fetch in progress.
    fetch: Option<Fetch<P>>,
    fetches: u32,
    /// The identity that a service rejected last, as the first fetch returned it.
    refused: Option<Held<P::Identity>>,
    /// How an external cache asks the provider, and the number of invalidations at that time.
    resolver: Option<(SharedIdentityResolver, u32)>,
}

/// How a call gets an identity.
enum Way<P: IdentityProvider> {
    Has(Held<P::Identity>),
    /// It has one, and starts a fetch of the next.
    Refreshes(Held<P::Identity>, Fetch<P>),
    Waits(Fetch<P>),
}

impl<P: IdentityProvider> CachedIdentity<P> {
    pub(crate) fn new(provider: P, settings: IdentityCache) -> Self {
        let state = State { known: None, fetch: None, fetches: 0, refused: None, resolver: None };
        Self { provider, settings, state: RwLock::new(state) }
    }

    /// The identity, from the provider if there is no valid one.
    pub(crate) async fn identity(self: &Arc<Self>, now: SystemTime) -> Answer<P> {
        if let Some(held) = self.fresh(now) {
            return Ok(held);
        }
        if self.settings.is_off() {
            return Box::pin(self.asked()).await;
        }
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

    /// The external cache that keeps the identity, if there is one.
    pub(crate) fn shared(&self) -> Option<&SharedIdentityCache> {
        self.settings.as_shared()
    }

    /// How an external cache asks the provider, and the number of the identity that it gets. After
    /// an invalidation or a rejection, it is another resolver with a new number.
    pub(super) fn resolver(&self) -> (SharedIdentityResolver, u32) {
        let invalidations = self.settings.invalidations();
        let mut state = self.write();
        if let Some((resolver, version)) = &state.resolver {
            if *version == invalidations {
                return (resolver.clone(), state.fetches);
            }
            state.fetches = state.fetches.wrapping_add(1);
        }
        let resolver = self.provider.resolver(state.fetches > 0);
        state.resolver = Some((resolver.clone(), invalidations));
        (resolver, state.fetches)
    }

    /// Asks the provider for this call alone.
    async fn asked(&self) -> Answer<P> {
        let fetch = {
            let mut state = self.write();
            state.fetches = state.fetches.wrapping_add(1);
            state.fetches
        };
        let asked = ask(&self.provider, self.settings.load_timeout);
        match asked.instrument(span::<P>(false)).await {
            Ok(identity) => Ok(Held { identity, fetch }),
            Err(error) => Err(Arc::new(error)),
        }
    }

    /// Records that a service rejected this identity as expired or unknown. Returns whether a fetch
    /// may help: not if the provider was asked after the first rejection and returned the same
    /// identity.
    pub(crate) fn refuse(&self, held: &Held<P::Identity>) -> bool {
        let mut state = self.write();
        let first = state.refused.as_ref().filter(|refused| refused.identity == held.identity);
        let helps = first.is_none_or(|first| first.fetch == held.fetch);
        if first.is_none() {
            state.refused = Some(held.clone());
        }
        match state.known.as_mut().filter(|known| known.is_from(held)) {
            Some(_) if helps => state.known = None,
            // Asking with every call would be pointless.
            Some(known) => known.hasten(PAUSE),
            None => {}
        }
        if helps && self.shared().is_some() && state.fetches == held.fetch {
            state.fetches = state.fetches.wrapping_add(1);
            state.resolver = None;
        }
        debug!(helps, "the service refused the {}", P::NAME);
        helps
    }

    fn fresh(&self, now: SystemTime) -> Option<Held<P::Identity>> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let known = state.known.as_ref()?;
        let invalidations = self.settings.invalidations();
        (known.is_valid(now, invalidations) && known.is_fresh(now)).then(|| known.held())
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
            let result = ask(&this.provider, limit).await;
            let answer = result.map(|identity| Held { identity, fetch: number });
            this.finish(number, version, now + start.elapsed(), answer.as_ref().ok());
            sender.send_replace(Some(answer.map_err(Arc::new)));
        };
        tokio::spawn(task.instrument(span::<P>(state.known.is_some())));
        fetch
    }

    /// Keeps the result, unless another fetch has replaced this one.
    fn finish(&self, number: u32, version: u32, now: SystemTime, held: Option<&Held<P::Identity>>) {
        let mut state = self.write();
        if state.fetches != number {
            return;
        }
        state.fetch = None;
        if let Some(held) = held {
            let expiry = P::expiry(&held.identity);
            state.known = Some(Known::new(held.clone(), expiry, now, version, &self.settings));
        }
    }

    fn write(&self) -> RwLockWriteGuard<'_, State<P>> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long a call with valid credentials waits for new ones. Network providers answer within one
/// or two seconds, and a call with valid credentials must not lose much more.
const REFRESH_WAIT: Duration = Duration::from_secs(5);
/// The time between refreshes while none succeeds. A provider that hangs delays one call in this
/// time, and there are ten refreshes before credentials of an hour expire.
const PAUSE: Duration = Duration::from_secs(30);
/// How many fetches a call may start or join that are cut off.
const FETCHES: u32 = 3;

#[cfg(test)]
mod tests;
