use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_types::body::SdkBody;
use http::Request;
use hyper_util::client::legacy::ResponseFuture;
use rustls::client::ResolvesClientCert;

use super::Pool;
use crate::client::tls::ClientIdentity;
use crate::client::transport::connect::IdentityWatch;

/// The connections with the client certificate. Another certificate gets a new pool: the earlier one
/// closes its idle connections when it is dropped, and others when their exchange is complete.
pub(super) struct Presenting {
    identity: IdentityWatch,
    pool: Mutex<Option<(u64, Pool)>>,
}

impl Presenting {
    pub(super) fn new(identity: ClientIdentity) -> Self {
        Self { identity: IdentityWatch::new(identity), pool: Mutex::default() }
    }

    /// Sends a request with the certificate that is now in use.
    pub(super) async fn request(
        &self,
        request: Request<SdkBody>,
        make: impl FnOnce(Arc<dyn ResolvesClientCert>) -> Pool,
    ) -> ResponseFuture {
        let (generation, identity) = self.identity.current().await;
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        match &*pool {
            // Another request may have seen a later one meanwhile.
            Some((known, current)) if *known >= generation => current.request(request),
            _ => {
                let (_, current) = pool.insert((generation, make(identity)));
                current.request(request)
            }
        }
    }
}
