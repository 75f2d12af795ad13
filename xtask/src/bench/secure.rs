use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use super::cargo::scratch;
use super::server::Server;
use crate::Failure;

/// A [`Server`] over TLS that demands a client certificate, and the files of a device.
pub(super) struct SecureServer {
    server: Server,
    directory: PathBuf,
}

impl SecureServer {
    pub(super) fn start() -> Result<Self, Failure> {
        let directory = scratch().join("device");
        let problem = |error: &dyn std::fmt::Display| format!("cannot serve TLS: {error}");
        fs::create_dir_all(&directory).map_err(|error| problem(&error))?;
        let config = config(&directory).map_err(|error| problem(&error))?;
        let server = Server::start_with(move |stream| {
            let tls = ServerConnection::new(config.clone()).map_err(std::io::Error::other)?;
            Ok(StreamOwned::new(tls, stream))
        });
        Ok(Self { server: server.map_err(|error| problem(&error))?, directory })
    }

    /// Where a device finds the server and its files.
    pub(super) fn variables(&self) -> [(&'static str, String); 4] {
        let file = |name| self.directory.join(name).display().to_string();
        [
            ("BENCH_TLS_URL", format!("https://{}", self.server.address())),
            ("BENCH_CA", file(CA)),
            ("BENCH_CERTIFICATE", file(CERTIFICATE)),
            ("BENCH_KEY", file(KEY)),
        ]
    }
}

const CA: &str = "ca.pem";
const CERTIFICATE: &str = "device.pem.crt";
const KEY: &str = "private.pem.key";

fn config(directory: &std::path::Path) -> Result<Arc<ServerConfig>, Box<dyn std::error::Error>> {
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;
    let device_key = KeyPair::generate()?;
    let device = CertificateParams::new(Vec::new())?.signed_by(&device_key, &authority)?;
    for (name, text) in
        [(CA, authority.pem()), (CERTIFICATE, device.pem()), (KEY, device_key.serialize_pem())]
    {
        fs::write(directory.join(name), text)?;
    }
    let key = KeyPair::generate()?;
    let host = CertificateParams::new(vec!["127.0.0.1".to_owned()])?.signed_by(&key, &authority)?;
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone())?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build()?;
    let key = PrivateKeyDer::try_from(key.serialize_der())?;
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(verifier)
        .with_single_cert(vec![host.der().clone()], key)?;
    Ok(Arc::new(config))
}
