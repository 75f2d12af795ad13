//! What the certificate of a device does for a call.
//!
//! For most services a certificate belongs to TLS alone. Some accept it in place of a signature,
//! for some operations and at endpoints of their own: see
//! [`CertificateAuth`](crate::client::CertificateAuth).

use crate::client::call::inner::Inner;
use crate::client::endpoint::Base;
use crate::client::identity::Auth;
use crate::client::service::CertificateAuth;
use crate::error::BoxError;

/// What the certificate of the client does for a call.
pub(super) enum Door {
    /// The client has none, or the service leaves it to TLS.
    Irrelevant,
    /// It authenticates the call.
    Open,
    /// It is not presented, for this reason if it might have been.
    Closed(Option<String>),
}

impl Door {
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }

    pub(super) fn is_closed(&self) -> bool {
        matches!(self, Self::Closed(_))
    }

    /// Why the certificate does not authenticate the call.
    pub(super) fn refusal(self) -> Option<BoxError> {
        match self {
            Self::Closed(reason) => reason.map(Into::into),
            Self::Irrelevant | Self::Open => None,
        }
    }
}

impl Inner {
    /// What the certificate does for a call with these schemes.
    ///
    /// # Errors
    /// The endpoint accepts only certificates, and the operation needs something else.
    pub(super) fn certificate_door(
        &self,
        base: &Base,
        operation: &str,
        auth: &[Auth],
    ) -> Result<Door, BoxError> {
        let Some(service) = self.certificate_auth() else { return Ok(Door::Irrelevant) };
        if !auth.contains(&Auth::Certificate) {
            if self.accepts_only_certificates(base) {
                return Err(service.refused(operation, base.host()).into());
            }
            return Ok(Door::Closed(None));
        }
        if self.config.endpoint_url().is_none() {
            return Ok(Door::Closed(Some(service.no_endpoint())));
        }
        if !base.is_secure() {
            let host = base.host();
            return Ok(Door::Closed(Some(format!(
                "a certificate is presented in the TLS handshake, but the endpoint http://{host} \
                 is without TLS: use https"
            ))));
        }
        Ok(Door::Open)
    }

    /// Whether the certificate authenticates calls with these schemes, so that they need no region.
    pub(in crate::client::call) fn is_certified(&self, auth: &[Auth]) -> bool {
        self.certificate_auth().is_some()
            && auth.contains(&Auth::Certificate)
            && self.config.endpoint_url().is_some()
    }

    /// # Errors
    /// There is nothing but a certificate to authenticate the call, and no endpoint that accepts
    /// it.
    pub(in crate::client::call) fn check_certificate(&self, auth: &[Auth]) -> Result<(), BoxError> {
        match self.certificate_auth() {
            Some(service)
                if auth.contains(&Auth::Certificate)
                    && self.config.endpoint_url().is_none()
                    && !self.has_credentials() =>
            {
                Err(service.no_endpoint().into())
            }
            _ => Ok(()),
        }
    }

    /// The facts of the service, if the client has a certificate and the service accepts it.
    fn certificate_auth(&self) -> Option<CertificateAuth> {
        self.config.client_identity.as_ref()?;
        self.service.certificate_auth
    }

    fn accepts_only_certificates(&self, base: &Base) -> bool {
        base.port() == CERTIFICATE_PORT
            || self.config.client_identity_alpn.unwrap_or_default().is_always()
    }
}

/// The port at which AWS IoT accepts certificates without ALPN.
const CERTIFICATE_PORT: u16 = 8443;
