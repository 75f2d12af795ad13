use std::sync::atomic::{AtomicU64, Ordering};

/// How many messages have arrived since the client was made, by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counters {
    /// Answers that somebody waited for.
    pub answers: u64,
    /// Notifications.
    pub notifications: u64,
    /// Answers that nobody waits for: they came too late, or the request was not from this client.
    pub unclaimed: u64,
    /// Messages of the jobs API for another thing.
    pub for_other_things: u64,
    /// Messages of other topics, as they arrive on a connection that is shared.
    pub other: u64,
    /// Messages of the jobs API that are not JSON, or do not match.
    pub unreadable: u64,
    /// Messages of the jobs API that are longer than any that the service sends.
    pub too_long: u64,
}

/// The same, while they are counted.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) answers: Count,
    pub(super) notifications: Count,
    pub(super) unclaimed: Count,
    pub(super) for_other_things: Count,
    pub(super) other: Count,
    pub(super) unreadable: Count,
    pub(super) too_long: Count,
}

#[derive(Debug, Default)]
pub(super) struct Count(AtomicU64);

impl Count {
    pub(super) fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn read(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Counts {
    pub(super) fn read(&self) -> Counters {
        Counters {
            answers: self.answers.read(),
            notifications: self.notifications.read(),
            unclaimed: self.unclaimed.read(),
            for_other_things: self.for_other_things.read(),
            other: self.other.read(),
            unreadable: self.unreadable.read(),
            too_long: self.too_long.read(),
        }
    }
}
