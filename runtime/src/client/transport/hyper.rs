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

use super::connect::{CaBundle, ConnectTimeout, Route, Secure, transport_error};
use super::delimiting::mark_undelimited;
use super::proxy::{Proxies, ProxyConfig};
use super::used_connection::UsedConnection;
use super::{CONNECT_TIMEOUT, Transport, TransportFuture};
use crate::client::driver::Driver;
use crate::error::TransportError;

/// The default transport: HTTP/1.1 with a connection pool, on top of hyper and rustls.
///
/// Addresses of both families are tried: IPv6 first, and IPv4 after 300 ms. A connection that is
/// idle for 20 seconds is closed. The head of a response may have about 64 KiB and up to 100
/// headers.
///
/// Nothing is connected or read before the first request; certificates and TLS are set up at the
/// first `https` request. It needs a Tokio runtime with I/O and time enabled. Outside a runtime,
/// requests fail; if I/O or time are disabled, they panic.
pub struct HyperTransport {
    settings: HyperTransportBuilder,
    proxies: OnceLock<Arc<Proxies>>,
    pool: OnceLock<Pool>,
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
        Driver::Tokio.check()?;
        if request.uri().scheme() == Some(&Scheme::HTTP) {
            self.authorize_at_proxy(&mut request);
        }
        let connection = UsedConnection::of(&mut request);
        let response = self.pool.get_or_init(|| self.pool()).request(request).await;
        let response = response.map_err(transport_error)?;
        let mut response =
            response.map(|body| SdkBody::from_body_1_x(body.map_err(transport_error)));
        connection.attach(&mut response);
        mark_undelimited(&mut response);
        Ok(response)
    }

    /// For a tunnel, the password is sent when it is made; otherwise, each request sends it.
    fn authorize_at_proxy(&self, request: &mut Request<SdkBody>) {
        let Ok(Some(proxy)) = self.proxies().find(request.uri()) else { return };
        if let Some(password) = proxy.authorization() {
            request.headers_mut().insert(PROXY_AUTHORIZATION, password);
        }
    }

    fn proxies(&self) -> &Arc<Proxies> {
        self.proxies.get_or_init(|| Arc::new(self.settings.proxy.resolve()))
    }

    fn pool(&self) -> Pool {
        let HyperTransportBuilder { connect_timeout, ca_bundle, .. } = &self.settings;
        let mut tcp = HttpConnector::new();
        // The time is divided among the addresses of a host, so that an unreachable one does not
        // use it up.
        tcp.set_connect_timeout(*connect_timeout);
        tcp.set_nodelay(true);
        let connector = Secure::new(Route::new(tcp, Arc::clone(self.proxies())), ca_bundle.clone());
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
        let HyperTransportBuilder { connect_timeout, ca_bundle, proxy } = &self.settings;
        f.debug_struct("HyperTransport")
            .field("connect_timeout", connect_timeout)
            .field("ca_bundle", ca_bundle)
            .field("proxy", proxy)
            .finish()
    }
}

/// A builder of a [`HyperTransport`].
///
/// ```
/// use std::time::Duration;
///
/// use smithy_client_runtime::config::{HyperTransport, InvalidProxy, ProxyConfig};
///
/// # fn main() -> Result<(), InvalidProxy> {
/// let transport = HyperTransport::builder()
///     .connect_timeout(Duration::from_secs(5))
///     .proxy(ProxyConfig::all("http://proxy.example:3128")?)
///     .build();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct HyperTransportBuilder {
    connect_timeout: Option<Duration>,
    ca_bundle: Option<CaBundle>,
    proxy: ProxyConfig,
}

impl Default for HyperTransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: Some(CONNECT_TIMEOUT),
            ca_bundle: None,
            proxy: ProxyConfig::from_env(),
        }
    }
}

impl HyperTransportBuilder {
    /// How long it may take until a connection can be used: name resolution, TCP, the tunnel
    /// through a proxy and the TLS handshake together. 3.1 seconds by default. `None` waits as long
    /// as the system tries, which can be minutes.
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = limit.into();
        self
    }

    /// The CA certificates to trust, instead of the system's.
    pub fn ca_bundle(mut self, bundle: impl Into<Option<CaBundle>>) -> Self {
        self.ca_bundle = bundle.into();
        self
    }

    /// The proxy; the one from the environment by default.
    pub fn proxy(mut self, proxy: ProxyConfig) -> Self {
        self.proxy = proxy;
        self
    }

    /// The transport.
    pub fn build(self) -> HyperTransport {
        HyperTransport { settings: self, proxies: OnceLock::new(), pool: OnceLock::new() }
    }
}

#[cfg(test)]
mod tests;
