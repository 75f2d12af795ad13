use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;

use tracing::{debug, warn};

use super::Notification;
use super::readiness::Readiness;
use super::shared::Shared;
use super::subscribing::Subscribing;
use crate::mqtt::{Connection, ConnectionError, ConnectionEvent};

/// Subscribes and receives, until the connection ends.
pub(super) async fn drive(connection: Arc<dyn Connection>, shared: Arc<Shared>) {
    // Also if the connection panics, or the task is aborted.
    let _end = End(Arc::clone(&shared));
    let mut subscribing = Subscribing::new(Arc::clone(&connection), shared.topics.filters());
    let mut event = connection.next_event();
    loop {
        // Events first: an interruption must be known before the subscription that it has ended.
        let step = poll_fn(|context| match event.as_mut().poll(context) {
            Poll::Ready(event) => Poll::Ready(Step::Event(event)),
            Poll::Pending => subscribing.poll(context).map(Step::Subscribed),
        });
        match step.await {
            Step::Event(None) => return,
            Step::Event(Some(one)) => {
                event = connection.next_event();
                take(one, &shared, &mut subscribing);
            }
            Step::Subscribed(result) => subscribed(result, &shared),
        }
    }
}

enum Step {
    Event(Option<ConnectionEvent>),
    Subscribed(Result<(), ConnectionError>),
}

fn take(event: ConnectionEvent, shared: &Shared, subscribing: &mut Subscribing) {
    match event {
        ConnectionEvent::Message { topic, payload } => shared.receive(&topic, payload),
        ConnectionEvent::Connected => {
            debug!("connected");
            match subscribing.is_over() {
                true => shared.inbox.put(Notification::Connected),
                // Reported when the subscription is confirmed.
                false => restart(shared, subscribing),
            }
        }
        ConnectionEvent::Disconnected { reason } => {
            warn!(reason, "the MQTT connection was interrupted");
            shared.waiting.interrupt(&reason);
            shared.inbox.put(Notification::Disconnected { reason });
            restart(shared, subscribing);
        }
    }
}

fn restart(shared: &Shared, subscribing: &mut Subscribing) {
    if !subscribing.is_over() {
        shared.readiness.send_replace(Readiness::Subscribing);
        subscribing.restart();
    }
}

fn subscribed(result: Result<(), ConnectionError>, shared: &Shared) {
    match result {
        Ok(()) => {
            shared.readiness.send_replace(Readiness::Ready);
            shared.inbox.put(Notification::Connected);
        }
        Err(error) => {
            match error.is_unsent() {
                true => debug!(%error, "cannot subscribe yet, tries again"),
                false => warn!(%error, "cannot subscribe, tries again"),
            }
            shared.readiness.send_replace(Readiness::Failed(error));
        }
    }
}

/// Tells who waits that nothing will come any more.
struct End(Arc<Shared>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.end();
    }
}
