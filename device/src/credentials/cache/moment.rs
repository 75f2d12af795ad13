use std::time::{Duration, Instant, SystemTime};

/// A moment by both clocks of the device.
#[derive(Clone, Copy, Debug)]
pub(in crate::credentials) struct Moment {
    /// Since some moment in the past. It never goes back, and may stop while the device sleeps.
    pub(in crate::credentials) monotonic: Duration,
    /// It may be set, forward and back.
    pub(in crate::credentials) wall: SystemTime,
}

impl Moment {
    /// The time since an earlier moment: the larger by either clock.
    pub(super) fn since(self, earlier: Self) -> Duration {
        let monotonic = self.monotonic.saturating_sub(earlier.monotonic);
        monotonic.max(self.since_wall(earlier.wall))
    }

    /// The time by the wall clock; zero if it was set back.
    pub(super) fn since_wall(self, earlier: SystemTime) -> Duration {
        self.wall.duration_since(earlier).unwrap_or_default()
    }
}

/// The clocks of the device.
pub(in crate::credentials) trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Moment;
}

/// The clocks of the system.
pub(in crate::credentials) struct SystemClock(Instant);

impl SystemClock {
    pub(in crate::credentials) fn new() -> Self {
        Self(Instant::now())
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        Moment { monotonic: self.0.elapsed(), wall: SystemTime::now() }
    }
}

/// Clocks that a test moves.
#[cfg(test)]
#[derive(Clone)]
pub(in crate::credentials) struct VirtualClock(std::sync::Arc<std::sync::Mutex<Moment>>);

#[cfg(test)]
impl VirtualClock {
    pub(in crate::credentials) fn at(wall: SystemTime) -> Self {
        let now = Moment { monotonic: Duration::from_secs(1000), wall };
        Self(std::sync::Arc::new(std::sync::Mutex::new(now)))
    }

    pub(in crate::credentials) fn passes(&self, time: Duration) {
        let mut now = self.0.lock().unwrap();
        now.monotonic += time;
        now.wall += time;
    }
}

#[cfg(test)]
impl Clock for VirtualClock {
    fn now(&self) -> Moment {
        *self.0.lock().unwrap()
    }
}
