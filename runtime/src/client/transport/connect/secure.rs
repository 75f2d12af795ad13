use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use http::Uri;
use http::uri::Scheme;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use rustls::ClientConfig;
use tower_service::Service;

use super::ca_bundle::CaBundle;
use super::no_tls::NoTls;
use super::route::{Route, Stream};
use super::tls::client_config;
use crate::error::BoxError;

/// Connects by a [`Route`], with TLS on top for `https`.
///
/// One connector for both, as a second would have the whole HTTP client compiled once more.
#[derive(Clone)]
pub(in crate::client::transport) struct Secure {
    route: Route,
    tls: Arc<Tls>,
}

/// Set up at the first `https` request only: reading root certificates takes milliseconds.
struct Tls {
    ca_bundle: Option<CaBundle>,
    config: Mutex<Option<Arc<ClientConfig>>>,
}

impl Secure {
    pub(in crate::client::transport) fn new(route: Route, ca_bundle: Option<CaBundle>) -> Self {
        Self { route, tls: Arc::new(Tls { ca_bundle, config: Mutex::default() }) }
    }

    fn config(&self) -> Result<Arc<ClientConfig>, NoTls> {
        let mut config = self.tls.config.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(config) = &*config {
            return Ok(Arc::clone(config));
        }
        // A failure is not kept: what is missing may be there by the next connection.
        let made = Arc::new(client_config(self.tls.ca_bundle.as_ref())?);
        Ok(Arc::clone(config.insert(made)))
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
        match self.config() {
            Ok(config) => HttpsConnector::from((self.route.clone(), config)).call(target),
            Err(problem) => Box::pin(async { Err(problem.into()) }),
        }
    }
}
