use std::time::{Duration, SystemTime};

use super::Fake;

/// The clock of a [`Fake`]. It stands still until it is advanced.
#[derive(Clone, Debug)]
pub struct FakeClock(Fake);

impl FakeClock {
    pub(super) fn new(fake: Fake) -> Self {
        Self(fake)
    }

    /// Advances it. What times out or arrives late in this time does so in order.
    pub fn advance(&self, by: Duration) {
        self.0.world().advance(by);
    }

    /// What it shows.
    pub fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(self.0.world().service.now())
    }

    /// How much it must advance until the fake does something by itself: an execution times out, or
    /// something that was delayed arrives. `None`: it will do nothing.
    pub fn until_next_event(&self) -> Option<Duration> {
        let world = self.0.world();
        let now = world.service.now();
        world.next_event().map(|time| Duration::from_millis(time.saturating_sub(now)))
    }
}
