use std::fmt;

use super::Notice;
use super::core::Event;
use super::drive::{Message, Outbox};

/// Tells a runner that there may be a job, so that it asks at once. Clones wake the same runner.
///
/// An application that learns of jobs in another way, such as over an MQTT connection of its own,
/// lets a runner over HTTPS start them at once.
#[derive(Clone)]
pub struct WakeHandle(pub(super) Outbox);

impl WakeHandle {
    /// Lets the runner ask at once. It has no effect after the runner has stopped.
    pub fn wake(&self) {
        (self.0)(Message::Event(Event::Wake));
    }

    /// Tells the runner more than that: an execution that is no longer pending is looked at, and its
    /// handler is cancelled if it has ended.
    pub fn tell(&self, notice: Notice) {
        (self.0)(Message::Event(Event::Notice(notice)));
    }
}

impl fmt::Debug for WakeHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WakeHandle")
    }
}
