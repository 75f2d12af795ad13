use std::collections::{BTreeMap, VecDeque};
use std::task::{Context, Poll, Waker};

use serde_json::Value;

use super::payload::{self, Message};
use super::topic::covers;
use crate::fake::service::{Notice, seconds};
use crate::fake::world::Answered;
use crate::mqtt::ConnectionEvent;

/// The connections of all devices.
#[derive(Debug, Default)]
pub(in crate::fake) struct Broker {
    connections: BTreeMap<u64, Link>,
    made: u64,
    /// To be woken when the state is no longer locked.
    wakers: Vec<Waker>,
}

#[derive(Debug)]
struct Link {
    thing: String,
    filters: Vec<String>,
    events: VecDeque<ConnectionEvent>,
    is_connected: bool,
    waker: Option<Waker>,
}

/// Who gets an answer.
#[derive(Clone, Debug)]
pub(in crate::fake) struct Asker {
    pub(super) connection: u64,
    /// The topic of the request.
    pub(super) topic: String,
    /// The token of the request, as it was sent.
    pub(super) token: Option<Value>,
}

impl Broker {
    /// Publishes an answer to a request that was delayed.
    pub(in crate::fake) fn answer(&mut self, asker: &Asker, answer: &Answered, now: u64) {
        self.send(asker, payload::answer(answer, asker.token.as_ref(), seconds(now)));
    }

    /// Publishes notifications.
    pub(in crate::fake) fn notify(&mut self, notice: &Notice) {
        for (name, payload) in payload::notifications(notice) {
            self.publish(&format!("$aws/things/{}/jobs/{name}", notice.thing), &payload);
        }
    }

    pub(in crate::fake) fn take_wakers(&mut self) -> Vec<Waker> {
        std::mem::take(&mut self.wakers)
    }

    pub(super) fn connect(&mut self, thing: &str) -> u64 {
        self.made += 1;
        let link = Link {
            thing: thing.to_owned(),
            filters: Vec::new(),
            events: [ConnectionEvent::Connected].into(),
            is_connected: true,
            waker: None,
        };
        self.connections.insert(self.made, link);
        self.made
    }

    /// Removes a connection. Whether there are others.
    pub(super) fn remove(&mut self, connection: u64) -> bool {
        self.connections.remove(&connection);
        !self.connections.is_empty()
    }

    pub(super) fn is_connected(&self, connection: u64) -> bool {
        self.connections.get(&connection).is_some_and(|link| link.is_connected)
    }

    pub(super) fn subscribe(&mut self, connection: u64, filters: Vec<String>) {
        if let Some(link) = self.connections.get_mut(&connection) {
            link.filters.extend(filters);
        }
    }

    /// Interrupts a connection.
    pub(super) fn interrupt(&mut self, connection: u64, reason: &str) {
        let disconnected = ConnectionEvent::Disconnected { reason: reason.to_owned() };
        self.change(connection, true, disconnected);
    }

    /// Makes a connection again.
    pub(super) fn reconnect(&mut self, connection: u64) {
        self.change(connection, false, ConnectionEvent::Connected);
    }

    /// The connections of a thing.
    pub(super) fn of_thing(&self, thing: &str) -> Vec<u64> {
        let links = self.connections.iter().filter(|(_, link)| link.thing == thing);
        links.map(|(id, _)| *id).collect()
    }

    /// Publishes an answer to the asker alone, who need not have subscribed.
    pub(super) fn send(&mut self, asker: &Asker, message: Message) {
        let topic = format!("{}/{}", asker.topic, message.suffix);
        if self.is_connected(asker.connection) {
            let payload = message.payload;
            self.push(asker.connection, ConnectionEvent::Message { topic, payload });
        }
    }

    /// Publishes a message to those who have subscribed.
    pub(super) fn publish(&mut self, topic: &str, payload: &[u8]) {
        let covered = |link: &Link| link.filters.iter().any(|filter| covers(filter, topic));
        let links = self.connections.iter().filter(|(_, link)| link.is_connected && covered(link));
        let ids: Vec<u64> = links.map(|(id, _)| *id).collect();
        for id in ids {
            let (topic, payload) = (topic.to_owned(), payload.to_vec());
            self.push(id, ConnectionEvent::Message { topic, payload });
        }
    }

    /// The next event of a connection.
    pub(super) fn poll(
        &mut self,
        connection: u64,
        context: &Context<'_>,
    ) -> Poll<Option<ConnectionEvent>> {
        let Some(link) = self.connections.get_mut(&connection) else { return Poll::Ready(None) };
        match link.events.pop_front() {
            Some(event) => Poll::Ready(Some(event)),
            None => {
                link.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }

    fn change(&mut self, connection: u64, was_connected: bool, event: ConnectionEvent) {
        if self.is_connected(connection) == was_connected
            && let Some(link) = self.connections.get_mut(&connection)
        {
            link.is_connected = !was_connected;
            self.push(connection, event);
        }
    }

    fn push(&mut self, connection: u64, event: ConnectionEvent) {
        if let Some(link) = self.connections.get_mut(&connection) {
            link.events.push_back(event);
            self.wakers.extend(link.waker.take());
        }
    }
}
