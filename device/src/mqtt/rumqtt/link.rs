use std::collections::BTreeSet;

use rumqttc::AsyncClient;
use tokio::sync::watch;

use crate::mqtt::ConnectionError;

/// What callers know of the connection.
pub(super) struct Link(watch::Sender<State>);

struct State {
    phase: Phase,
    /// Raised with each connection.
    generation: u64,
    /// What to subscribe to after the next connect.
    filters: BTreeSet<String>,
}

enum Phase {
    /// The first try is under way.
    Connecting,
    Up(AsyncClient),
    Down(ConnectionError),
}

impl Default for Link {
    fn default() -> Self {
        let (generation, filters) = Default::default();
        Self(watch::Sender::new(State { phase: Phase::Connecting, generation, filters }))
    }
}

impl Link {
    /// The client of the present connection.
    ///
    /// # Errors
    /// There is none, and why.
    pub(super) fn current(&self) -> Result<(AsyncClient, u64), ConnectionError> {
        let state = self.0.borrow();
        match &state.phase {
            Phase::Connecting => Err(ConnectionError::unsent("there is no connection yet")),
            Phase::Up(client) => Ok((client.clone(), state.generation)),
            Phase::Down(error) => Err(error.clone()),
        }
    }

    /// As [`current`](Self::current), but waits for the outcome of the first try.
    pub(super) async fn first(&self) -> Result<(AsyncClient, u64), ConnectionError> {
        let mut states = self.0.subscribe();
        // The sender is in `self`, so this cannot fail.
        let _ = states.wait_for(|state| !matches!(state.phase, Phase::Connecting)).await;
        self.current()
    }

    /// Remembers filters that a connection has subscribed to, if it is still the present one.
    pub(super) fn remember(&self, generation: u64, filters: Vec<String>) -> bool {
        self.0.send_if_modified(|state| {
            let is_present = state.generation == generation && matches!(state.phase, Phase::Up(_));
            if is_present {
                state.filters.extend(filters);
            }
            is_present
        })
    }

    pub(super) fn filters(&self) -> Vec<String> {
        self.0.borrow().filters.iter().cloned().collect()
    }

    pub(super) fn is_up(&self, client: AsyncClient) {
        self.0.send_modify(|state| {
            state.phase = Phase::Up(client);
            state.generation += 1;
        });
    }

    pub(super) fn is_down(&self, error: ConnectionError) {
        self.0.send_modify(|state| state.phase = Phase::Down(error));
    }
}
