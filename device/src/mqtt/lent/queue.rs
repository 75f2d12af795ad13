use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tracing::warn;

use crate::mqtt::ConnectionEvent;

/// The events of a connection that have not been taken yet.
#[derive(Debug, Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    events: VecDeque<ConnectionEvent>,
    /// Messages were dropped since there were too many.
    has_lost: bool,
    has_ended: bool,
    /// Why there is no connection, as far as the application told.
    down: Option<String>,
}

impl Queue {
    pub(super) fn put(&self, event: ConnectionEvent) {
        let mut state = self.lock();
        match event {
            ConnectionEvent::Message { .. } if state.events.len() >= MOST => {
                if !state.has_lost {
                    warn!("more than {MOST} messages wait to be taken: others are dropped");
                }
                state.has_lost = true;
            }
            ConnectionEvent::Message { .. } => state.events.push_back(event),
            // A change of the connection puts what was before out of date.
            event => {
                state.has_lost = false;
                state.down = match &event {
                    ConnectionEvent::Disconnected { reason } => Some(reason.clone()),
                    _ => None,
                };
                state.events.retain(|event| matches!(event, ConnectionEvent::Disconnected { .. }));
                state.events.truncate(1);
                state.events.push_back(event);
            }
        }
        drop(state);
        self.changed.notify_one();
    }

    /// Why there is no connection. `None`: there is one, as far as the application told.
    pub(super) fn down(&self) -> Option<String> {
        self.lock().down.clone()
    }

    pub(super) fn end(&self) {
        self.lock().has_ended = true;
        self.changed.notify_one();
    }

    /// The next event; `None` after the last. There is one caller at a time. Dropping the future
    /// loses nothing.
    pub(super) async fn next(&self) -> Option<ConnectionEvent> {
        loop {
            {
                let mut state = self.lock();
                if let Some(event) = state.events.pop_front() {
                    return Some(event);
                }
                if std::mem::take(&mut state.has_lost) {
                    return Some(ConnectionEvent::Connected);
                }
                if state.has_ended {
                    return None;
                }
            }
            self.changed.notified().await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const MOST: usize = 1000;
