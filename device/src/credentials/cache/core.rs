use std::sync::{Mutex, MutexGuard, PoisonError};

use aws_credential_types::Credentials;
use tracing::{debug, warn};

use super::moment::Clock;
use super::state::{Landing, Next, Order, State};
use crate::credentials::fetch::Outcome;

/// The state with the clocks of the device, shared by all callers.
pub(in crate::credentials) struct Core {
    state: Mutex<State>,
    clock: Box<dyn Clock>,
    fraction: fn() -> f64,
}

impl Core {
    pub(in crate::credentials) fn new(clock: impl Clock + 'static, fraction: fn() -> f64) -> Self {
        Self { state: Mutex::default(), clock: Box::new(clock), fraction }
    }

    /// See [`State::next`].
    pub(in crate::credentials) fn next<Flight>(&self, flight: Option<Flight>) -> Next<Flight> {
        self.state().next(self.clock.now(), flight)
    }

    /// See [`State::finish`].
    pub(in crate::credentials) fn finish(&self, order: Order, outcome: Outcome) -> Landing {
        let error = outcome.as_ref().err().cloned();
        let landing = self.state().finish(order, outcome, self.clock.now(), (self.fraction)());
        match (&landing, error) {
            (Landing::Answer(Ok(_)), Some(error)) => {
                warn!(%error, "new credentials cannot be fetched; the present ones stay in use");
            }
            (Landing::Again, Some(error)) => {
                debug!(%error, "credentials are fetched again, with the new certificate");
            }
            _ => {}
        }
        landing
    }

    /// See [`State::present`].
    pub(in crate::credentials) fn present(&self) -> Option<Credentials> {
        self.state().present(self.clock.now())
    }

    /// See [`State::certificate_changed`].
    pub(in crate::credentials) fn certificate_changed(&self) {
        self.state().certificate_changed();
    }

    /// See [`State::refuse`].
    pub(in crate::credentials) fn refuse(&self, access_key_id: &str) -> bool {
        self.state().refuse(access_key_id, self.clock.now())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No change of the state is left half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
