use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, CertifiedIssuer, DnType,
    IsCa, KeyIdMethod, KeyPair, RevokedCertParams, SerialNumber, date_time_ymd,
};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::ClientCertVerifier;
use rustls::{RootCertStore, ServerConfig, SupportedProtocolVersion};

/// Issues certificates. Clients trust them if they trust its own.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate with its key, as a server uses it.
#[derive(Clone)]
pub struct Certificate(Arc<ServerConfig>);

/// The certificate of a client with its key, both as PEM.
pub struct Holder {
    /// The certificate.
    pub certificate: String,
    /// The key.
    pub key: String,
    /// The certificate as a server receives it.
    pub der: Vec<u8>,
    serial: SerialNumber,
}

impl Authority {
    /// A new authority.
    pub fn named(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, key()).expect("a certificate"))
    }

    /// Its own certificate.
    pub fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate of a host, by name or address.
    pub fn certificate(&self, host: &str) -> Certificate {
        self.issue(params(host))
    }

    /// A certificate of a host that expired long ago.
    pub fn expired_certificate(&self, host: &str) -> Certificate {
        let mut params = params(host);
        params.not_before = date_time_ymd(2001, 1, 1);
        params.not_after = date_time_ymd(2002, 1, 1);
        self.issue(params)
    }

    /// A certificate of a host that is not valid before the year 3000.
    pub fn early_certificate(&self, host: &str) -> Certificate {
        let mut params = params(host);
        params.not_before = date_time_ymd(3000, 1, 1);
        params.not_after = date_time_ymd(3001, 1, 1);
        self.issue(params)
    }

    /// A certificate of a host that requires client certificates of this authority, with this
    /// version of TLS.
    pub fn certificate_for_known_clients(
        &self,
        host: &str,
        version: &'static SupportedProtocolVersion,
    ) -> Certificate {
        self.certificate_for_clients(host, version, &[])
    }

    /// As [`certificate_for_known_clients`](Self::certificate_for_known_clients), except for clients
    /// whose certificates are revoked.
    pub fn certificate_for_clients(
        &self,
        host: &str,
        version: &'static SupportedProtocolVersion,
        revoked: &[&Holder],
    ) -> Certificate {
        let clients = WebPkiClientVerifier::builder_with_provider(self.roots(), provider())
            .with_crls([self.revocations(revoked)]);
        let clients = clients.build().expect("an authority");
        self.verifying(host, &[version], clients)
    }

    /// A certificate of a host that asks for client certificates of this authority, and accepts
    /// clients without one too.
    pub fn certificate_for_all_clients(&self, host: &str) -> Certificate {
        let clients = WebPkiClientVerifier::builder_with_provider(self.roots(), provider());
        let clients = clients.allow_unauthenticated().build().expect("an authority");
        self.verifying(host, rustls::DEFAULT_VERSIONS, clients)
    }

    /// A certificate of a host that requires client certificates of another authority, whose own
    /// certificate is given as PEM.
    pub fn certificate_for_clients_of(&self, host: &str, authority: &str) -> Certificate {
        let mut roots = RootCertStore::empty();
        let root = CertificateDer::from_pem_slice(authority.as_bytes()).expect("a certificate");
        roots.add(root).expect("a certificate");
        let clients = WebPkiClientVerifier::builder_with_provider(roots.into(), provider());
        let clients = clients.build().expect("an authority");
        self.verifying(host, rustls::DEFAULT_VERSIONS, clients)
    }

    /// The certificate of a client.
    pub fn holder(&self) -> Holder {
        self.holder_with(CertificateParams::default())
    }

    /// The certificate of a client that expired long ago.
    pub fn expired_holder(&self) -> Holder {
        let mut params = CertificateParams::default();
        params.not_before = date_time_ymd(2001, 1, 1);
        params.not_after = date_time_ymd(2002, 1, 1);
        self.holder_with(params)
    }

    fn holder_with(&self, mut params: CertificateParams) -> Holder {
        static SERIAL: AtomicU64 = AtomicU64::new(1);
        let serial = SerialNumber::from(SERIAL.fetch_add(1, Ordering::Relaxed));
        params.serial_number = Some(serial.clone());
        let key = key();
        let certificate = params.signed_by(&key, &self.0).expect("a certificate");
        Holder {
            certificate: certificate.pem(),
            key: key.serialize_pem(),
            der: certificate.der().to_vec(),
            serial,
        }
    }

    fn roots(&self) -> Arc<RootCertStore> {
        let mut roots = RootCertStore::empty();
        roots.add(self.0.der().clone()).expect("a certificate");
        roots.into()
    }

    fn revocations(&self, revoked: &[&Holder]) -> CertificateRevocationListDer<'static> {
        let revoked = revoked.iter().map(|holder| RevokedCertParams {
            serial_number: holder.serial.clone(),
            revocation_time: date_time_ymd(2020, 1, 1),
            reason_code: None,
            invalidity_date: None,
        });
        let list = CertificateRevocationListParams {
            this_update: date_time_ymd(2020, 1, 1),
            next_update: date_time_ymd(3000, 1, 1),
            crl_number: SerialNumber::from(1),
            issuing_distribution_point: None,
            revoked_certs: revoked.collect(),
            key_identifier_method: KeyIdMethod::Sha256,
        };
        list.signed_by(&self.0).expect("a list").into()
    }

    /// A certificate of a host whose clients are verified in this way.
    fn verifying(
        &self,
        host: &str,
        versions: &[&'static SupportedProtocolVersion],
        clients: Arc<dyn ClientCertVerifier>,
    ) -> Certificate {
        let (chain, key) = self.chain(params(host));
        let config = ServerConfig::builder_with_provider(provider())
            .with_protocol_versions(versions)
            .and_then(|config| {
                config.with_client_cert_verifier(clients).with_single_cert(chain, key)
            });
        Certificate(Arc::new(config.expect("a usable certificate")))
    }

    fn issue(&self, params: CertificateParams) -> Certificate {
        let (chain, key) = self.chain(params);
        Certificate::new(chain, key)
    }

    fn chain(
        &self,
        params: CertificateParams,
    ) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
        let key = key();
        let certificate = params.signed_by(&key, &self.0).expect("a certificate");
        (vec![certificate.der().clone()], private(&key))
    }
}

impl Certificate {
    /// A self-signed certificate of a host.
    pub fn self_signed(host: &str) -> Self {
        let key = key();
        let certificate = params(host).self_signed(&key).expect("a certificate");
        Self::new(vec![certificate.der().clone()], private(&key))
    }

    /// Selects this protocol of those that clients offer in ALPN.
    pub fn selecting(self, protocol: &str) -> Self {
        let mut config = ServerConfig::clone(&self.0);
        config.alpn_protocols = vec![protocol.into()];
        Self(Arc::new(config))
    }

    /// The settings of a server with it.
    pub fn config(&self) -> Arc<ServerConfig> {
        self.0.clone()
    }

    fn new(chain: Vec<CertificateDer<'static>>, key: PrivateKeyDer<'static>) -> Self {
        let config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(chain, key));
        Self(Arc::new(config.expect("a usable certificate")))
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

fn params(host: &str) -> CertificateParams {
    CertificateParams::new([host.to_owned()]).expect("a name")
}

fn private(key: &KeyPair) -> PrivateKeyDer<'static> {
    PrivateKeyDer::try_from(key.serialize_der()).expect("a key")
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}
