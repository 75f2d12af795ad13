use std::sync::Arc;

use rustls::client::ResolvesClientCert;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::server::ParsedCertificate;
use rustls::sign::{CertifiedKey, SigningKey, SingleCertAndKey};
use rustls::{CertificateError, Error, InconsistentKeys};

use super::contents::Contents;
use super::invalid::InvalidClientIdentity;
use super::key::read_key;
use super::part::Part;

/// A certificate chain and the key that belongs to it.
pub(super) struct Pair(CertifiedKey);

impl Pair {
    pub(super) fn read(
        (certificate, chain): (&Part, &[u8]),
        (private_key, key): (&Part, &[u8]),
    ) -> Result<Self, InvalidClientIdentity> {
        let chain = read_chain(certificate, chain)?;
        let key = read_key(private_key, key)?;
        let pair = CertifiedKey::new(chain, key);
        match belong_together(&pair) {
            Ok(()) => Ok(Self(pair)),
            Err(problem) => Err(certificate.invalid(&match problem {
                Error::InconsistentKeys(_) => mismatch(&pair, private_key),
                problem => format!("does not parse: {problem}"),
            })),
        }
    }

    pub(super) fn chain(&self) -> &[CertificateDer<'static>] {
        &self.0.cert
    }

    pub(super) fn into_resolver(self) -> Arc<dyn ResolvesClientCert> {
        Arc::new(SingleCertAndKey::from(self.0))
    }
}

fn read_chain(
    part: &Part,
    pem: &[u8],
) -> Result<Vec<CertificateDer<'static>>, InvalidClientIdentity> {
    let contents = Contents::of(pem);
    if !contents.has_certificate() {
        return Err(part.invalid(&contents.instead_of_certificate(part)));
    }
    let mut chain = Vec::new();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let number = chain.len() + 1;
        // The error of the parser may quote the text, which may also hold the key.
        let certificate = certificate.map_err(|_| {
            part.invalid(&format!("is damaged: section {number} is not complete, or not base64"))
        })?;
        if let Err(problem) = parsed(&certificate) {
            return Err(part.invalid(&format!("does not parse: certificate {number}: {problem}")));
        }
        chain.push(certificate);
    }
    Ok(chain)
}

fn parsed(certificate: &CertificateDer<'_>) -> Result<(), Error> {
    match ParsedCertificate::try_from(certificate) {
        Ok(_) => Ok(()),
        Err(error) if is_version_1(&error) => Ok(()),
        Err(error) => Err(error),
    }
}

fn belong_together(pair: &CertifiedKey) -> Result<(), Error> {
    match pair.keys_match() {
        Err(error) if is_version_1(&error) => match holds(&pair.cert[0], &*pair.key) {
            true => Ok(()),
            false => Err(InconsistentKeys::KeyMismatch.into()),
        },
        // Kinds of keys that do not tell their public key.
        Err(Error::InconsistentKeys(InconsistentKeys::Unknown)) => Ok(()),
        result => result,
    }
}

/// Servers may accept certificates without extensions, as `openssl x509 -req` makes them, although
/// rustls does not parse them.
fn is_version_1(error: &Error) -> bool {
    let Error::InvalidCertificate(CertificateError::Other(reason)) = error else { return false };
    reason.to_string().contains("UnsupportedCertVersion")
}

/// Whether a certificate has the public key, which both encode in the same way.
fn holds(certificate: &CertificateDer<'_>, key: &dyn SigningKey) -> bool {
    key.public_key().is_none_or(|public| {
        certificate.windows(public.len()).any(|bytes| bytes == public.as_ref())
    })
}

fn mismatch(pair: &CertifiedKey, key: &Part) -> String {
    let key_name = key.name();
    let other = pair.cert.iter().skip(1).position(|certificate| holds(certificate, &*pair.key));
    match other {
        Some(index) => format!(
            "begins with another certificate; certificate {} belongs to {key_name}: put it first",
            index + 2
        ),
        None => format!("and {key_name} do not belong together: their public keys differ"),
    }
}
