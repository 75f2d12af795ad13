use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::Uri;
use http::uri::Scheme;
use hyper_rustls::{FixedServerNameResolver, HttpsConnector, MaybeHttpsStream};
use tower_service::Service;

use super::route::{Route, Stream};
use super::tls_setup::TlsSetup;
use crate::client::tls::Terms;
use crate::error::BoxError;

/// Connects through a [`Route`], with TLS for `https`.
///
/// One connector for both: a second one would compile the whole HTTP client twice.
#[derive(Clone)]
pub(in crate::client::transport) struct Secure {
    route: Route,
    tls: Arc<TlsSetup>,
    terms: Arc<Terms>,
}

impl Secure {
    pub(in crate::client::transport) fn new(
        route: Route,
        tls: Arc<TlsSetup>,
        terms: Terms,
    ) -> Self {
        Self { route, tls, terms: Arc::new(terms) }
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
        let Self { route, tls, terms } = self.clone();
        Box::pin(async move {
            let name = terms.server_name()?;
            let config = terms.config(tls.config().await?, &target)?;
            let mut connector = match name {
                Some(name) => {
                    let name = Arc::new(FixedServerNameResolver::new(name));
                    HttpsConnector::new(route, config, true, name)
                }
                None => HttpsConnector::from((route, config)),
            };
            connector.call(target).await
        })
    }
}
