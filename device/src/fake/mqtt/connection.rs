use std::future::{poll_fn, ready};

use super::broker::Asker;
use super::topic::Topic;
use super::{payload, request};
use crate::fake::Fake;
use crate::fake::faults::Fault;
use crate::fake::service::{Request, seconds};
use crate::fake::world::{Outcome, World};
use crate::mqtt::{
    Connection, ConnectionError, ConnectionErrorKind, ConnectionEvent, ConnectionFuture,
};

/// The MQTT connection of a device to a [`Fake`]. It ends when this is dropped.
///
/// Answers come to the connection that has asked, whether or not it has subscribed to them.
/// Notifications come to connections that have subscribed. Messages to topics that do not belong to
/// AWS IoT Jobs come to all connections that have subscribed. While a connection is interrupted, it
/// gets nothing, and nothing is kept for it.
#[derive(Debug)]
pub struct FakeConnection {
    fake: Fake,
    id: u64,
}

/// MQTT.
impl Fake {
    /// A connection for the device of a thing.
    pub fn connection(&self, thing: &str) -> FakeConnection {
        let mut world = self.world();
        world.service.watch(true);
        let id = world.broker.connect(thing);
        drop(world);
        FakeConnection { fake: self.clone(), id }
    }

    /// Interrupts the connections of a thing. They stay so until [`reconnect`](Self::reconnect).
    pub fn disconnect(&self, thing: &str) {
        let mut world = self.world();
        for id in world.broker.of_thing(thing) {
            world.broker.interrupt(id, "the test has interrupted the connection");
        }
    }

    /// Makes the connections of a thing again, with their subscriptions.
    pub fn reconnect(&self, thing: &str) {
        let mut world = self.world();
        for id in world.broker.of_thing(thing) {
            world.broker.reconnect(id);
        }
    }
}

impl Connection for FakeConnection {
    fn publish(
        &self,
        topic: String,
        payload: Vec<u8>,
    ) -> ConnectionFuture<'_, Result<(), ConnectionError>> {
        Box::pin(ready(self.take(topic, &payload)))
    }

    fn subscribe(&self, filters: Vec<String>) -> ConnectionFuture<'_, Result<(), ConnectionError>> {
        let mut world = self.fake.world();
        let result = connected(&world, self.id);
        if result.is_ok() {
            world.broker.subscribe(self.id, filters);
        }
        drop(world);
        Box::pin(ready(result))
    }

    fn next_event(&self) -> ConnectionFuture<'_, Option<ConnectionEvent>> {
        Box::pin(poll_fn(|context| self.fake.world().broker.poll(self.id, context)))
    }
}

impl FakeConnection {
    fn take(&self, topic: String, payload: &[u8]) -> Result<(), ConnectionError> {
        let mut world = self.fake.world();
        connected(&world, self.id)?;
        let now = seconds(world.service.now());
        let parsed = match Topic::of(&topic) {
            Topic::Other => {
                world.broker.publish(&topic, payload);
                return Ok(());
            }
            Topic::Invalid => Err(("InvalidTopic", "the topic is none of the jobs API")),
            Topic::Request(request) => request::parse(&request, payload)
                .map(|parsed| (request.thing.to_owned(), parsed))
                .map_err(|message| ("InvalidJson", message)),
        };
        let mut asker = Asker { connection: self.id, topic, token: None };
        match parsed {
            Err((code, message)) => {
                world.broker.send(&asker, payload::rejection(code, message, now));
                Ok(())
            }
            Ok((thing, parsed)) => {
                asker.token = parsed.token;
                match parsed.request {
                    Ok(request) => exchange(&mut world, &thing, request, &asker),
                    Err(refusal) => {
                        world.broker.send(
                            &asker,
                            payload::answer(&Err(refusal), asker.token.as_ref(), now),
                        );
                        Ok(())
                    }
                }
            }
        }
    }
}

impl Drop for FakeConnection {
    fn drop(&mut self) {
        let mut world = self.fake.world();
        let has_others = world.broker.remove(self.id);
        world.service.watch(has_others);
    }
}

/// The answer comes first, then the notifications.
fn exchange(
    world: &mut World,
    thing: &str,
    request: Request,
    asker: &Asker,
) -> Result<(), ConnectionError> {
    let outcome = world.exchange(thing, request, Some(asker.clone()));
    let now = world.service.now();
    let result = match outcome {
        Outcome::Answer(answer) => {
            world.broker.answer(asker, &answer, now);
            Ok(())
        }
        Outcome::Answers(first, second) => {
            world.broker.answer(asker, &first, now);
            world.broker.answer(asker, &second, now);
            Ok(())
        }
        Outcome::Fault(fault) => {
            if let Some(reason) = reason_to_disconnect(&fault) {
                world.broker.interrupt(asker.connection, reason);
                world.broker.reconnect(asker.connection);
            }
            if let Some(message) = payload::fault(&fault, asker.token.as_ref(), seconds(now)) {
                world.broker.send(asker, message);
            }
            error_of_publishing(&fault).map_or(Ok(()), Err)
        }
    };
    world.notify();
    result
}

fn reason_to_disconnect(fault: &Fault) -> Option<&'static str> {
    match fault {
        Fault::Denied => Some("the policy does not allow to publish to the topic"),
        Fault::CertificateRejected => Some("the certificate is not accepted"),
        Fault::ClockWrong => Some("the certificate of the server is not valid yet"),
        Fault::Disconnect => Some("connection reset"),
        _ => None,
    }
}

/// A device learns nothing about a message that its policy does not allow.
fn error_of_publishing(fault: &Fault) -> Option<ConnectionError> {
    let kind = match fault {
        Fault::Unreachable => return Some(unsent()),
        Fault::CertificateRejected => ConnectionErrorKind::Denied,
        Fault::ClockWrong => ConnectionErrorKind::ClockWrong,
        _ => return None,
    };
    reason_to_disconnect(fault).map(|reason| ConnectionError::of_kind(kind, reason))
}

fn connected(world: &World, id: u64) -> Result<(), ConnectionError> {
    if world.broker.is_connected(id) { Ok(()) } else { Err(unsent()) }
}

fn unsent() -> ConnectionError {
    ConnectionError::unsent("there is no connection")
}
