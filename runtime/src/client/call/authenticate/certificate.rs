//! What the certificate of a device does for a call.
//!
//! For most services a certificate belongs to TLS alone. Some accept it in place of a signature,
//! for some operations and at endpoints of their own: see
//! [`CertificateAuth`](crate::client::CertificateAuth).

use crate::client::call::inner::Inner;
use crate::client::call::prepare::{OwnBase, Seal};
use crate::client::endpoint::Base;
use crate::client::identity::Auth;
use crate::client::service::CertificateAuth;
use crate::client::tls::CertificateUse;
use crate::error::BoxError;
use crate::wire::Request;

/// What the certificate of the client does for a call.
pub(super) enum CertificateRole {
    /// None: the client has no certificate, or the service leaves it to TLS.
    TlsOnly,
    /// It can authenticate the call.
    Accepted,
    /// Only it can authenticate the call.
    Required,
    /// It cannot authenticate the call. The reason is absent if the call never accepts one.
    Refused(Option<String>),
}

impl CertificateRole {
    pub(super) fn is_accepted(&self) -> bool {
        matches!(self, Self::Accepted | Self::Required)
    }

    pub(super) fn is_required(&self) -> bool {
        matches!(self, Self::Required)
    }

    /// Leaves the certificate out of a request that is authenticated in another way.
    pub(super) fn omit_from(&self, request: &mut Request) {
        if !matches!(self, Self::TlsOnly) {
            request.extensions_mut().insert(CertificateUse::Omit);
        }
    }

    /// Why the certificate does not authenticate the call.
    pub(super) fn refusal(self) -> Option<BoxError> {
        match self {
            Self::Refused(reason) => reason.map(Into::into),
            Self::TlsOnly | Self::Accepted | Self::Required => None,
        }
    }
}

impl Inner {
    /// What the certificate does for a request.
    pub(super) fn certificate_role(&self, base: &Base, seal: Seal<'_>) -> CertificateRole {
        let Some(service) = self.certificate_auth() else { return CertificateRole::TlsOnly };
        if !seal.takes_certificate() {
            return CertificateRole::Refused(None);
        }
        if self.config.endpoint_url().is_none() {
            return CertificateRole::Refused(Some(service.no_endpoint()));
        }
        if !base.is_secure() {
            let host = base.host();
            return CertificateRole::Refused(Some(format!(
                "a certificate is presented in the TLS handshake, but the endpoint http://{host} \
                 is without TLS: use https"
            )));
        }
        match self.accepts_only_certificates(service, base) {
            true => CertificateRole::Required,
            false => CertificateRole::Accepted,
        }
    }

    /// Whether the certificate authenticates calls with these schemes, so that they need no region.
    pub(in crate::client::call) fn is_certified(&self, auth: &[Auth]) -> bool {
        self.certificate_auth().is_some()
            && auth.contains(&Auth::Certificate)
            && self.config.endpoint_url().is_some()
    }

    /// # Errors
    /// The settings contradict each other, there is nothing but a certificate to authenticate the
    /// call and no endpoint that accepts it, or the endpoint accepts only certificates and the call
    /// needs something else.
    pub(in crate::client::call) fn check_certificate(
        &self,
        operation: &str,
        own_base: Option<&OwnBase>,
        seal: Seal<'_>,
    ) -> Result<(), BoxError> {
        if let Some(contradiction) = &self.contradiction {
            return Err(contradiction.as_str().into());
        }
        let Some(service) = self.certificate_auth() else { return Ok(()) };
        // The endpoint of the region takes unsigned calls, if any.
        let is_open = self.config.allow_no_auth && self.config.region_name().is_some();
        match (seal.takes_certificate(), self.config.endpoint_url()) {
            (true, None) if !(self.has_identity() || is_open) => Err(service.no_endpoint().into()),
            (false, Some(_)) => {
                // Before a region is required.
                let base = self.base(own_base, false)?;
                if !self.accepts_only_certificates(service, base) {
                    return Ok(());
                }
                let what = if seal.is_handed_over { "a signed request of " } else { "" };
                Err(service.refused(&format!("{what}`{operation}`"), base.host()).into())
            }
            _ => Ok(()),
        }
    }

    /// The facts of the service, if the client has a certificate and the service accepts it.
    fn certificate_auth(&self) -> Option<CertificateAuth> {
        self.config.client_identity.as_ref()?;
        self.service.certificate_auth
    }

    fn accepts_only_certificates(&self, service: CertificateAuth, base: &Base) -> bool {
        let is_always_offered = self.config.client_identity_alpn.unwrap_or_default().is_always();
        base.is_secure() && (service.port == Some(base.port()) || is_always_offered)
    }
}
