use std::time::{Duration, SystemTime};

use crate::client::config::IdentityCache;

/// An identity, and the number of the fetch that returned it.
#[derive(Clone, Debug)]
pub(crate) struct Held<I> {
    pub(crate) identity: I,
    pub(super) fetch: u32,
}

/// An identity in the cache.
#[derive(Debug)]
pub(super) struct Known<I> {
    held: Held<I>,
    expiry: Option<SystemTime>,
    fetched: SystemTime,
    /// The age from which it is refreshed.
    refresh: Duration,
    /// The number of invalidations when it was requested.
    version: u32,
}

impl<I: Clone> Known<I> {
    pub(super) fn new(
        held: Held<I>,
        expiry: Option<SystemTime>,
        now: SystemTime,
        version: u32,
        settings: &IdentityCache,
    ) -> Self {
        let refresh = match expiry {
            None => settings.default_expiration,
            Some(expiry) => {
                let life = expiry.duration_since(now).unwrap_or_default();
                let buffer = settings.buffer_time.unwrap_or_else(|| LONGEST_BUFFER.min(life / 10));
                life.saturating_sub(buffer).max(LEAST_AGE.min(life / 2))
            }
        };
        Self { held, expiry, fetched: now, refresh, version }
    }

    pub(super) fn held(&self) -> Held<I> {
        self.held.clone()
    }

    pub(super) fn is_from(&self, held: &Held<I>) -> bool {
        self.held.fetch == held.fetch
    }

    /// Whether it needs no refresh yet. If the clock was set back, its age is unknown.
    pub(super) fn is_fresh(&self, now: SystemTime) -> bool {
        match now.duration_since(self.fetched) {
            Ok(age) => age < self.refresh,
            Err(behind) => behind.duration() < self.refresh,
        }
    }

    /// Whether it will still be valid after a failed refresh.
    pub(super) fn is_valid(&self, now: SystemTime, version: u32) -> bool {
        self.version == version && self.expiry.is_none_or(|expiry| now + LEAST_LEFT < expiry)
    }

    /// Delays the next refresh by this time.
    pub(super) fn put_off(&mut self, now: SystemTime, pause: Duration) {
        let age = now.duration_since(self.fetched).unwrap_or_else(|_| {
            self.fetched = now;
            Duration::ZERO
        });
        self.refresh = age.saturating_add(pause);
    }

    /// Brings the next refresh forward to this age.
    pub(super) fn hasten(&mut self, age: Duration) {
        self.refresh = self.refresh.min(age);
    }
}

/// How long before their expiry credentials are refreshed.
const LONGEST_BUFFER: Duration = Duration::from_secs(5 * 60);
/// Credentials with a lifetime of minutes must not be refreshed all the time.
const LEAST_AGE: Duration = Duration::from_secs(30);
/// The time that a refresh may take.
const LEAST_LEFT: Duration = Duration::from_secs(5);
