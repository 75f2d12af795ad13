use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use http::Extensions;

/// Whether a connection has brought a response. A server that rejects the client certificate closes
/// the connection before that.
#[derive(Clone, Debug, Default)]
pub(in crate::client::transport) struct Answered(Arc<AtomicBool>);

impl Answered {
    /// Notes a response, which has the extensions of its connection.
    pub(in crate::client::transport) fn note(response: &mut Extensions) {
        if let Some(Self(answered)) = response.remove() {
            answered.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the connection with these extensions has brought one.
    pub(in crate::client::transport) fn is_noted(connection: &Extensions) -> bool {
        connection.get().is_some_and(|Self(answered)| answered.load(Ordering::Relaxed))
    }
}
