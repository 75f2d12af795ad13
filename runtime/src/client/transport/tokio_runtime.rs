use tokio::runtime::Handle;

use crate::error::{TransportError, TransportErrorKind};

/// Fails outside a Tokio runtime, where timers and sockets would panic.
///
/// # Errors
/// There is no runtime.
pub(crate) fn require_runtime() -> Result<(), TransportError> {
    const MISSING: &str = "there is no Tokio runtime here: await the call in one, such as that of \
                           `#[tokio::main]` or `tokio::runtime::Runtime::block_on`";
    match Handle::try_current() {
        Ok(_) => Ok(()),
        Err(error) => Err(TransportError::new(TransportErrorKind::Setup, error).in_words(MISSING)),
    }
}
