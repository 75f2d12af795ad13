//! A Tokio runtime for providers that a blocking call asks.

use std::future::{pending, poll_fn};
use std::io;
use std::pin::pin;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use tokio::runtime::{Builder, Handle};
use tracing::warn;

/// Runs a future on this thread, with timers and sockets of a runtime that has a thread of its own.
/// The thread starts when it is needed first, and lasts as long as the program.
pub(super) async fn with_runtime<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    poll_fn(|context| match handle() {
        Ok(handle) => {
            let _inside = handle.enter();
            future.as_mut().poll(context)
        }
        Err(error) => {
            warn!(%error, "there is no Tokio runtime for the provider");
            future.as_mut().poll(context)
        }
    })
    .await
}

fn handle() -> io::Result<Handle> {
    static STARTED: Mutex<Option<Handle>> = Mutex::new(None);

    let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*started {
        return Ok(handle.clone());
    }
    let (sender, receiver) = mpsc::channel();
    thread::Builder::new().name("credentials".to_owned()).spawn(move || {
        let runtime = match Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return sender.send(Err(error)),
        };
        let sent = sender.send(Ok(runtime.handle().clone()));
        runtime.block_on(pending::<()>());
        sent
    })?;
    let handle = receiver.recv().map_err(io::Error::other)??;
    *started = Some(handle.clone());
    Ok(handle)
}
