use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use aws_smithy_runtime_api::client::identity::SharedIdentityCache;

/// How long credentials and bearer tokens are kept, and when they are refreshed.
///
/// One request to the provider serves all waiting calls, and is independent of them: it continues
/// if a call ends or is dropped. If it fails, all waiting calls fail. In a blocking client, one of
/// the waiting calls asks the provider, and the request ends with the time-outs of that call.
///
/// Clones share one state: [`invalidate`](Self::invalidate) affects all clients that were made with
/// one of them.
#[derive(Clone, Debug)]
pub struct IdentityCache {
    pub(crate) load_timeout: Duration,
    pub(crate) buffer_time: Option<Duration>,
    pub(crate) default_expiration: Duration,
    invalidations: Arc<AtomicU32>,
    place: Place,
}

/// Where identities are kept.
#[derive(Clone)]
enum Place {
    Client,
    Nowhere,
    Shared(SharedIdentityCache),
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Client => "Client",
            Self::Nowhere => "Nowhere",
            Self::Shared(_) => "Shared",
        })
    }
}

impl IdentityCache {
    /// Starts with the defaults.
    pub fn lazy() -> LazyCacheBuilder {
        LazyCacheBuilder { cache: Self::default() }
    }

    /// Keeps nothing: each call asks the provider, for at most 30 seconds.
    pub fn no_cache() -> Self {
        Self { place: Place::Nowhere, ..Self::default() }
    }

    pub(super) fn shared(cache: SharedIdentityCache) -> Self {
        Self { place: Place::Shared(cache), ..Self::default() }
    }

    pub(crate) fn is_off(&self) -> bool {
        matches!(self.place, Place::Nowhere)
    }

    pub(crate) fn is_shared(&self) -> bool {
        self.as_shared().is_some()
    }

    pub(crate) fn as_shared(&self) -> Option<&SharedIdentityCache> {
        match &self.place {
            Place::Shared(cache) => Some(cache),
            Place::Client | Place::Nowhere => None,
        }
    }

    /// Drops the kept identities: the next call asks the provider again. Calls that are already
    /// waiting get the pending result. A cache of the AWS SDKs for Rust treats the provider as a
    /// new one.
    pub fn invalidate(&self) {
        self.invalidations.fetch_add(1, Ordering::Release);
    }

    /// Identities that were kept under another number are invalid.
    pub(crate) fn invalidations(&self) -> u32 {
        self.invalidations.load(Ordering::Acquire)
    }
}

impl Default for IdentityCache {
    fn default() -> Self {
        Self {
            load_timeout: LOAD_TIMEOUT,
            buffer_time: None,
            default_expiration: DEFAULT_EXPIRATION,
            invalidations: Arc::default(),
            place: Place::Client,
        }
    }
}

/// A builder of an [`IdentityCache`].
#[derive(Clone, Debug)]
pub struct LazyCacheBuilder {
    cache: IdentityCache,
}

impl LazyCacheBuilder {
    /// How long a provider may take, which limits how long a call without an identity waits. 30
    /// seconds by default. After that, the waiting calls fail, and the next call asks again.
    pub fn load_timeout(mut self, limit: Duration) -> Self {
        self.set_load_timeout(Some(limit));
        self
    }

    /// Sets or clears how long a provider may take.
    pub fn set_load_timeout(&mut self, limit: Option<Duration>) -> &mut Self {
        self.cache.load_timeout = limit.unwrap_or(LOAD_TIMEOUT);
        self
    }

    /// How long before its expiry an identity is refreshed; calls use the current one meanwhile. By
    /// default 5 minutes, or a tenth of its lifetime if that is shorter. An identity is always kept
    /// for at least 30 seconds, or half its lifetime if that is shorter.
    pub fn buffer_time(mut self, time: Duration) -> Self {
        self.set_buffer_time(Some(time));
        self
    }

    /// Sets or clears how long before its expiry an identity is refreshed.
    pub fn set_buffer_time(&mut self, time: Option<Duration>) -> &mut Self {
        self.cache.buffer_time = time;
        self
    }

    /// How long an identity without an expiry is kept before it is refreshed. 15 minutes by
    /// default. If the refresh fails, calls use the current one.
    pub fn default_expiration(mut self, time: Duration) -> Self {
        self.set_default_expiration(Some(time));
        self
    }

    /// Sets or clears how long an identity without an expiry is kept.
    pub fn set_default_expiration(&mut self, time: Option<Duration>) -> &mut Self {
        self.cache.default_expiration = time.unwrap_or(DEFAULT_EXPIRATION);
        self
    }

    /// The cache.
    pub fn build(self) -> IdentityCache {
        self.cache
    }
}

const LOAD_TIMEOUT: Duration = Duration::from_secs(30);
const DEFAULT_EXPIRATION: Duration = Duration::from_secs(15 * 60);
