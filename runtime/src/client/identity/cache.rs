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

/// The credentials or the token of a client: asked for once, and again shortly before they expire.
#[derive(Debug)]
pub(crate) struct CachedIdentity<P: IdentityProvider> {
    provider: P,
    settings: IdentityCache,
    state: RwLock<State<P>>,
}

#[derive(Debug)]
struct State<P: IdentityProvider> {
    known: Option<Known<P::Identity>>,
    /// The one that is under way.
    fetch: Option<Fetch<P>>,
    fetches: u32,
    /// What a service has refused last, as the first fetch brought it.
    refused: Option<Held<P::Identity>>,
    /// How a cache of others asks the provider, and the invalidations that there had been then.
    resolver: Option<(SharedIdentityResolver, u32)>,
}

/// How a call gets an identity.
enum Way<P: IdentityProvider> {
    Has(Held<P::Identity>),
    /// It has one, and has begun the fetch of another.
    Refreshes(Held<P::Identity>, Fetch<P>),
    Waits(Fetch<P>),
}

impl<P: IdentityProvider> CachedIdentity<P> {
    pub(crate) fn new(provider: P, settings: IdentityCache) -> Self {
        let state = State { known: None, fetch: None, fetches: 0, refused: None, resolver: None };
        Self { provider, settings, state: RwLock::new(state) }
    }

    /// The identity, from the provider if there is none that is still good.
    pub(crate) async fn identity(self: &Arc<Self>, now: SystemTime) -> Answer<P> {
        if let Some(held) = self.fresh(now) {
            return Ok(held);
        }
        if self.settings.is_off() {
            return Box::pin(self.asked()).await;
        }
        // The runtime of the call that began a fetch may be shut down before this one.
        for _ in 0..FETCHES {
            match self.way(now) {
                Way::Has(held) => return Ok(held),
                Way::Refreshes(held, fetch) => {
                    // What is about to expire still serves while the provider is out of order.
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

    /// The cache of others that keeps the identity, if there is one.
    pub(crate) fn shared(&self) -> Option<&SharedIdentityCache> {
        self.settings.as_shared()
    }

    /// How a cache of others is to ask the provider, and the number of the identity that it gets by
    /// it. After an invalidation or a refusal it is another one, whose answer is not known yet.
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

    /// What the provider says to this call alone.
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

    /// Takes note that a service calls this identity expired or unknown, and says whether a fetch
    /// may help: not if the provider has been asked since the first refusal and gave the same.
    pub(crate) fn refuse(&self, held: &Held<P::Identity>) -> bool {
        let mut state = self.write();
        let first = state.refused.as_ref().filter(|refused| refused.identity == held.identity);
        let helps = first.is_none_or(|first| first.fetch == held.fetch);
        if first.is_none() {
            state.refused = Some(held.clone());
        }
        match state.known.as_mut().filter(|known| known.is_from(held)) {
            Some(_) if helps => state.known = None,
            // There is no use in asking for it with every call.
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
                // Before it is made: whatever becomes of it, the next one has time.
                known.put_off(now, PAUSE);
                let held = known.held();
                Way::Refreshes(held, self.begin(&mut state, now, invalidations))
            }
            None => Way::Waits(fetch.unwrap_or_else(|| self.begin(&mut state, now, invalidations))),
        }
    }

    /// Asks the provider in a task of its own.
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

    /// Keeps the answer, unless another fetch has taken the place of this one.
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

/// How long a call with valid credentials waits for new ones. Providers on the network answer
/// within a second or two, and a call whose keys are good must not lose much more than that.
const REFRESH_WAIT: Duration = Duration::from_secs(5);
/// From one refresh to the next, while none succeeds. So a provider that hangs delays one call in
/// this time, and there are ten refreshes before credentials of an hour expire.
const PAUSE: Duration = Duration::from_secs(30);
/// How many fetches a call begins or joins that are cut off.
const FETCHES: u32 = 3;

#[cfg(test)]
mod tests;
