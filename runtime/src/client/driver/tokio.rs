use std::pin::pin;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::time;

use super::Elapsed;
use crate::error::{TransportError, TransportErrorKind};

/// Fails outside a Tokio runtime, where timers and sockets would panic.
///
/// # Errors
/// There is no runtime.
pub(super) fn require_runtime() -> Result<(), TransportError> {
    const MISSING: &str = "there is no Tokio runtime here: await the call in one, such as that of \
                           `#[tokio::main]` or `tokio::runtime::Runtime::block_on`";
    match Handle::try_current() {
        Ok(_) => Ok(()),
        Err(error) => Err(TransportError::new(TransportErrorKind::Setup, error).in_words(MISSING)),
    }
}

pub(super) async fn timeout<F: Future>(
    limit: Option<Duration>,
    future: F,
) -> Result<F::Output, Elapsed> {
    time::timeout(limit.unwrap_or(FOREVER), future).await.map_err(|_| Elapsed)
}

pub(super) async fn restarting_timeout<F: Future>(
    limit: Option<Duration>,
    future: F,
    progress: impl Fn() -> u64,
) -> Result<F::Output, Elapsed> {
    let mut future = pin!(future);
    loop {
        let before = progress();
        match timeout(limit, future.as_mut()).await {
            Err(_) if progress() > before => {}
            result => return result,
        }
    }
}

pub(super) async fn sleep(pause: Duration) {
    time::sleep(pause).await;
}

pub(super) fn now() -> Instant {
    time::Instant::now().into_std()
}

/// Longer than any clock can measure.
const FOREVER: Duration = Duration::MAX;
