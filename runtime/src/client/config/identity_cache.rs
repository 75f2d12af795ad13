use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How credentials and bearer tokens are kept, and when their provider is asked again.
///
/// A provider is asked once for all calls, independently of any of them: a call that ends or is
/// dropped meanwhile does not end it. Its answer or its failure is that of all calls which waited.
///
/// Clones share one state: [`invalidate`](Self::invalidate) counts for every client that was made
/// with one of them.
#[derive(Clone, Debug)]
pub struct IdentityCache {
    pub(crate) load_timeout: Duration,
    pub(crate) buffer_time: Option<Duration>,
    pub(crate) default_expiration: Duration,
    invalidations: Arc<AtomicU32>,
}

impl IdentityCache {
    /// Starts with the defaults.
    pub fn lazy() -> LazyCacheBuilder {
        LazyCacheBuilder { cache: Self::default() }
    }

    /// Drops what is kept: the next call asks the provider anew. Calls that wait for an answer
    /// already get that one.
    pub fn invalidate(&self) {
        self.invalidations.fetch_add(1, Ordering::Release);
    }

    /// What was kept under another number is not to be used.
    pub(crate) fn invalidations(&self) -> u32 {
        self.invalidations.load(Ordering::Acquire)
    }
}

impl Default for IdentityCache {
    fn default() -> Self {
        Self {
            load_timeout: Duration::from_secs(30),
            buffer_time: None,
            default_expiration: Duration::from_secs(15 * 60),
            invalidations: Arc::default(),
        }
    }
}

/// Sets up an [`IdentityCache`].
#[derive(Clone, Debug)]
pub struct LazyCacheBuilder {
    cache: IdentityCache,
}

impl LazyCacheBuilder {
    /// How long a provider may take, and so how long a call without an identity waits for one
    /// within its own time-outs. 30 seconds by default. After that the calls which wait fail, and
    /// the next call asks anew.
    pub fn load_timeout(mut self, limit: Duration) -> Self {
        self.cache.load_timeout = limit;
        self
    }

    /// How long before its expiry an identity is asked for anew; until then calls go on with the
    /// one that they have. By default 5 minutes, or a tenth of its life if that is shorter. An
    /// identity is kept for 30 seconds, or half its life, in any case.
    pub fn buffer_time(mut self, time: Duration) -> Self {
        self.cache.buffer_time = Some(time);
        self
    }

    /// After what time an identity without an expiry is asked for anew. 15 minutes by default. If
    /// the provider fails then, calls go on with the identity that they have.
    pub fn default_expiration(mut self, time: Duration) -> Self {
        self.cache.default_expiration = time;
        self
    }

    /// The cache.
    pub fn build(self) -> IdentityCache {
        self.cache
    }
}
