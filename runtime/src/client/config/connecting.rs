//! What carries requests.

use super::ConfigBuilder;
use crate::client::transport::{CaBundle, ProxyConfig, SharedTransport, Transport};

impl ConfigBuilder {
    /// What carries requests, instead of the client's own HTTP stack. It counts more than an
    /// [`http_client`](Self::http_client).
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.set_transport(Some(SharedTransport::new(transport)));
        self
    }

    /// Sets or clears what carries requests.
    pub fn set_transport(&mut self, transport: Option<SharedTransport>) -> &mut Self {
        self.config.transport = transport;
        self
    }

    /// The certificates to trust, in place of the system's. A [`transport`](Self::transport) or an
    /// [`http_client`](Self::http_client) has its own.
    pub fn ca_bundle(mut self, bundle: CaBundle) -> Self {
        self.set_ca_bundle(Some(bundle));
        self
    }

    /// Sets or clears the certificates to trust.
    pub fn set_ca_bundle(&mut self, bundle: Option<CaBundle>) -> &mut Self {
        self.config.ca_bundle = bundle;
        self
    }

    /// The proxy to go through, instead of that of the environment. A
    /// [`transport`](Self::transport) or an [`http_client`](Self::http_client) has its own, and the
    /// settings of a single call do not change it.
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
