use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::Uri;
use http::uri::Scheme;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use tower_service::Service;

use super::ca_bundle::CaBundle;
use super::route::{Route, Stream};
use super::tls_setup::TlsSetup;
use crate::error::BoxError;

/// Connects through a [`Route`], with TLS for `https`.
///
/// One connector for both: a second one would compile the whole HTTP client twice.
#[derive(Clone)]
pub(in crate::client::transport) struct Secure {
    route: Route,
    tls: Arc<TlsSetup>,
}

impl Secure {
    pub(in crate::client::transport) fn new(route: Route, ca_bundle: Option<CaBundle>) -> Self {
        Self { route, tls: Arc::new(TlsSetup::new(ca_bundle)) }
    }

    /// The local resource that a connection is waiting for, if any.
    pub(super) fn reading(&self) -> Option<String> {
        self.tls.reading()
    }
}

impl Service<Uri> for Secure {
    type Response = MaybeHttpsStream<Stream>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.route.poll_ready(cx)
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        if target.scheme() != Some(&Scheme::HTTPS) {
            let connecting = self.route.call(target);
            return Box::pin(async { Ok(MaybeHttpsStream::Http(connecting.await?)) });
        }
        let (route, tls) = (self.route.clone(), Arc::clone(&self.tls));
        Box::pin(async {
            let config = tls.config().await?;
            HttpsConnector::from((route, config)).call(target).await
        })
    }
}
