use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use http::Uri;
use http::uri::Scheme;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use rustls::ClientConfig;
use tower_service::Service;

use super::ca_bundle::CaBundle;
use super::route::{Route, Stream};
use super::tls::client_config;
use crate::error::BoxError;

/// Connects by a [`Route`], with TLS on top for `https`.
///
/// One connector for both, as a second would have the whole HTTP client compiled once more.
#[derive(Clone)]
pub(super) struct Secure {
    route: Route,
    tls: Arc<Tls>,
}

/// Set up at the first `https` request only: reading root certificates takes milliseconds.
struct Tls {
    ca_bundle: Option<CaBundle>,
    config: OnceLock<Result<Arc<ClientConfig>, NoTls>>,
}

impl Secure {
    pub(super) fn new(route: Route, ca_bundle: Option<CaBundle>) -> Self {
        Self { route, tls: Arc::new(Tls { ca_bundle, config: OnceLock::new() }) }
    }

    fn config(&self) -> Result<Arc<ClientConfig>, NoTls> {
        let Tls { ca_bundle, config } = &*self.tls;
        let set_up = || client_config(ca_bundle.as_ref()).map(Arc::new).map_err(NoTls);
        config.get_or_init(set_up).clone()
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

/// What is missing for TLS.
#[derive(Clone, Debug)]
pub(super) struct NoTls(String);

impl fmt::Display for NoTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoTls {}
