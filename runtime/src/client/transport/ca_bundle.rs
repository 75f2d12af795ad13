use std::fmt;
use std::sync::Arc;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

/// Certificates of the authorities to trust, in place of the system's.
#[derive(Clone)]
pub struct CaBundle(Arc<RootCertStore>);

impl CaBundle {
    /// Reads a PEM file: one or more sections that begin with `-----BEGIN CERTIFICATE-----`. What
    /// stands between and after them is skipped, other kinds of sections too.
    ///
    /// # Errors
    /// It has no certificate, or one that cannot be read.
    pub fn from_pem(pem: &[u8]) -> Result<Self, InvalidCaBundle> {
        let mut roots = RootCertStore::empty();
        for (index, certificate) in CertificateDer::pem_slice_iter(pem).enumerate() {
            let invalid = |error: &dyn fmt::Display| {
                InvalidCaBundle(format!("certificate {} cannot be read: {error}", index + 1))
            };
            let certificate = certificate.map_err(|error| invalid(&error))?;
            roots.add(certificate).map_err(|error| invalid(&error))?;
        }
        match (roots.is_empty(), pem.is_empty()) {
            (false, _) => Ok(Self(Arc::new(roots))),
            (true, true) => Err(InvalidCaBundle("it is empty".into())),
            (true, false) => Err(InvalidCaBundle(
                "it is not PEM: nothing in it begins with -----BEGIN CERTIFICATE-----".into(),
            )),
        }
    }

    pub(super) fn roots(&self) -> Arc<RootCertStore> {
        Arc::clone(&self.0)
    }
}

impl fmt::Debug for CaBundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CaBundle({} certificates)", self.0.len())
    }
}

/// What is wrong with a bundle of certificates.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InvalidCaBundle(String);

impl fmt::Display for InvalidCaBundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no bundle of CA certificates: {}", self.0)
    }
}

impl std::error::Error for InvalidCaBundle {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_bundle_says_why() {
        let error = |pem: &str| CaBundle::from_pem(pem.as_bytes()).unwrap_err().to_string();
        assert!(error("").contains("it is empty"));
        assert!(error("c3VyZWx5\n").contains("not PEM"));
        let section =
            |body| format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n");
        assert!(error(&section("????")).contains("certificate 1 cannot be read"));
        let good = rcgen::generate_simple_self_signed(Vec::new()).unwrap().cert.pem();
        let second = good.clone() + &section("c3VyZWx5");
        assert!(error(&second).contains("certificate 2 cannot be read"), "{}", error(&second));
        let both = format!("# A comment.\n{good}{good}");
        let bundle = CaBundle::from_pem(both.as_bytes()).unwrap();
        assert_eq!(format!("{bundle:?}"), "CaBundle(2 certificates)");
    }
}
