//! Settings of transports.

use super::ConfigBuilder;
use crate::client::tls::{CaBundle, ClientIdentity, ClientIdentityAlpn};
use crate::client::transport::{ProxyConfig, SharedTransport, Transport};

impl ConfigBuilder {
    /// The transport, instead of the client's own HTTP stack. It takes precedence over an
    /// [`http_client`](Self::http_client).
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.set_transport(Some(SharedTransport::new(transport)));
        self
    }

    /// Sets or clears the transport.
    pub fn set_transport(&mut self, transport: Option<SharedTransport>) -> &mut Self {
        self.config.transport = transport;
        self
    }

    /// The CA certificates to trust, instead of the system's. They do not apply to a
    /// [`transport`](Self::transport) or an [`http_client`](Self::http_client), and cannot be
    /// changed for a single call: such a call fails.
    pub fn ca_bundle(mut self, bundle: CaBundle) -> Self {
        self.set_ca_bundle(Some(bundle));
        self
    }

    /// Sets or clears the CA certificates to trust.
    pub fn set_ca_bundle(&mut self, bundle: Option<CaBundle>) -> &mut Self {
        self.config.ca_bundle = bundle;
        self
    }

    /// The certificate and the private key of the client, for mutual TLS. None by default.
    ///
    /// For services that accept certificates in place of AWS credentials, such as AWS IoT Jobs, it
    /// also authenticates calls. It is used for the operations that the service allows, at an
    /// [`endpoint_url`](Self::endpoint_url) with `https`; such calls carry no signature and need no
    /// region. Other operations are signed and present no certificate. Without an endpoint,
    /// credentials are used if they are set.
    ///
    /// A [`transport`](Self::transport) must present the certificate itself. With an
    /// [`http_client`](Self::http_client), which cannot present one, calls fail before anything is
    /// sent. So does a single call for which another certificate is set.
    pub fn client_identity(mut self, identity: ClientIdentity) -> Self {
        self.set_client_identity(Some(identity));
        self
    }

    /// Sets or clears the certificate and the private key of the client.
    pub fn set_client_identity(&mut self, identity: Option<ClientIdentity>) -> &mut Self {
        self.config.client_identity = identity;
        self
    }

    /// When connections with the certificate offer the service's protocol name in ALPN: at port 443
    /// by default. See [`ClientIdentityAlpn`]. It cannot be changed for a single call: such a call
    /// fails.
    pub fn client_identity_alpn(mut self, when: ClientIdentityAlpn) -> Self {
        self.set_client_identity_alpn(Some(when));
        self
    }

    /// Sets or clears when connections with the certificate use ALPN.
    pub fn set_client_identity_alpn(&mut self, when: Option<ClientIdentityAlpn>) -> &mut Self {
        self.config.client_identity_alpn = when;
        self
    }

    /// The name that servers receive in the TLS handshake (SNI), and for which their certificates
    /// must be valid, instead of the host of the endpoint: for tunnels and IP addresses. If it is
    /// invalid, the first call fails. It does not apply to a [`transport`](Self::transport) or an
    /// [`http_client`](Self::http_client), and cannot be changed for a single call: such a call
    /// fails.
    pub fn tls_server_name(mut self, name: impl Into<String>) -> Self {
        self.set_tls_server_name(Some(name.into()));
        self
    }

    /// Sets or clears the name of servers in the TLS handshake.
    pub fn set_tls_server_name(&mut self, name: Option<String>) -> &mut Self {
        self.config.tls_server_name = name;
        self
    }

    /// The proxy, instead of the one from the environment. It does not apply to a
    /// [`transport`](Self::transport) or an [`http_client`](Self::http_client), and cannot be
    /// changed for a single call: such a call fails.
    pub fn proxy(mut self, proxy: ProxyConfig) -> Self {
        self.set_proxy(Some(proxy));
        self
    }

    /// Sets or clears the proxy.
    pub fn set_proxy(&mut self, proxy: Option<ProxyConfig>) -> &mut Self {
        self.config.proxy = proxy;
        self
    }
}
