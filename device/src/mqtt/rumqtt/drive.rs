use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};
use tracing::debug;

use super::backoff::Backoff;
use super::dialer::Dialer;
use super::link::Link;
use super::session::Session;
use crate::mqtt::{ConnectionError, ConnectionEvent};

/// Connects again and again, until the events are not wanted any more.
pub(super) async fn drive(
    dialer: Dialer,
    mut backoff: Backoff,
    link: Arc<Link>,
    events: mpsc::Sender<ConnectionEvent>,
) {
    loop {
        let mut connected = None;
        // Each connection has a client and an event loop of its own. Those of rumqttc would
        // otherwise send again, after a reconnect, what was not acknowledged before.
        let connection = connection(&dialer, &link, &events, &mut connected);
        let ended = AssertUnwindSafe(connection).catch_unwind().await;
        let problem = match ended {
            Ok(End::NotWanted) => return,
            Ok(End::Failed(problem)) => problem,
            Err(_) => ConnectionError::unsent("the MQTT library failed with a panic"),
        };
        let reason = problem.to_string();
        link.is_down(problem);
        if events.send(ConnectionEvent::Disconnected { reason }).await.is_err() {
            return;
        }
        let pause = backoff.pause(connected.map(|at: Instant| at.elapsed()).unwrap_or_default());
        debug!(?pause, "before the next try to connect");
        sleep(pause).await;
    }
}

/// Why a connection has ended.
pub(super) enum End {
    Failed(ConnectionError),
    /// Nobody takes events.
    NotWanted,
}

async fn connection(
    dialer: &Dialer,
    link: &Link,
    events: &mpsc::Sender<ConnectionEvent>,
    connected: &mut Option<Instant>,
) -> End {
    let work = async {
        let mut session = Session::connect(dialer, events).await?;
        session.subscribe(link.filters()).await?;
        *connected = Some(Instant::now());
        let event = events.reserve().await.map_err(|_| End::NotWanted)?;
        // Who sees the event can publish.
        link.is_up(session.client());
        event.send(ConnectionEvent::Connected);
        session.receive().await
    };
    match work.await {
        Ok(never) => match never {},
        Err(end) => end,
    }
}
