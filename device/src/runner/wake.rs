use std::fmt;

use super::core::Event;
use super::drive::{Message, Outbox};

/// Tells a runner that there may be a job, so that it asks at once. Clones wake the same runner.
#[derive(Clone)]
pub struct WakeHandle(pub(super) Outbox);

impl WakeHandle {
    /// Lets the runner ask at once. It has no effect after the runner has stopped.
    pub fn wake(&self) {
        (self.0)(Message::Event(Event::Wake));
    }
}

impl fmt::Debug for WakeHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WakeHandle")
    }
}
