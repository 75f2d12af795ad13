use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::HyperTransport;
use super::presenting::Presenting;
use crate::client::tls::{AlpnRule, CaBundle, ClientIdentity, ClientIdentityAlpn};
use crate::client::transport::connect::{CONNECT_TIMEOUT, ProxyConfig, TlsSetup};

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
#[derive(Clone)]
pub struct HyperTransportBuilder {
    pub(super) connect_timeout: Option<Duration>,
    pub(super) ca_bundle: Option<CaBundle>,
    pub(super) proxy: ProxyConfig,
    pub(super) client_identity: Option<ClientIdentity>,
    pub(super) client_identity_alpn: ClientIdentityAlpn,
    pub(super) alpn_protocol: Option<&'static str>,
    pub(super) tls_server_name: Option<String>,
}

impl Default for HyperTransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: Some(CONNECT_TIMEOUT),
            ca_bundle: None,
            proxy: ProxyConfig::from_env(),
            client_identity: None,
            client_identity_alpn: ClientIdentityAlpn::default(),
            alpn_protocol: None,
            tls_server_name: None,
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

    /// The certificate and key to present to servers that ask for one (mutual TLS). None by
    /// default. It is presented to `https` endpoints only, through tunnels too, and never to a
    /// proxy.
    pub fn client_identity(mut self, identity: impl Into<Option<ClientIdentity>>) -> Self {
        self.client_identity = identity.into();
        self
    }

    /// When connections with the client certificate offer the
    /// [`alpn_protocol`](Self::alpn_protocol): on port 443 only, by default.
    pub fn client_identity_alpn(mut self, when: ClientIdentityAlpn) -> Self {
        self.client_identity_alpn = when;
        self
    }

    /// The protocol name that connections with the client certificate offer in ALPN, such as
    /// `x-amzn-http-ca` for the data plane of AWS IoT Core: 1 to 255 bytes, and not `h2`. Whatever
    /// the server selects, HTTP/1.1 is used. None by default; then, ALPN is never used. If the name
    /// is invalid, calls that would offer it fail with [`TransportErrorKind::Setup`].
    ///
    /// [`TransportErrorKind::Setup`]: crate::error::TransportErrorKind::Setup
    pub fn alpn_protocol(mut self, name: impl Into<Option<&'static str>>) -> Self {
        self.alpn_protocol = name.into();
        self
    }

    /// The name that is sent to servers in the TLS handshake (SNI) and that their certificates must
    /// be valid for, instead of the host of the endpoint: for endpoints that are reached through a
    /// tunnel, by another name or by an IP address. It applies to all `https` requests. For an IP
    /// address, no SNI is sent. If it is invalid, calls fail with [`TransportErrorKind::Setup`].
    ///
    /// [`TransportErrorKind::Setup`]: crate::error::TransportErrorKind::Setup
    pub fn tls_server_name(mut self, name: impl Into<String>) -> Self {
        self.tls_server_name = Some(name.into());
        self
    }

    /// The transport.
    pub fn build(self) -> HyperTransport {
        HyperTransport {
            proxies: OnceLock::new(),
            tls: Arc::new(TlsSetup::new(self.ca_bundle.clone())),
            pool: OnceLock::new(),
            presenting: self.client_identity.clone().map(Presenting::new),
            settings: self,
        }
    }

    pub(super) fn alpn_rule(&self) -> AlpnRule {
        AlpnRule { when: self.client_identity_alpn, protocol: self.alpn_protocol }
    }

    pub(super) fn show(&self, f: &mut fmt::DebugStruct<'_, '_>) -> fmt::Result {
        f.field("connect_timeout", &self.connect_timeout)
            .field("ca_bundle", &self.ca_bundle)
            .field("proxy", &self.proxy)
            .field("client_identity", &self.client_identity)
            .field("client_identity_alpn", &self.client_identity_alpn)
            .field("alpn_protocol", &self.alpn_protocol)
            .field("tls_server_name", &self.tls_server_name)
            .finish()
    }
}

impl fmt::Debug for HyperTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.show(&mut f.debug_struct("HyperTransportBuilder"))
    }
}
