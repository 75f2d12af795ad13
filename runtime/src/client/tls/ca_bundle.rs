use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, fs};

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::NoTls;
use crate::error::BoxError;

/// The CA certificates to trust, instead of the system's.
#[derive(Clone)]
pub struct CaBundle(Source);

#[derive(Clone)]
enum Source {
    Roots(Arc<RootCertStore>),
    File {
        path: PathBuf,
        /// The environment variable that contains the path.
        variable: Option<&'static str>,
    },
}

/// Two bundles are equal if one is a clone of the other, or if they name the same file.
impl PartialEq for CaBundle {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Source::Roots(one), Source::Roots(other)) => Arc::ptr_eq(one, other),
            (Source::File { path: one, .. }, Source::File { path: other, .. }) => one == other,
            _ => false,
        }
    }
}

impl CaBundle {
    /// Reads a PEM file: one or more sections that begin with `-----BEGIN CERTIFICATE-----`. Other
    /// sections, and text outside of sections, are ignored.
    ///
    /// # Errors
    /// It contains no certificate, or one that is invalid.
    pub fn from_pem(pem: &[u8]) -> Result<Self, InvalidCaBundle> {
        Ok(Self(Source::Roots(Arc::new(parse(pem)?))))
    }

    /// A PEM file, as for [`from_pem`](Self::from_pem). It is read at the first `https` connection,
    /// and not for `http` endpoints. If it is unusable, `https` calls fail with
    /// [`TransportErrorKind::Setup`], and each of them reads it again.
    ///
    /// It is read in a separate thread, within the connect time-out. If the file is on a network
    /// mount that does not respond, calls fail with [`TransportErrorKind::Timeout`], and only that
    /// thread is blocked.
    ///
    /// [`TransportErrorKind::Timeout`]: crate::error::TransportErrorKind::Timeout
    /// [`TransportErrorKind::Setup`]: crate::error::TransportErrorKind::Setup
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        Self(Source::File { path: path.into(), variable: None })
    }

    #[cfg(feature = "aws")]
    pub(crate) fn from_variable(variable: &'static str, path: impl Into<PathBuf>) -> Self {
        Self(Source::File { path: path.into(), variable: Some(variable) })
    }

    pub(in crate::client) fn roots(&self) -> Result<Arc<RootCertStore>, NoTls> {
        match &self.0 {
            Source::Roots(roots) => Ok(Arc::clone(roots)),
            Source::File { path, .. } => read(path).map(Arc::new).map_err(|error| {
                let subject = self.subject();
                NoTls::new(format!("{subject}, which cannot be used: {error}"), error)
            }),
        }
    }

    #[cfg(feature = "async")]
    pub(in crate::client) fn is_file(&self) -> bool {
        matches!(self.0, Source::File { .. })
    }

    /// A description: `the CA bundle is "/etc/ca.pem"`.
    pub(in crate::client) fn subject(&self) -> String {
        match &self.0 {
            Source::Roots(roots) => format!("the CA bundle has {} certificates", roots.len()),
            Source::File { path, variable } => {
                format!("{} is {path:?}", variable.unwrap_or("the CA bundle"))
            }
        }
    }
}

fn read(path: &Path) -> Result<RootCertStore, BoxError> {
    Ok(parse(&fs::read(path)?)?)
}

fn parse(pem: &[u8]) -> Result<RootCertStore, InvalidCaBundle> {
    let mut roots = RootCertStore::empty();
    for (index, certificate) in CertificateDer::pem_slice_iter(pem).enumerate() {
        let invalid = |error: &dyn fmt::Display| {
            InvalidCaBundle(format!("certificate {} cannot be read: {error}", index + 1))
        };
        let certificate = certificate.map_err(|error| invalid(&error))?;
        roots.add(certificate).map_err(|error| invalid(&error))?;
    }
    match (roots.is_empty(), pem.is_empty()) {
        (false, _) => Ok(roots),
        (true, true) => Err(InvalidCaBundle("it is empty".into())),
        (true, false) => Err(InvalidCaBundle(
            "it is not PEM: nothing in it begins with -----BEGIN CERTIFICATE-----".into(),
        )),
    }
}

impl fmt::Debug for CaBundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Roots(roots) => write!(f, "CaBundle({} certificates)", roots.len()),
            Source::File { path, .. } => write!(f, "CaBundle({path:?})"),
        }
    }
}

/// The error for an unusable CA bundle.
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
