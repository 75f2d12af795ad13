use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{io, thread};

use rustls::ClientConfig;

use super::limit::ConnectLimit;
use crate::client::tls::{CaBundle, NoTls, client_config};
use crate::client::transport::failure::ConnectTimedOut;
use crate::error::BoxError;

/// The TLS settings, made at the first `https` request: reading root certificates takes
/// milliseconds, and never ends if their file is on a mount that hangs.
///
/// They are read in a separate thread if the connect time-out could end before. There is at most
/// one such thread, however many connections wait for it.
pub(super) struct TlsSetup {
    ca_bundle: Option<CaBundle>,
    shared: Arc<Shared>,
}

type Made = Result<Arc<ClientConfig>, NoTls>;

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    has_changed: Condvar,
}

#[derive(Default)]
struct State {
    ready: Option<Arc<ClientConfig>>,
    is_reading: bool,
    /// How often reading has failed, and how it did last.
    failures: u64,
    failure: Option<NoTls>,
}

impl TlsSetup {
    pub(super) fn new(ca_bundle: Option<CaBundle>) -> Self {
        Self { ca_bundle, shared: Arc::default() }
    }

    /// A failure is not kept: the next connection tries again.
    pub(super) fn config(&self, limit: ConnectLimit) -> Result<Arc<ClientConfig>, BoxError> {
        let mut state = self.shared.state();
        if let Some(config) = &state.ready {
            return Ok(Arc::clone(config));
        }
        let Some(left) = limit.left()? else {
            drop(state);
            let made = client_config(self.ca_bundle.as_ref()).map(Arc::new);
            return Ok(self.shared.keep(made)?);
        };
        if !state.is_reading {
            self.begin()?;
            state.is_reading = true;
        }
        self.wait(state, left, limit)
    }

    fn begin(&self) -> io::Result<()> {
        let reading = Reading(Arc::clone(&self.shared));
        let bundle = self.ca_bundle.clone();
        thread::Builder::new().name("ca-certificates".to_owned()).spawn(move || {
            // Whoever waits gets the result from the shared state.
            let _ = reading.0.keep(client_config(bundle.as_ref()).map(Arc::new));
        })?;
        Ok(())
    }

    fn wait(
        &self,
        mut state: MutexGuard<'_, State>,
        left: Duration,
        limit: ConnectLimit,
    ) -> Result<Arc<ClientConfig>, BoxError> {
        let end = Instant::now().checked_add(left);
        let before = state.failures;
        loop {
            if let Some(config) = &state.ready {
                return Ok(Arc::clone(config));
            }
            if state.failures > before {
                let failure = state.failure.clone();
                return Err(failure.map_or_else(|| "no TLS".into(), BoxError::from));
            }
            let left = end.map_or(left, |end| end.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                return Err(self.too_late(limit));
            }
            let waited = self.shared.has_changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn too_late(&self, limit: ConnectLimit) -> BoxError {
        let Some(limit) = limit.timeout() else {
            return io::Error::from(io::ErrorKind::TimedOut).into();
        };
        let subject = self.ca_bundle.as_ref().map(CaBundle::subject);
        let subject = subject.unwrap_or_else(|| "those of the system".to_owned());
        ConnectTimedOut::new(limit, Some(subject)).into()
    }
}

impl Shared {
    fn keep(&self, made: Made) -> Made {
        let mut state = self.state();
        state.is_reading = false;
        self.has_changed.notify_all();
        match made {
            Ok(config) => {
                state.ready = Some(Arc::clone(&config));
                Ok(config)
            }
            Err(failure) => {
                state.failures += 1;
                state.failure = Some(failure.clone());
                Err(failure)
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The thread that reads.
struct Reading(Arc<Shared>);

impl Drop for Reading {
    fn drop(&mut self) {
        if thread::panicking() {
            let problem = "the thread that reads the CA certificates has panicked".to_owned();
            let _ = self.0.keep(Err(NoTls::without_cause(problem)));
        }
    }
}
