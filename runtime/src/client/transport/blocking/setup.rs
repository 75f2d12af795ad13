use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustls::ClientConfig;
use ureq::Error;
use ureq::unversioned::transport::time;

use super::run;
use crate::client::tls::{CaBundle, NoTls, client_config};
use crate::client::transport::failure::ConnectTimedOut;

/// The TLS settings, made at the first `https` request: reading root certificates takes
/// milliseconds, and never ends if their file is on a mount that hangs.
///
/// They are read in a separate thread if the connect time-out could end before.
pub(super) struct TlsSetup {
    ca_bundle: Option<CaBundle>,
    ready: Arc<Mutex<Option<Arc<ClientConfig>>>>,
}

impl TlsSetup {
    pub(super) fn new(ca_bundle: Option<CaBundle>) -> Self {
        Self { ca_bundle, ready: Arc::default() }
    }

    /// A failure is not kept: the next connection tries again.
    pub(super) fn config(&self) -> Result<Arc<ClientConfig>, Error> {
        if let Some(config) = &*self.ready.lock().unwrap_or_else(PoisonError::into_inner) {
            return Ok(Arc::clone(config));
        }
        let (bundle, ready) = (self.ca_bundle.clone(), Arc::clone(&self.ready));
        let make = move || {
            let config = Arc::new(client_config(bundle.as_ref())?);
            *ready.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&config));
            Ok(config)
        };
        let made = match run::until_connected().after {
            time::Duration::Exact(limit) => self.within(limit, make)?,
            time::Duration::NotHappening => make(),
        };
        made.map_err(|error: NoTls| Error::Other(Box::new(error)))
    }

    fn within<T: Send + 'static>(
        &self,
        limit: Duration,
        make: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let (sender, receiver) = mpsc::channel();
        thread::Builder::new().name("ca-certificates".to_owned()).spawn(move || {
            // Nobody waits for it any more if this fails.
            let _ = sender.send(make());
        })?;
        receiver.recv_timeout(limit).map_err(|error| match error {
            RecvTimeoutError::Timeout => {
                let subject = self.ca_bundle.as_ref().map(CaBundle::subject);
                let subject = subject.unwrap_or_else(|| "those of the system".to_owned());
                Error::Other(Box::new(ConnectTimedOut::new(limit, Some(subject))))
            }
            RecvTimeoutError::Disconnected => {
                let problem = "the thread that reads the CA certificates has panicked";
                Error::Other(Box::new(NoTls::without_cause(problem.to_owned())))
            }
        })
    }
}
