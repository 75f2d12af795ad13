use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::{CONNECT_TIMEOUT, ProxyConfig};
use crate::client::tls::{AlpnRule, CaBundle, ClientIdentity, ClientIdentityAlpn};

/// A builder of a transport: a `HyperTransport` or a `BlockingTransport`.
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
pub struct TransportBuilder<T> {
    pub(super) settings: Settings,
    transport: PhantomData<fn() -> T>,
}

/// The settings of a transport.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) connect_timeout: Option<Duration>,
    pub(super) ca_bundle: Option<CaBundle>,
    pub(super) proxy: ProxyConfig,
    pub(super) client_identity: Option<ClientIdentity>,
    pub(super) client_identity_alpn: ClientIdentityAlpn,
    pub(super) alpn_protocol: Option<&'static str>,
    pub(super) tls_server_name: Option<String>,
}

impl<T> Default for TransportBuilder<T> {
    fn default() -> Self {
        let settings = Settings {
            connect_timeout: Some(CONNECT_TIMEOUT),
            ca_bundle: None,
            proxy: ProxyConfig::from_env(),
            client_identity: None,
            client_identity_alpn: ClientIdentityAlpn::default(),
            alpn_protocol: None,
            tls_server_name: None,
        };
        Self { settings, transport: PhantomData }
    }
}

impl<T> TransportBuilder<T> {
    /// How long it may take until a connection can be used: name resolution, TCP, the tunnel
    /// through a proxy and the TLS handshake together. 3.1 seconds by default. `None` waits as long
    /// as the system tries, which can be minutes.
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.settings.connect_timeout = limit.into();
        self
    }

    /// The CA certificates to trust, instead of the system's.
    pub fn ca_bundle(mut self, bundle: impl Into<Option<CaBundle>>) -> Self {
        self.settings.ca_bundle = bundle.into();
        self
    }

    /// The proxy; the one from the environment by default.
    pub fn proxy(mut self, proxy: ProxyConfig) -> Self {
        self.settings.proxy = proxy;
        self
    }

    /// The certificate and key to present to servers that ask for one (mutual TLS). None by
    /// default. It is presented to `https` endpoints only, through tunnels too, and never to a
    /// proxy.
    pub fn client_identity(mut self, identity: impl Into<Option<ClientIdentity>>) -> Self {
        self.settings.client_identity = identity.into();
        self
    }

    /// When connections with the client certificate offer the
    /// [`alpn_protocol`](Self::alpn_protocol): on port 443 only, by default.
    pub fn client_identity_alpn(mut self, when: ClientIdentityAlpn) -> Self {
        self.settings.client_identity_alpn = when;
        self
    }

    /// The protocol name that connections with the client certificate offer in ALPN, such as
    /// `x-amzn-http-ca` for the data plane of AWS IoT Core: 1 to 255 bytes, and not `h2`. Whatever
    /// the server selects, HTTP/1.1 is used. None by default; then, ALPN is never used. If the name
    /// is invalid, calls that would offer it fail with [`TransportErrorKind::Setup`].
    ///
    /// [`TransportErrorKind::Setup`]: crate::error::TransportErrorKind::Setup
    pub fn alpn_protocol(mut self, name: impl Into<Option<&'static str>>) -> Self {
        self.settings.alpn_protocol = name.into();
        self
    }

    /// The name that is sent to servers in the TLS handshake (SNI) and that their certificates must
    /// be valid for, instead of the host of the endpoint: for endpoints that are reached through a
    /// tunnel, by another name or by an IP address. It applies to all `https` requests. For an IP
    /// address, no SNI is sent. If it is invalid, calls fail with [`TransportErrorKind::Setup`].
    ///
    /// [`TransportErrorKind::Setup`]: crate::error::TransportErrorKind::Setup
    pub fn tls_server_name(mut self, name: impl Into<String>) -> Self {
        self.settings.tls_server_name = Some(name.into());
        self
    }
}

impl Settings {
    pub(super) fn alpn_rule(&self) -> AlpnRule {
        AlpnRule { when: self.client_identity_alpn, protocol: self.alpn_protocol }
    }
}

impl<T> Clone for TransportBuilder<T> {
    fn clone(&self) -> Self {
        Self { settings: self.settings.clone(), transport: PhantomData }
    }
}

impl<T> fmt::Debug for TransportBuilder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.fmt(f)
    }
}
