use tokio::sync::watch;

use super::counters::Counts;
use super::inbox::Inbox;
use super::readiness::Readiness;
use super::topics::Topics;
use super::waiting::Waiting;

/// What the client and its task share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) topics: Topics,
    pub(super) waiting: Waiting,
    pub(super) inbox: Inbox,
    pub(super) counts: Counts,
    pub(super) readiness: watch::Sender<Readiness>,
}

impl Shared {
    pub(super) fn new(topics: Topics) -> Self {
        Self {
            topics,
            waiting: Waiting::default(),
            inbox: Inbox::default(),
            counts: Counts::default(),
            readiness: watch::Sender::new(Readiness::Subscribing),
        }
    }

    /// The connection is over, and so is the task.
    pub(super) fn end(&self) {
        self.readiness.send_replace(Readiness::Ended);
        self.waiting.interrupt("the MQTT connection has ended");
        self.inbox.end();
    }
}
