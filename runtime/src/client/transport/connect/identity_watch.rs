use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustls::client::ResolvesClientCert;
use tokio::sync::watch;
use tracing::warn;

use crate::client::tls::ClientIdentity;

/// A client certificate whose files are looked at in a separate thread, so that a file system that
/// hangs blocks neither a thread of a runtime nor its shutdown. There is at most one such thread.
pub(in crate::client::transport) struct IdentityWatch {
    identity: ClientIdentity,
    looking: Mutex<Option<Looking>>,
}

struct Looking {
    /// Closed at the end.
    end: watch::Receiver<()>,
    /// It takes too long, so that nobody waits for it any more.
    is_given_up: bool,
}

/// Far more than a look at two files takes.
const LIMIT: Duration = Duration::from_secs(1);

impl IdentityWatch {
    pub(in crate::client::transport) fn new(identity: ClientIdentity) -> Self {
        Self { identity, looking: Mutex::default() }
    }

    /// The certificate to present, after a look at the files if one is due.
    pub(in crate::client::transport) async fn current(&self) -> (u64, Arc<dyn ResolvesClientCert>) {
        if let Some(mut end) = self.begin() {
            // The receiver gets an error when the thread has dropped the sender.
            if tokio::time::timeout(LIMIT, end.changed()).await.is_err() {
                self.give_up();
            }
        }
        self.identity.current()
    }

    /// The end of a look that is worth waiting for.
    fn begin(&self) -> Option<watch::Receiver<()>> {
        let mut looking = self.looking();
        if let Some(look) = looking.as_ref().filter(|look| look.end.has_changed().is_ok()) {
            return (!look.is_given_up).then(|| look.end.clone());
        }
        *looking = None;
        let look = self.identity.due_look()?;
        let (sender, end) = watch::channel(());
        let work = move || {
            look.take();
            drop(sender);
        };
        match thread::Builder::new().name("client-certificate".to_owned()).spawn(work) {
            Ok(_) => {
                *looking = Some(Looking { end: end.clone(), is_given_up: false });
                Some(end)
            }
            Err(error) => {
                warn!(%error, "no thread to look at the files of the client certificate");
                None
            }
        }
    }

    fn give_up(&self) {
        if let Some(look) = self.looking().as_mut().filter(|look| !look.is_given_up) {
            look.is_given_up = true;
            warn!(
                identity = ?self.identity,
                "the files of the client certificate take more than {LIMIT:?} to look at: the \
                 certificate from before stays in use meanwhile"
            );
        }
    }

    fn looking(&self) -> MutexGuard<'_, Option<Looking>> {
        self.looking.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
