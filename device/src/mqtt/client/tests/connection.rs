use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::sync::{Mutex as AsyncMutex, mpsc};

use crate::mqtt::{Connection, ConnectionError, ConnectionEvent, ConnectionFuture};

/// A connection, and the broker behind it.
pub(super) fn connection() -> (Scripted, Broker) {
    let (event, events) = mpsc::unbounded_channel();
    let (publish, published) = mpsc::unbounded_channel();
    let (subscribe, subscribed) = mpsc::unbounded_channel();
    let script = Arc::new(Mutex::new(Script::default()));
    let connection =
        Scripted { events: AsyncMutex::new(events), publish, subscribe, script: script.clone() };
    (connection, Broker { event: Some(event), published, subscribed, script })
}

pub(super) struct Scripted {
    events: AsyncMutex<mpsc::UnboundedReceiver<ConnectionEvent>>,
    publish: mpsc::UnboundedSender<(String, Vec<u8>)>,
    subscribe: mpsc::UnboundedSender<Vec<String>>,
    script: Arc<Mutex<Script>>,
}

/// What fails.
#[derive(Default)]
struct Script {
    publish: Option<ConnectionError>,
    subscribe: Option<ConnectionError>,
    is_publishing_for_ever: bool,
}

pub(super) struct Broker {
    event: Option<mpsc::UnboundedSender<ConnectionEvent>>,
    published: mpsc::UnboundedReceiver<(String, Vec<u8>)>,
    pub(super) subscribed: mpsc::UnboundedReceiver<Vec<String>>,
    script: Arc<Mutex<Script>>,
}

impl Connection for Scripted {
    fn publish(
        &self,
        topic: String,
        payload: Vec<u8>,
    ) -> ConnectionFuture<'_, Result<(), ConnectionError>> {
        Box::pin(async move {
            let (error, is_for_ever) = {
                let script = self.script.lock().unwrap();
                (script.publish.clone(), script.is_publishing_for_ever)
            };
            if let Some(error) = error {
                return Err(error);
            }
            self.publish.send((topic, payload)).unwrap();
            if is_for_ever {
                std::future::pending::<()>().await;
            }
            Ok(())
        })
    }

    fn subscribe(&self, filters: Vec<String>) -> ConnectionFuture<'_, Result<(), ConnectionError>> {
        Box::pin(async move {
            // The test may have dropped the broker.
            let _ = self.subscribe.send(filters);
            match &self.script.lock().unwrap().subscribe {
                Some(error) => Err(error.clone()),
                None => Ok(()),
            }
        })
    }

    fn next_event(&self) -> ConnectionFuture<'_, Option<ConnectionEvent>> {
        Box::pin(async move { self.events.lock().await.recv().await })
    }
}

impl Broker {
    /// The next request: its topic, its token, and its other members.
    pub(super) async fn request(&mut self) -> (String, String, Value) {
        let (topic, payload) = self.published.recv().await.unwrap();
        let mut members: Value = serde_json::from_slice(&payload).unwrap();
        let token = members.as_object_mut().unwrap().remove("clientToken").unwrap();
        (topic, token.as_str().unwrap().to_owned(), members)
    }

    pub(super) fn has_no_request(&mut self) -> bool {
        self.published.try_recv().is_err()
    }

    pub(super) fn send(&self, event: ConnectionEvent) {
        self.event.as_ref().unwrap().send(event).unwrap();
    }

    pub(super) fn publish(&self, topic: impl Into<String>, payload: impl Into<Vec<u8>>) {
        let (topic, payload) = (topic.into(), payload.into());
        self.send(ConnectionEvent::Message { topic, payload });
    }

    /// Answers a request, with its token.
    pub(super) fn answer(&self, topic: &str, outcome: &str, token: &str, mut members: Value) {
        members["clientToken"] = token.into();
        members["timestamp"] = 1_700_000_010.into();
        self.publish(format!("{topic}/{outcome}"), members.to_string());
    }

    pub(super) fn interrupt(&self) {
        self.send(ConnectionEvent::Disconnected { reason: "cut".to_owned() });
    }

    pub(super) fn end(&mut self) {
        self.event = None;
    }

    pub(super) fn fail_publish(&self, error: ConnectionError) {
        self.script.lock().unwrap().publish = Some(error);
    }

    pub(super) fn fail_subscribe(&self, error: Option<ConnectionError>) {
        self.script.lock().unwrap().subscribe = error;
    }

    pub(super) fn hold_publish(&self) {
        self.script.lock().unwrap().is_publishing_for_ever = true;
    }
}
