//! TLS for connections of a device that are not HTTP, such as MQTT.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use rustls::ClientConfig;

use super::{IdentityWatch, TlsSetup};
use crate::client::tls::{CaBundle, ClientIdentity, handshake_failure, presenting};
use crate::error::cause::find;
use crate::error::{TransportError, TransportErrorKind, is_server_certificate_out_of_date};

/// Makes the settings of TLS connections that present the certificate of the client.
pub struct IdentityTls {
    identity: IdentityWatch,
    setup: Arc<TlsSetup>,
}

impl IdentityTls {
    /// Presents this certificate, and trusts the bundle; without one, what clients trust by
    /// default.
    pub fn new(identity: ClientIdentity, ca_bundle: Option<CaBundle>) -> Self {
        let setup = Arc::new(TlsSetup::new(ca_bundle));
        Self { identity: IdentityWatch::new(identity), setup }
    }

    /// The settings for one connection, with the certificate that is current, and this protocol name
    /// in ALPN, if any.
    ///
    /// # Errors
    /// The CA certificates cannot be used.
    pub async fn config(
        &self,
        protocol: Option<&str>,
    ) -> Result<Arc<ClientConfig>, TransportError> {
        let base = Arc::clone(&self.setup).config().await.map_err(|error| {
            let words = error.to_string();
            TransportError::new(TransportErrorKind::Setup, error).in_words(words)
        })?;
        let (_, identity) = self.identity.current().await;
        Ok(Arc::new(presenting(&base, identity, protocol)))
    }
}

impl fmt::Debug for IdentityTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdentityTls").finish_non_exhaustive()
    }
}

/// What an error of a connection says about TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TlsProblem {
    /// What is wrong, and what to do about it.
    pub words: String,
    /// A certificate is the problem: that of the server or that of the client.
    pub is_certificate: bool,
    /// The certificate of the server is not valid yet, or no longer, by the clock of this device,
    /// which is then probably wrong.
    pub is_server_certificate_out_of_date: bool,
}

impl TlsProblem {
    /// Looks for an error of rustls among an error and its causes.
    pub fn find(error: &(dyn Error + 'static)) -> Option<Self> {
        let tls = find::<rustls::Error>(error)?;
        let failure = handshake_failure(tls);
        Some(Self {
            words: failure.detail(),
            is_certificate: failure.kind() == TransportErrorKind::Certificate,
            is_server_certificate_out_of_date: is_server_certificate_out_of_date(tls),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use rustls::pki_types::UnixTime;
    use rustls::{AlertDescription, CertificateError};

    use super::*;

    fn found(error: impl Into<rustls::Error>) -> TlsProblem {
        TlsProblem::find(&io::Error::other(error.into())).unwrap()
    }

    #[test]
    fn certificates_and_the_clock_are_told_apart() {
        let at = |seconds| UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds));
        let early = CertificateError::NotValidYetContext { time: at(5), not_before: at(10) };
        let early = found(rustls::Error::InvalidCertificate(early));
        assert!(early.is_certificate && early.is_server_certificate_out_of_date, "{early:?}");
        assert!(early.words.contains("set the clock"), "{early:?}");
        let late = found(rustls::Error::InvalidCertificate(CertificateError::Expired));
        assert!(late.is_certificate && late.is_server_certificate_out_of_date, "{late:?}");
        let refused = found(rustls::Error::AlertReceived(AlertDescription::CertificateRevoked));
        assert!(
            refused.is_certificate && !refused.is_server_certificate_out_of_date,
            "{refused:?}"
        );
        assert!(refused.words.ends_with("it is revoked"), "{refused:?}");
        let other = found(rustls::Error::HandshakeNotComplete);
        assert!(!other.is_certificate && !other.is_server_certificate_out_of_date, "{other:?}");
        assert_eq!(TlsProblem::find(&io::Error::other("no TLS")), None);
    }

    #[tokio::test]
    async fn settings_have_the_certificate_and_the_protocol() {
        let pair = || {
            let generated = rcgen::generate_simple_self_signed(Vec::new()).unwrap();
            (generated.cert.pem(), generated.signing_key.serialize_pem())
        };
        let (certificate, key) = pair();
        let identity = ClientIdentity::from_pem(&certificate, &key).unwrap();
        let ca = CaBundle::from_pem(certificate.as_bytes()).unwrap();
        let tls = IdentityTls::new(identity, Some(ca));
        let config = tls.config(Some("x-test")).await.unwrap();
        assert_eq!(config.alpn_protocols, [b"x-test"]);
        assert!(config.client_auth_cert_resolver.has_certs());
        assert!(tls.config(None).await.unwrap().alpn_protocols.is_empty());
        let missing = CaBundle::from_path("/nonexistent/ca.pem");
        let identity = ClientIdentity::from_pem(&certificate, &key).unwrap();
        let error = IdentityTls::new(identity, Some(missing)).config(None).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Setup);
        assert!(error.to_string().contains("/nonexistent/ca.pem"), "{error}");
    }
}
