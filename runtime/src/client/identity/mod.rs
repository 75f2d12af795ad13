//! Authentication of calls.

#[cfg(feature = "aws")]
mod aws;
mod missing;
mod proof;

#[cfg(feature = "aws")]
pub use self::aws::RefuseCredentials;
#[cfg(feature = "aws")]
pub(super) use self::aws::{CachedIdentity, Held, Identities, IdentityProvider, places};
pub(super) use self::missing::missing;
pub(super) use self::proof::Proof;
#[cfg(feature = "aws")]
pub(super) use self::proof::is_refusal;

/// An authentication scheme.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Auth {
    /// The certificate of a device, presented in the TLS handshake. Nothing is added to the request.
    Certificate,
    /// AWS Signature Version 4.
    SigV4,
    /// A bearer token: `Authorization: Bearer …`.
    Bearer,
    /// A user name and a password: `Authorization: Basic …`.
    Basic,
    /// A key in a header.
    ApiKeyInHeader {
        /// The header, in lower case.
        name: &'static str,
        /// The prefix of the key, if any.
        scheme: Option<&'static str>,
    },
    /// A key in the query.
    ApiKeyInQuery {
        /// The parameter.
        name: &'static str,
    },
    /// No authentication.
    Anonymous,
}

impl Auth {
    /// The name of the scheme in endpoint rules.
    pub(super) fn scheme_name(self) -> &'static str {
        match self {
            Self::Certificate => "clientCertificate",
            Self::SigV4 => "sigv4",
            Self::Bearer => "httpBearerAuth",
            Self::Basic => "httpBasicAuth",
            Self::ApiKeyInHeader { .. } | Self::ApiKeyInQuery { .. } => "httpApiKeyAuth",
            Self::Anonymous => "noAuth",
        }
    }
}
