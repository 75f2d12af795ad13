use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::message::{Message, Outbox};
use crate::jobs::StatusDetails;
use crate::runner::Cancellation;
use crate::runner::core::Event;

/// What connects a handler with its runner.
#[derive(Clone)]
pub(in crate::runner) struct Link {
    pub(in crate::runner) outbox: Outbox,
    pub(in crate::runner) cancellation: Cancellation,
    deadline: Arc<Mutex<Option<Duration>>>,
    clock: Arc<dyn Fn() -> Duration + Send + Sync>,
}

impl Link {
    pub(in crate::runner) fn new(
        outbox: Outbox,
        clock: Arc<dyn Fn() -> Duration + Send + Sync>,
    ) -> Self {
        Self { outbox, cancellation: Cancellation::default(), deadline: Arc::default(), clock }
    }

    pub(in crate::runner) fn progress(&self, details: StatusDetails) {
        (self.outbox)(Message::Event(Event::Progress(details)));
    }

    pub(in crate::runner) fn time_left(&self) -> Option<Duration> {
        let deadline = *self.deadline.lock().unwrap_or_else(PoisonError::into_inner);
        deadline.map(|deadline| deadline.saturating_sub((self.clock)()))
    }

    pub(super) fn set_deadline(&self, deadline: Option<Duration>) {
        *self.deadline.lock().unwrap_or_else(PoisonError::into_inner) = deadline;
    }
}
