use std::sync::atomic::{AtomicU64, Ordering};

use smithy_client_runtime::config::ClientIdentity;

/// The certificate of the device, and which one was used last.
pub(super) struct Certificate {
    identity: Option<ClientIdentity>,
    generation: AtomicU64,
}

impl Certificate {
    pub(super) fn new(identity: Option<ClientIdentity>) -> Self {
        let generation = identity.as_ref().map_or(0, ClientIdentity::generation);
        Self { identity, generation: AtomicU64::new(generation) }
    }

    /// Looks for another certificate in the background, since no request does so.
    pub(super) fn look(&self) {
        if let Some(identity) = &self.identity {
            identity.look_in_background();
        }
    }

    /// Whether another certificate has come into use since the last call.
    pub(super) fn has_changed(&self) -> bool {
        let Some(identity) = &self.identity else { return false };
        let generation = identity.generation();
        self.generation.swap(generation, Ordering::Relaxed) != generation
    }
}
