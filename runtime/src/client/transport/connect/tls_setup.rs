use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use rustls::ClientConfig;
use tokio::sync::watch;

use crate::client::tls::{CaBundle, NoTls, client_config};

/// The TLS settings, made at the first `https` request: reading root certificates takes
/// milliseconds, and never ends if their file is on a mount that hangs.
///
/// Files are read in a separate thread, so that one that hangs blocks neither a thread of a runtime
/// nor its shutdown. There is at most one such thread, however many connections wait for it.
pub(in crate::client::transport) struct TlsSetup {
    ca_bundle: Option<CaBundle>,
    state: Mutex<State>,
}

type Made = Result<Arc<ClientConfig>, NoTls>;

#[derive(Default)]
enum State {
    #[default]
    Unread,
    Reading(watch::Receiver<Option<Made>>),
    Ready(Arc<ClientConfig>),
}

impl TlsSetup {
    pub(in crate::client::transport) fn new(ca_bundle: Option<CaBundle>) -> Self {
        Self { ca_bundle, state: Mutex::default() }
    }

    /// Waits for the settings. A failure is not kept: the next connection tries again.
    pub(super) async fn config(self: Arc<Self>) -> Made {
        let mut reading = match self.begin()? {
            Begun::Ready(config) => return Ok(config),
            Begun::Reading(reading) => reading,
        };
        let made = reading.wait_for(Option::is_some).await.ok().and_then(|made| made.clone());
        made.unwrap_or_else(|| Err(cannot_read("the thread that reads them has panicked")))
    }

    /// The certificates that are being read at the moment.
    pub(super) fn reading(&self) -> Option<String> {
        match &*self.state() {
            State::Reading(_) => Some(match &self.ca_bundle {
                Some(bundle) => bundle.subject(),
                None => "those of the system".to_owned(),
            }),
            State::Unread | State::Ready(_) => None,
        }
    }

    fn begin(self: &Arc<Self>) -> Result<Begun, NoTls> {
        let mut state = self.state();
        match &*state {
            State::Ready(config) => return Ok(Begun::Ready(Arc::clone(config))),
            // A thread that has panicked sends nothing.
            State::Reading(reading) if reading.has_changed().is_ok() => {
                return Ok(Begun::Reading(reading.clone()));
            }
            State::Reading(_) | State::Unread => {}
        }
        if !self.is_in_files() {
            let config = Arc::new(client_config(self.ca_bundle.as_ref())?);
            *state = State::Ready(Arc::clone(&config));
            return Ok(Begun::Ready(config));
        }
        let (sender, reading) = watch::channel(None);
        let setup = Arc::clone(self);
        thread::Builder::new()
            .name("ca-certificates".to_owned())
            .spawn(move || sender.send_replace(Some(setup.read())))
            .map_err(cannot_read)?;
        *state = State::Reading(reading.clone());
        Ok(Begun::Reading(reading))
    }

    fn read(&self) -> Made {
        let made = client_config(self.ca_bundle.as_ref()).map(Arc::new);
        *self.state() = match &made {
            Ok(config) => State::Ready(Arc::clone(config)),
            Err(_) => State::Unread,
        };
        made
    }

    fn is_in_files(&self) -> bool {
        match &self.ca_bundle {
            Some(bundle) => bundle.is_file(),
            None => !cfg!(feature = "webpki-roots"),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Begun {
    Ready(Arc<ClientConfig>),
    Reading(watch::Receiver<Option<Made>>),
}

fn cannot_read(error: impl Into<crate::error::BoxError>) -> NoTls {
    let error = error.into();
    NoTls::new(format!("the CA certificates cannot be read: {error}"), error)
}
