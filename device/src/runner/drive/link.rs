use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::message::{FromHandler, Message, Outbox};
use crate::runner::Cancellation;

/// What connects a handler with its runner.
#[derive(Clone)]
pub(in crate::runner) struct Link {
    outbox: Outbox,
    /// The number of the start.
    number: u64,
    pub(in crate::runner) cancellation: Cancellation,
    deadline: Arc<Mutex<Option<Duration>>>,
    clock: Arc<dyn Fn() -> Duration + Send + Sync>,
}

impl Link {
    pub(in crate::runner) fn new(
        outbox: Outbox,
        number: u64,
        clock: Arc<dyn Fn() -> Duration + Send + Sync>,
    ) -> Self {
        Self {
            outbox,
            number,
            cancellation: Cancellation::default(),
            deadline: Arc::default(),
            clock,
        }
    }

    pub(in crate::runner) fn send(&self, message: FromHandler) {
        (self.outbox)(Message::Handler(self.number, message));
    }

    pub(in crate::runner) fn time_left(&self) -> Option<Duration> {
        let deadline = *self.deadline.lock().unwrap_or_else(PoisonError::into_inner);
        deadline.map(|deadline| deadline.saturating_sub((self.clock)()))
    }

    pub(super) fn set_deadline(&self, deadline: Option<Duration>) {
        *self.deadline.lock().unwrap_or_else(PoisonError::into_inner) = deadline;
    }
}
