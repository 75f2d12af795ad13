use std::fmt;
use std::sync::{Arc, Mutex};

use super::clock::FakeClock;
use super::guard::WorldGuard;
use super::observed::{Counts, ExecutionRecord, RecordedCommand};
use super::settings::FakeBuilder;
use super::world::World;
use super::{Fault, FaultRates};

/// A fake of the service. Clones share its state.
#[derive(Clone)]
pub struct Fake(Arc<Mutex<World>>);

impl Default for Fake {
    fn default() -> Self {
        Self::new()
    }
}

impl Fake {
    /// A fake without things and jobs.
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// For a fake with other settings.
    pub fn builder() -> FakeBuilder {
        FakeBuilder::default()
    }

    /// Its clock.
    pub fn clock(&self) -> FakeClock {
        FakeClock::new(self.clone())
    }

    /// Lets a fault happen to the next call for which none is set, by whichever way it comes. Faults
    /// of notifications happen to notifications instead.
    pub fn fail_next(&self, fault: Fault) {
        self.world().faults.set_next(fault);
    }

    /// Lets a fault happen to the nth call or notification from now; 1 is the next one.
    pub fn fail_nth(&self, number: u64, fault: Fault) {
        self.world().faults.set_nth(number, fault);
    }

    /// Lets faults happen at random. They replace those that were set in this way before; a fault
    /// that is set for one call takes precedence. `FaultRates::default()` ends it.
    pub fn set_fault_rates(&self, rates: FaultRates) {
        self.world().faults.set_rates(rates);
    }

    /// The execution of a job on a thing, with its history. `None`: there never was one.
    pub fn execution(&self, thing: &str, job: &str) -> Option<ExecutionRecord> {
        self.world().service.record_of(thing, job)
    }

    /// How many calls there were.
    pub fn counts(&self) -> Counts {
        self.world().counts
    }

    /// The commands that were started, the first one first. Repeats are not in the list.
    pub fn commands(&self) -> Vec<RecordedCommand> {
        self.world().service.commands().to_vec()
    }

    pub(super) fn with_settings(settings: &FakeBuilder) -> Self {
        Self(Arc::new(Mutex::new(World::new(settings))))
    }

    pub(super) fn world(&self) -> WorldGuard<'_> {
        WorldGuard::lock(&self.0)
    }
}

impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fake").field("counts", &self.counts()).finish_non_exhaustive()
    }
}
