use std::sync::{Arc, OnceLock};

use http::Uri;
use rustls::ClientConfig;
use rustls::client::ResolvesClientCert;
use rustls::pki_types::ServerName;

use super::client_config::presenting;
use super::server_name::server_name;
use super::{AlpnRule, NoTls};

/// What TLS connections of one pool have in common, except for the trusted authorities.
#[derive(Default)]
pub(in crate::client) struct Terms {
    /// Instead of the host of the URI.
    pub(in crate::client) server_name: Option<String>,
    /// The certificate of the client.
    pub(in crate::client) presented: Option<Presented>,
}

/// A certificate, and the settings that are made with it.
pub(in crate::client) struct Presented {
    identity: Arc<dyn ResolvesClientCert>,
    alpn: AlpnRule,
    with_protocol: OnceLock<Arc<ClientConfig>>,
    without_protocol: OnceLock<Arc<ClientConfig>>,
}

impl Terms {
    pub(in crate::client) fn server_name(&self) -> Result<Option<ServerName<'static>>, NoTls> {
        self.server_name.as_deref().map(server_name).transpose()
    }

    /// The settings for a target.
    pub(in crate::client) fn config(
        &self,
        base: Arc<ClientConfig>,
        target: &Uri,
    ) -> Result<Arc<ClientConfig>, NoTls> {
        const HTTPS: u16 = 443;

        let Some(presented) = &self.presented else { return Ok(base) };
        let protocol = presented.alpn.for_port(target.port_u16().unwrap_or(HTTPS))?;
        // Kept, because sessions are kept with them.
        let made = match protocol {
            Some(_) => &presented.with_protocol,
            None => &presented.without_protocol,
        };
        let make = || Arc::new(presenting(&base, Arc::clone(&presented.identity), protocol));
        Ok(Arc::clone(made.get_or_init(make)))
    }
}

impl Presented {
    pub(in crate::client) fn new(identity: Arc<dyn ResolvesClientCert>, alpn: AlpnRule) -> Self {
        let (with_protocol, without_protocol) = Default::default();
        Self { identity, alpn, with_protocol, without_protocol }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::tls::{ClientIdentity, client_config};

    #[test]
    fn each_port_has_its_protocol_and_the_settings_are_kept() {
        let generated = rcgen::generate_simple_self_signed(Vec::new()).unwrap();
        let (certificate, key) = (generated.cert.pem(), generated.signing_key.serialize_pem());
        let identity = ClientIdentity::from_pem(certificate, key).unwrap();
        let alpn = AlpnRule { protocol: Some("x-test"), ..AlpnRule::default() };
        let presented = Some(Presented::new(identity.current().1, alpn));
        let terms = Terms { presented, server_name: None };
        let base = Arc::new(client_config(None).unwrap());
        let config = |target| terms.config(base.clone(), &Uri::from_static(target)).unwrap();
        for (target, protocols) in [
            ("https://host", &[b"x-test".to_vec()][..]),
            ("https://host:443/path", &[b"x-test".to_vec()]),
            ("https://host:8443", &[]),
        ] {
            assert_eq!(config(target).alpn_protocols, protocols, "{target}");
            assert!(config(target).client_auth_cert_resolver.has_certs());
            assert!(Arc::ptr_eq(&config(target), &config(target)));
        }
        let none = Terms::default().config(base.clone(), &Uri::from_static("https://host"));
        assert!(Arc::ptr_eq(&none.unwrap(), &base));
    }
}
