//! The certificate and the key of the client, and their replacement while the client is in use.

mod contents;
mod files;
mod invalid;
mod key;
mod pair;
mod part;
mod reload;
mod stamp;

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustls::client::ResolvesClientCert;
use rustls::pki_types::CertificateDer;

use self::files::Files;
pub use self::invalid::InvalidClientIdentity;
use self::pair::Pair;
use self::part::Part;
use self::reload::{Look, Watch};

/// The X.509 certificate and the private key of the client, for mutual TLS.
///
/// Clones share them. TLS 1.2 and 1.3 are supported, with these forms:
///
/// * The certificate is PEM: one or more sections `-----BEGIN CERTIFICATE-----`, first that of the
///   client, then those of intermediate authorities, if any.
/// * The key is PEM: one section `PRIVATE KEY` (PKCS#8), `RSA PRIVATE KEY` (PKCS#1) or
///   `EC PRIVATE KEY` (SEC1), not encrypted.
/// * The key is RSA (2048 to 8192 bits) or EC on the curve P-256 or P-384. P-521 needs the feature
///   `aws-lc-rs`.
///
/// It is checked when it is made: that both can be read, and that they belong together. Whether
/// the certificate is valid at present is up to the server.
#[derive(Clone)]
pub struct ClientIdentity(Arc<Shared>);

struct Shared {
    source: Source,
    current: Mutex<Current>,
}

enum Source {
    Memory,
    Resolver,
    Files(Box<Watch>),
}

struct Current {
    /// Raised when another certificate is in use.
    generation: u64,
    /// Of the certificate in use; empty for a resolver.
    chain: Vec<CertificateDer<'static>>,
    resolver: Arc<dyn ResolvesClientCert>,
}

impl ClientIdentity {
    /// Reads the certificate and the key from PEM files.
    ///
    /// The files may be replaced while the client is in use. Before a request, but at most once a
    /// second, transports look at the times, sizes and identities of both files, and read them
    /// again if one has changed. The new certificate is used for new connections from then on,
    /// without sessions of the old one. Idle connections are closed; calls in progress finish on
    /// theirs. While the files cannot be used, for example because only one of them has been
    /// replaced yet, the old certificate is kept, a warning is written (`tracing`), and the files
    /// are read again every second. Use [`reload`](Self::reload) to replace it at once.
    ///
    /// # Errors
    /// A file cannot be read or is not in one of the forms above, the kind of key is not supported,
    /// or key and certificate do not belong together.
    pub fn from_pem_files(
        certificate: impl Into<PathBuf>,
        private_key: impl Into<PathBuf>,
    ) -> Result<Self, InvalidClientIdentity> {
        let files = Files { certificate: certificate.into(), private_key: private_key.into() };
        let stamps = files.stamps();
        let pair = files.read()?;
        Ok(Self::new(Source::Files(Box::new(Watch::new(files, stamps))), pair))
    }

    /// Reads the certificate and the key from PEM texts.
    ///
    /// # Errors
    /// As for [`from_pem_files`](Self::from_pem_files).
    pub fn from_pem(
        certificate: impl AsRef<[u8]>,
        private_key: impl AsRef<[u8]>,
    ) -> Result<Self, InvalidClientIdentity> {
        let pair = Pair::read(
            (&Part::certificate(None), certificate.as_ref()),
            (&Part::private_key(None), private_key.as_ref()),
        )?;
        Ok(Self::new(Source::Memory, pair))
    }

    /// Uses a certificate resolver of rustls, for keys that cannot be exported: those in a TPM, a
    /// secure element, or behind PKCS#11. Its [`CertifiedKey`] has the certificate chain and a
    /// [`SigningKey`] that lets the hardware sign.
    ///
    /// The resolver is called for each new connection. It blocks the thread, also that of an
    /// asynchronous runtime. If it returns another certificate later, connections and sessions of
    /// the earlier one stay in use: make a new client instead.
    ///
    /// [`CertifiedKey`]: rustls::sign::CertifiedKey
    /// [`SigningKey`]: rustls::sign::SigningKey
    pub fn from_resolver(resolver: Arc<dyn ResolvesClientCert>) -> Self {
        let current = Current { generation: 0, chain: Vec::new(), resolver };
        Self(Arc::new(Shared { source: Source::Resolver, current: Mutex::new(current) }))
    }

    /// Reads the files again now, for example after the application has written new ones, and
    /// returns whether they hold another certificate. It blocks the thread while it reads. Without
    /// files, nothing is done.
    ///
    /// # Errors
    /// The files cannot be used. The certificate from before stays in use.
    pub fn reload(&self) -> Result<bool, InvalidClientIdentity> {
        match &self.0.source {
            Source::Files(watch) => watch.reload(|pair| self.replace(pair)),
            Source::Memory | Source::Resolver => Ok(false),
        }
    }

    /// A number that is raised when another certificate comes into use.
    pub fn generation(&self) -> u64 {
        self.lock().generation
    }

    /// Looks at the files in the background, if a second has passed since the last look. Clients do
    /// so before a request; this is for those that send none, because the last one was refused.
    pub fn look_in_background(&self) {
        if let Some(look) = self.due_look() {
            look.take_in_background(());
        }
    }

    /// Whether both share certificate and key.
    pub(in crate::client) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// A look at the files, if one is due. It may block for as long as the file system does.
    pub(in crate::client) fn due_look(&self) -> Option<Look> {
        match &self.0.source {
            Source::Files(watch) => watch.is_due().then(|| Look::of(self.clone())),
            Source::Memory | Source::Resolver => None,
        }
    }

    /// The certificate and key to present, and a number that is raised when they are replaced.
    pub(in crate::client) fn current(&self) -> (u64, Arc<dyn ResolvesClientCert>) {
        let current = self.lock();
        (current.generation, Arc::clone(&current.resolver))
    }

    fn new(source: Source, pair: Pair) -> Self {
        let chain = pair.chain().to_vec();
        let current = Current { generation: 0, chain, resolver: pair.into_resolver() };
        Self(Arc::new(Shared { source, current: Mutex::new(current) }))
    }

    fn look_is_over(&self) {
        if let Source::Files(watch) = &self.0.source {
            watch.look_is_over();
        }
    }

    fn look(&self) -> Option<InvalidClientIdentity> {
        match &self.0.source {
            Source::Files(watch) => watch.look(|pair| self.replace(pair)),
            Source::Memory | Source::Resolver => None,
        }
    }

    /// Returns whether it is another one.
    fn replace(&self, pair: Pair) -> bool {
        let mut current = self.lock();
        // The key belongs to the certificate, so an equal certificate means an equal key.
        if current.chain == pair.chain() {
            return false;
        }
        let chain = pair.chain().to_vec();
        let generation = current.generation + 1;
        *current = Current { generation, chain, resolver: pair.into_resolver() };
        true
    }

    fn lock(&self) -> MutexGuard<'_, Current> {
        self.0.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for ClientIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.source {
            Source::Memory => f.write_str("ClientIdentity(in memory)"),
            Source::Resolver => f.write_str("ClientIdentity(resolver)"),
            Source::Files(watch) => f
                .debug_struct("ClientIdentity")
                .field("certificate", &watch.files().certificate)
                .field("private_key", &watch.files().private_key)
                .finish(),
        }
    }
}

#[cfg(test)]
mod tests;
