#[cfg(feature = "async")]
mod in_task;
#[cfg(feature = "blocking")]
mod on_thread;
#[cfg(test)]
#[cfg(feature = "async")]
mod tests;

use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};
use std::time::{Duration, SystemTime};

use aws_smithy_runtime_api::client::identity::{SharedIdentityCache, SharedIdentityResolver};
use tracing::{Instrument, debug};

#[cfg(feature = "async")]
use self::in_task::Fetch;
#[cfg(feature = "blocking")]
use self::on_thread::Flight;
use super::fetch::{Answer, ask, span};
use super::known::{Held, Known};
use super::provider::IdentityProvider;
use crate::client::config::IdentityCache;
use crate::client::driver::Driver;

/// The credentials or token of a client: fetched once, and refreshed shortly before they expire.
#[derive(Debug)]
pub(crate) struct CachedIdentity<P: IdentityProvider> {
    provider: P,
    is_fixed: bool,
    settings: IdentityCache,
    state: RwLock<State<P>>,
    #[cfg(feature = "blocking")]
    flight: Flight<Answer<P>>,
}

#[derive(Debug)]
struct State<P: IdentityProvider> {
    known: Option<Known<P::Identity>>,
    /// The fetch in progress.
    #[cfg(feature = "async")]
    fetch: Option<Fetch<P>>,
    fetches: u32,
    /// The identity that a service rejected last, as the first fetch returned it.
    refused: Option<Held<P::Identity>>,
    /// How an external cache asks the provider, and the number of invalidations at that time.
    resolver: Option<(SharedIdentityResolver, u32)>,
}

impl<P: IdentityProvider> CachedIdentity<P> {
    /// If the provider `is_fixed`, it needs no runtime.
    pub(crate) fn new(provider: P, is_fixed: bool, settings: IdentityCache) -> Self {
        let state = State {
            known: None,
            #[cfg(feature = "async")]
            fetch: None,
            fetches: 0,
            refused: None,
            resolver: None,
        };
        Self {
            provider,
            is_fixed,
            settings,
            state: RwLock::new(state),
            #[cfg(feature = "blocking")]
            flight: Flight::default(),
        }
    }

    /// The identity, from the provider if there is no valid one.
    pub(in crate::client) async fn identity(
        self: &Arc<Self>,
        driver: Driver,
        now: SystemTime,
    ) -> Answer<P> {
        if let Some(held) = self.fresh(now) {
            return Ok(held);
        }
        if self.settings.is_off() {
            return Box::pin(self.asked(driver)).await;
        }
        match driver {
            #[cfg(feature = "async")]
            Driver::Tokio => self.identity_from_task(now).await,
            #[cfg(feature = "blocking")]
            Driver::Blocking => Box::pin(self.identity_on_thread(now)).await,
        }
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
    async fn asked(&self, driver: Driver) -> Answer<P> {
        let fetch = {
            let mut state = self.write();
            state.fetches = state.fetches.wrapping_add(1);
            state.fetches
        };
        let asked = ask(driver, &self.provider, self.is_fixed, self.settings.load_timeout);
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

    /// Keeps the result, unless another fetch has replaced this one.
    fn finish(&self, number: u32, version: u32, now: SystemTime, held: Option<&Held<P::Identity>>) {
        let mut state = self.write();
        if state.fetches != number {
            return;
        }
        #[cfg(feature = "async")]
        {
            state.fetch = None;
        }
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
