use std::time::{Duration, SystemTime};

use crate::client::config::IdentityCache;

/// An identity, and the fetch that brought it.
#[derive(Clone, Debug)]
pub(crate) struct Held<I> {
    pub(crate) identity: I,
    pub(super) fetch: u32,
}

/// An identity that is kept.
#[derive(Debug)]
pub(super) struct Known<I> {
    held: Held<I>,
    expiry: Option<SystemTime>,
    fetched: SystemTime,
    /// From that age on it is asked for anew.
    refresh: Duration,
    /// The invalidations that there had been when it was asked for.
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

    /// Whether it needs no refresh yet. A clock that was set back says nothing of its age.
    pub(super) fn is_fresh(&self, now: SystemTime) -> bool {
        match now.duration_since(self.fetched) {
            Ok(age) => age < self.refresh,
            Err(behind) => behind.duration() < self.refresh,
        }
    }

    /// Whether it will still be valid after a refresh that comes to nothing.
    pub(super) fn is_valid(&self, now: SystemTime, version: u32) -> bool {
        self.version == version && self.expiry.is_none_or(|expiry| now + LEAST_LEFT < expiry)
    }

    /// Leaves that time until the next refresh.
    pub(super) fn put_off(&mut self, now: SystemTime, pause: Duration) {
        let age = now.duration_since(self.fetched).unwrap_or_else(|_| {
            self.fetched = now;
            Duration::ZERO
        });
        self.refresh = age.saturating_add(pause);
    }

    /// Brings the next refresh forward, to that age.
    pub(super) fn hasten(&mut self, age: Duration) {
        self.refresh = self.refresh.min(age);
    }
}

/// How long before their expiry credentials are asked for anew.
const LONGEST_BUFFER: Duration = Duration::from_secs(5 * 60);
/// No provider is asked all the time because its credentials live for minutes.
const LEAST_AGE: Duration = Duration::from_secs(30);
/// What a refresh may take.
const LEAST_LEFT: Duration = Duration::from_secs(5);
