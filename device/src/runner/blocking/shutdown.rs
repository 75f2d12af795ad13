use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::runner::core::Event;
use crate::runner::drive::{Message, Outbox};

/// Asks runners to stop. Clones ask the same runners.
///
/// It may be triggered from any thread, but not in a signal handler: use a crate such as `signal-hook`,
/// which delivers signals to a thread.
#[derive(Clone, Default)]
pub struct Shutdown(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    is_triggered: bool,
    next: u64,
    runners: Vec<(u64, Outbox)>,
}

impl Shutdown {
    /// One that is not triggered.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the runners to stop, those too that run later.
    pub fn trigger(&self) {
        let mut inner = self.inner();
        inner.is_triggered = true;
        for (_, runner) in &inner.runners {
            runner(Message::Event(Event::Shutdown));
        }
    }

    /// Whether it was triggered.
    pub fn is_triggered(&self) -> bool {
        self.inner().is_triggered
    }

    /// Lets a runner know, until the result is dropped.
    pub(in crate::runner) fn register(&self, runner: Outbox) -> Registration {
        let mut inner = self.inner();
        if inner.is_triggered {
            runner(Message::Event(Event::Shutdown));
        }
        let number = inner.next;
        inner.next += 1;
        inner.runners.push((number, runner));
        Registration { shutdown: self.clone(), number }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Shutdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shutdown").field("is_triggered", &self.is_triggered()).finish()
    }
}

/// Ends the registration of a runner.
pub(in crate::runner) struct Registration {
    shutdown: Shutdown,
    number: u64,
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.shutdown.inner().runners.retain(|(number, _)| *number != self.number);
    }
}
