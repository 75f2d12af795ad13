use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustls::ClientConfig;
use ureq::unversioned::transport::time;
use ureq::{Error, Timeout};

use super::run;
use crate::client::tls::{CaBundle, NoTls, client_config};
use crate::client::transport::failure::ConnectTimedOut;

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
    pub(super) fn config(&self) -> Result<Arc<ClientConfig>, Error> {
        let mut state = self.shared.state();
        if let Some(config) = &state.ready {
            return Ok(Arc::clone(config));
        }
        let time::Duration::Exact(limit) = run::until_connected().after else {
            drop(state);
            return self.shared.keep(client_config(self.ca_bundle.as_ref()).map(Arc::new));
        };
        if !state.is_reading {
            self.begin()?;
            state.is_reading = true;
        }
        self.wait(state, limit)
    }

    fn begin(&self) -> Result<(), Error> {
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
        limit: Duration,
    ) -> Result<Arc<ClientConfig>, Error> {
        let end = Instant::now().checked_add(limit);
        let before = state.failures;
        loop {
            if let Some(config) = &state.ready {
                return Ok(Arc::clone(config));
            }
            if state.failures > before {
                let failure = state.failure.clone();
                return Err(failure.map_or(Error::ConnectionFailed, other));
            }
            let left = end.map_or(limit, |end| end.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                return Err(self.too_late());
            }
            let waited = self.shared.has_changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn too_late(&self) -> Error {
        let Some(limit) = run::connect_timeout() else { return Error::Timeout(Timeout::Global) };
        let subject = self.ca_bundle.as_ref().map(CaBundle::subject);
        let subject = subject.unwrap_or_else(|| "those of the system".to_owned());
        other(ConnectTimedOut::new(limit, Some(subject)))
    }
}

impl Shared {
    fn keep(&self, made: Made) -> Result<Arc<ClientConfig>, Error> {
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
                Err(other(failure))
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

fn other(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Other(Box::new(error))
}
