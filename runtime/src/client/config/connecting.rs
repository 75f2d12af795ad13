//! Settings of transports.

use super::ConfigBuilder;
use crate::client::transport::{CaBundle, ProxyConfig, SharedTransport, Transport};

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

    /// The CA certificates to trust, instead of the system's. It does not apply to a
    /// [`transport`](Self::transport) or an [`http_client`](Self::http_client).
    pub fn ca_bundle(mut self, bundle: CaBundle) -> Self {
        self.set_ca_bundle(Some(bundle));
        self
    }

    /// Sets or clears the CA certificates to trust.
    pub fn set_ca_bundle(&mut self, bundle: Option<CaBundle>) -> &mut Self {
        self.config.ca_bundle = bundle;
        self
    }

    /// The proxy, instead of the one from the environment. It does not apply to a
    /// [`transport`](Self::transport) or an [`http_client`](Self::http_client), and cannot be
    /// changed for a single call.
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
