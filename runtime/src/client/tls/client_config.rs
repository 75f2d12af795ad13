use std::sync::Arc;

use rustls::client::{ResolvesClientCert, Resumption};
use rustls::{ClientConfig, RootCertStore};

use super::{CaBundle, NoTls};
use crate::client::crypto;

/// TLS 1.2 and 1.3 with the certificates of a bundle, or with the default ones.
pub(in crate::client) fn client_config(bundle: Option<&CaBundle>) -> Result<ClientConfig, NoTls> {
    // Explicit, because rustls panics if an application has several providers and no default.
    let provider = Arc::new(crypto::tls());
    let roots = match bundle {
        Some(bundle) => bundle.roots()?,
        None => Arc::new(default_roots()?),
    };
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| NoTls::new(format!("TLS cannot be set up: {error}"), error))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// The same settings, with a client certificate and a protocol name. Sessions are kept apart from
/// those of other settings: a resumed session would keep the client's old identity.
pub(in crate::client) fn presenting(
    base: &ClientConfig,
    identity: Arc<dyn ResolvesClientCert>,
    protocol: Option<&str>,
) -> ClientConfig {
    let mut config = base.clone();
    config.client_auth_cert_resolver = identity;
    config.alpn_protocols = protocol.map(|name| name.as_bytes().to_vec()).into_iter().collect();
    config.resumption = Resumption::default();
    config
}

#[cfg(feature = "webpki-roots")]
fn default_roots() -> Result<RootCertStore, NoTls> {
    Ok(webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect())
}

#[cfg(not(feature = "webpki-roots"))]
fn default_roots() -> Result<RootCertStore, NoTls> {
    const MISSING: &str = "the system has no usable CA certificates";
    const REMEDY: &str =
        "install them, give the client a bundle, or turn on the feature `webpki-roots`";

    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(found.certs);
    if !roots.is_empty() {
        return Ok(roots);
    }
    Err(match found.errors.into_iter().next() {
        Some(error) => NoTls::new(format!("{MISSING} ({error}): {REMEDY}"), error),
        None => NoTls::without_cause(format!("{MISSING}: {REMEDY}")),
    })
}
