use std::convert::Infallible;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use rumqttc::{AsyncClient, Event, EventLoop, Packet};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::dialer::{Dialer, Settings};
use super::drive::End;
use super::problem::{Stage, problem};
use super::subscribe::subscribe;
use crate::mqtt::{ConnectionError, ConnectionEvent};

/// One connection, from its connect to its end.
pub(super) struct Session<'a> {
    settings: &'a Settings,
    client: AsyncClient,
    event_loop: EventLoop,
    stage: Stage,
    events: &'a mpsc::Sender<ConnectionEvent>,
}

impl<'a> Session<'a> {
    /// # Errors
    /// The broker cannot be reached, or does not accept the client.
    pub(super) async fn connect(
        dialer: &'a Dialer,
        events: &'a mpsc::Sender<ConnectionEvent>,
    ) -> Result<Self, End> {
        /// Requests that wait to be sent.
        const REQUESTS: usize = 64;

        let options = dialer.options().await.map_err(End::Failed)?;
        let (client, mut event_loop) =
            AsyncClient::builder(options).capacity(REQUESTS).try_build().map_err(|error| {
                End::Failed(ConnectionError::unsent(error.to_string()).with_source(error))
            })?;
        event_loop.set_network_options(dialer.network());
        let settings = &dialer.settings;
        let mut session = Self { settings, client, event_loop, stage: Stage::Connecting, events };
        // The first event is the broker's answer to the connect.
        session.step().await?;
        session.stage = Stage::Connected;
        Ok(session)
    }

    pub(super) fn client(&self) -> AsyncClient {
        self.client.clone()
    }

    /// Subscribes, and waits until the broker has confirmed it.
    ///
    /// # Errors
    /// The broker refuses, or the connection has ended.
    pub(super) async fn subscribe(&mut self, filters: Vec<String>) -> Result<(), End> {
        if filters.is_empty() {
            return Ok(());
        }
        let confirmed = subscribe(&self.client, &filters).map_err(End::Failed)?;
        let limit = self.settings.connect_timeout;
        let confirmed = timeout(limit, self.until(confirmed)).await.unwrap_or_else(|_| {
            let words = format!("the broker has not confirmed the subscription in {limit:?}");
            Err(End::Failed(ConnectionError::unsent(words)))
        })?;
        confirmed.map_err(End::Failed)
    }

    /// Receives until the connection has ended.
    pub(super) async fn receive(&mut self) -> Result<Infallible, End> {
        loop {
            self.step().await?;
        }
    }

    /// Receives until a future is ready that the event loop drives.
    async fn until<T>(&mut self, mut ready: BoxFuture<'_, T>) -> Result<T, End> {
        loop {
            if let Some(value) = (&mut ready).now_or_never() {
                return Ok(value);
            }
            self.step().await?;
        }
    }

    async fn send(&self, event: ConnectionEvent) -> Result<(), End> {
        self.events.send(event).await.map_err(|_| End::NotWanted)
    }

    async fn step(&mut self) -> Result<(), End> {
        match self.event_loop.poll().await {
            Ok(Event::Incoming(Packet::Publish(message))) => {
                let topic = String::from_utf8_lossy(&message.topic).into_owned();
                let payload = message.payload.to_vec();
                self.send(ConnectionEvent::Message { topic, payload }).await
            }
            Ok(_) => Ok(()),
            Err(error) => Err(End::Failed(problem(error, self.stage, self.settings))),
        }
    }
}
