mod builder;
mod presenting;

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use aws_smithy_types::body::SdkBody;
use http::header::PROXY_AUTHORIZATION;
use http::uri::Scheme;
use http::{Request, Response};
use http_body_util::BodyExt;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};

pub use self::builder::HyperTransportBuilder;
use self::presenting::Presenting;
use super::connect::{
    Answered, ConnectTimeout, Presented, Proxies, Route, Secure, Terms, TlsSetup, identified_error,
    transport_error,
};
use super::delimiting::mark_undelimited;
use super::tokio_runtime::require_runtime;
use super::used_connection::UsedConnection;
use super::{Transport, TransportFuture};
use crate::client::tls::CertificateUse;
use crate::error::TransportError;

/// The default transport: HTTP/1.1 with a connection pool, on top of hyper and rustls.
///
/// Addresses of both families are tried: IPv6 first, and IPv4 after 300 ms. A connection that is
/// idle for 20 seconds is closed. The head of a response may have about 64 KiB and up to 100
/// headers.
///
/// With a [`client_identity`](HyperTransportBuilder::client_identity), connections present a client
/// certificate (mutual TLS).
///
/// Nothing is connected or read before the first request; certificates and TLS are set up at the
/// first `https` request. It needs a Tokio runtime with I/O and time enabled. Outside a runtime,
/// requests fail; if I/O or time are disabled, they panic.
pub struct HyperTransport {
    settings: HyperTransportBuilder,
    proxies: OnceLock<Arc<Proxies>>,
    tls: Arc<TlsSetup>,
    /// Without the client certificate.
    pool: OnceLock<Pool>,
    /// With it.
    presenting: Option<Presenting>,
}

type Pool = Client<ConnectTimeout, SdkBody>;

/// Far more than AWS or a proxy sends.
const MAX_HEAD: usize = 64 << 10;

/// Shorter than the limits of load balancers, NATs and servers. Connections therefore need no TCP
/// keep-alive.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

impl HyperTransport {
    /// A transport with a connect time-out of 3.1 seconds, the proxy from the environment and the
    /// system's certificates.
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// Starts with the settings of [`new`](Self::new).
    pub fn builder() -> HyperTransportBuilder {
        HyperTransportBuilder::default()
    }

    async fn exchange(
        &self,
        mut request: Request<SdkBody>,
    ) -> Result<Response<SdkBody>, TransportError> {
        require_runtime()?;
        if request.uri().scheme() == Some(&Scheme::HTTP) {
            self.authorize_at_proxy(&mut request);
        }
        let connection = UsedConnection::of(&mut request);
        let mut response = match &self.presenting {
            Some(presenting) if presents(&request) => {
                let make =
                    |identity| self.pool(Some(Presented::new(identity, self.settings.alpn_rule())));
                let response = presenting.request(request, make).await.await;
                let mut response = response.map_err(|error| {
                    match Answered::is_noted(&connection.extensions()) {
                        true => transport_error(error),
                        false => identified_error(error),
                    }
                })?;
                Answered::note(response.extensions_mut());
                response
            }
            _ => {
                let response = self.pool.get_or_init(|| self.pool(None)).request(request).await;
                response.map_err(transport_error)?
            }
        }
        .map(|body| SdkBody::from_body_1_x(body.map_err(transport_error)));
        connection.attach(&mut response);
        mark_undelimited(&mut response);
        Ok(response)
    }

    /// For a tunnel, the password is sent when it is made; otherwise, each request sends it.
    fn authorize_at_proxy(&self, request: &mut Request<SdkBody>) {
        let Ok(Some(proxy)) = self.proxies().find(request.uri()) else { return };
        if let Some(password) = proxy.basic_auth() {
            request.headers_mut().insert(PROXY_AUTHORIZATION, password.clone());
        }
    }

    fn proxies(&self) -> &Arc<Proxies> {
        self.proxies.get_or_init(|| Arc::new(self.settings.proxy.resolve()))
    }

    fn pool(&self, presented: Option<Presented>) -> Pool {
        let HyperTransportBuilder { connect_timeout, tls_server_name, .. } = &self.settings;
        let mut tcp = HttpConnector::new();
        // The time is divided among the addresses of a host, so that an unreachable one does not
        // use it up.
        tcp.set_connect_timeout(*connect_timeout);
        tcp.set_nodelay(true);
        let route = Route::new(tcp, Arc::clone(self.proxies()));
        let route = if presented.is_some() { route.noting_answers() } else { route };
        let terms = Terms { server_name: tls_server_name.clone(), presented };
        let connector = Secure::new(route, Arc::clone(&self.tls), terms);
        Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE_TIMEOUT)
            .pool_timer(TokioTimer::new())
            .http1_max_buf_size(MAX_HEAD)
            .build(ConnectTimeout::new(connector, *connect_timeout))
    }
}

impl Default for HyperTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: Request<SdkBody>) -> TransportFuture<'_> {
        Box::pin(self.exchange(request))
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.show(&mut f.debug_struct("HyperTransport"))
    }
}

/// Whether a request is sent over a connection with the client certificate.
fn presents(request: &Request<SdkBody>) -> bool {
    request.uri().scheme() == Some(&Scheme::HTTPS)
        && CertificateUse::of(request) == CertificateUse::Present
}

#[cfg(test)]
mod tests;
