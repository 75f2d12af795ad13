use std::sync::Arc;

use super::queue::Queue;
use crate::mqtt::ConnectionEvent;

/// Takes what an application receives on the connection that it [lends](super::lent).
///
/// No method waits, so they can be called in the event loop. Dropping this ends the lending: the
/// jobs API then takes the connection as ended for good.
#[derive(Debug)]
pub struct Incoming(Arc<Queue>);

impl Incoming {
    pub(super) fn new(queue: Arc<Queue>) -> Self {
        Self(queue)
    }

    /// Takes a message. `false`: it is not of the jobs API, but for the application.
    ///
    /// At most 1,000 messages wait to be taken. Others are dropped, and the jobs API asks anew as
    /// after an interruption.
    pub fn message(&self, topic: &str, payload: &[u8]) -> bool {
        let rest = topic.strip_prefix("$aws/things/").and_then(|rest| rest.split_once('/'));
        let is_ours = rest.is_some_and(|(_, rest)| rest.starts_with("jobs/"));
        if is_ours {
            let (topic, payload) = (topic.to_owned(), payload.to_vec());
            self.0.put(ConnectionEvent::Message { topic, payload });
        }
        is_ours
    }

    /// The connection can be used, for the first time or again. If it can be used already when it
    /// is lent, this need not be called.
    pub fn connected(&self) {
        self.0.put(ConnectionEvent::Connected);
    }

    /// The connection was interrupted, for this reason, or could not be made.
    pub fn disconnected(&self, reason: impl Into<String>) {
        self.0.put(ConnectionEvent::Disconnected { reason: reason.into() });
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        self.0.end();
    }
}
