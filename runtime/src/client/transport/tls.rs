use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};

use super::super::crypto;
use super::ca_bundle::CaBundle;

/// TLS 1.2 and 1.3 with the certificates of a bundle, or with the default ones.
///
/// # Errors
/// A sentence about what is missing: certificates, say.
pub(super) fn client_config(bundle: Option<&CaBundle>) -> Result<ClientConfig, String> {
    // Named, as rustls panics if an application has several and none is the default.
    let provider = Arc::new(crypto::tls());
    let roots = match bundle {
        Some(bundle) => bundle.roots(),
        None => Arc::new(default_roots()?),
    };
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| format!("TLS cannot be set up: {error}"))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(feature = "webpki-roots")]
fn default_roots() -> Result<RootCertStore, String> {
    Ok(webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect())
}

#[cfg(not(feature = "webpki-roots"))]
fn default_roots() -> Result<RootCertStore, String> {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(found.certs);
    if !roots.is_empty() {
        return Ok(roots);
    }
    let why = found.errors.first().map(|error| format!(" ({error})")).unwrap_or_default();
    Err(format!(
        "the system has no usable CA certificates{why}: install them, give the client a bundle, or \
         turn on the feature `webpki-roots`"
    ))
}
