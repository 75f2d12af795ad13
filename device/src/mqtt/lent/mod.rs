//! A connection that belongs to the application.

mod incoming;
mod queue;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Mutex as AsyncMutex;
use tokio::time::timeout;

pub use self::incoming::Incoming;
use self::queue::Queue;
use super::{Connection, ConnectionError, ConnectionEvent, ConnectionFuture};

/// Lends an MQTT connection whose event loop belongs to the application.
///
/// The first part is what [`JobsClient::builder`](super::JobsClient::builder) takes. The second
/// belongs into the event loop of the application, which tells it about messages and about the
/// state of the connection.
///
/// # Example
/// With an event loop in the style of rumqttc:
/// ```no_run
/// # #[cfg(feature = "mqtt")]
/// # mod example {
/// use iot_jobs_device::mqtt::{ConnectionError, ConnectionFuture, JobsClient, Publisher, lent};
/// use rumqttc::{AsyncClient, Event, EventLoop, Packet, PublishOptions, QoS, SubscribeFilter};
///
/// struct Lender(AsyncClient);
///
/// impl Publisher for Lender {
///     fn publish(
///         &self,
///         topic: String,
///         payload: Vec<u8>,
///     ) -> ConnectionFuture<'_, Result<(), ConnectionError>> {
///         let sent = self.0.try_publish(topic, payload, PublishOptions::at_least_once());
///         let sent = sent.map_err(|error| ConnectionError::unsent(error.to_string()));
///         Box::pin(async { sent })
///     }
///
///     fn subscribe(
///         &self,
///         filters: Vec<String>,
///     ) -> ConnectionFuture<'_, Result<(), ConnectionError>> {
///         let failed = |error: &dyn std::fmt::Display| ConnectionError::unsent(error.to_string());
///         Box::pin(async move {
///             let filters = filters.into_iter().map(|it| SubscribeFilter::new(it, QoS::AtLeastOnce));
///             let sent = self.0.subscribe_many_tracked(filters).await.map_err(|it| failed(&it))?;
///             sent.wait_completion_async().await.map_err(|it| failed(&it))
///         })
///     }
/// }
///
/// async fn run(client: AsyncClient, mut event_loop: EventLoop) {
///     let (connection, incoming) = lent(Lender(client));
///     let jobs = JobsClient::builder("pump-17", connection).build();
///     // … give the client to a job runner …
///     loop {
///         match event_loop.poll().await {
///             Ok(Event::Incoming(Packet::ConnAck(_))) => incoming.connected(),
///             Ok(Event::Incoming(Packet::Publish(message))) => {
///                 let topic = String::from_utf8_lossy(&message.topic);
///                 if !incoming.message(&topic, &message.payload) {
///                     // … a message for the application …
///                 }
///             }
///             Ok(_) => {}
///             Err(error) => incoming.disconnected(error.to_string()),
///         }
///     }
/// }
/// # }
/// ```
pub fn lent<P: Publisher>(publisher: P) -> (LentConnection<P>, Incoming) {
    let queue = Arc::new(Queue::default());
    let incoming = Incoming::new(Arc::clone(&queue));
    let filters = Mutex::default();
    (LentConnection { publisher, queue, filters, is_unsubscribed: AsyncMutex::default() }, incoming)
}

/// What the jobs API asks of a connection that an application [lends](lent).
pub trait Publisher: Send + Sync + 'static {
    /// Publishes a message with QoS 1, as [`Connection::publish`]. It is not called between
    /// [`Incoming::disconnected`] and [`Incoming::connected`]: a request that is kept for later is
    /// carried out when nobody waits for it any more. So that this cannot happen either with what
    /// was not acknowledged when the connection was lost, let the library drop that, if it can.
    fn publish(
        &self,
        topic: String,
        payload: Vec<u8>,
    ) -> ConnectionFuture<'_, Result<(), ConnectionError>>;

    /// Subscribes to topic filters, at most 8, with QoS 1. Completes when the broker has confirmed
    /// them (SUBACK). If the MQTT library does not tell, it may complete when they are on their way;
    /// but then it is not noticed that the broker refuses them. It is called again after each
    /// [`Incoming::connected`].
    fn subscribe(&self, filters: Vec<String>) -> ConnectionFuture<'_, Result<(), ConnectionError>>;
}

/// A connection that an application [lends](lent).
pub struct LentConnection<P> {
    publisher: P,
    queue: Arc<Queue>,
    /// What to subscribe to again.
    filters: Mutex<BTreeSet<String>>,
    /// Connected, but the subscription could not be repeated.
    is_unsubscribed: AsyncMutex<bool>,
}

impl<P: Publisher> Connection for LentConnection<P> {
    fn publish(
        &self,
        topic: String,
        payload: Vec<u8>,
    ) -> ConnectionFuture<'_, Result<(), ConnectionError>> {
        match self.queue.down() {
            None => self.publisher.publish(topic, payload),
            Some(reason) => Box::pin(async { Err(ConnectionError::unsent(reason)) }),
        }
    }

    fn subscribe(&self, filters: Vec<String>) -> ConnectionFuture<'_, Result<(), ConnectionError>> {
        Box::pin(async move {
            if let Some(reason) = self.queue.down() {
                return Err(ConnectionError::unsent(reason));
            }
            self.publisher.subscribe(filters.clone()).await?;
            self.filters.lock().unwrap_or_else(PoisonError::into_inner).extend(filters);
            Ok(())
        })
    }

    fn next_event(&self) -> ConnectionFuture<'_, Option<ConnectionEvent>> {
        Box::pin(async move {
            let mut is_unsubscribed = self.is_unsubscribed.lock().await;
            let next = self.queue.next();
            let event = match *is_unsubscribed {
                false => next.await,
                true => timeout(PAUSE, next).await.unwrap_or(Some(ConnectionEvent::Connected)),
            };
            match event {
                Some(ConnectionEvent::Connected) => {
                    let result = self.subscribe_again().await;
                    *is_unsubscribed = result.is_err();
                    Some(result.map_or_else(
                        |reason| ConnectionEvent::Disconnected { reason },
                        |()| ConnectionEvent::Connected,
                    ))
                }
                Some(ConnectionEvent::Disconnected { reason }) => {
                    *is_unsubscribed = false;
                    Some(ConnectionEvent::Disconnected { reason })
                }
                event => event,
            }
        })
    }
}

impl<P: Publisher> LentConnection<P> {
    async fn subscribe_again(&self) -> Result<(), String> {
        let filters = self.filters.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if filters.is_empty() {
            return Ok(());
        }
        match timeout(PAUSE, self.publisher.subscribe(filters.into_iter().collect())).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(format!("connected, but cannot subscribe again: {error}")),
            Err(_) => {
                let seconds = PAUSE.as_secs();
                Err(format!("connected, but the subscription was not confirmed in {seconds} s"))
            }
        }
    }
}

impl<P> fmt::Debug for LentConnection<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LentConnection").finish_non_exhaustive()
    }
}

/// How long a subscription may take, and the time before it is tried again.
const PAUSE: Duration = Duration::from_secs(30);
