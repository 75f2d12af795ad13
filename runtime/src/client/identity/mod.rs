//! Authentication of calls.

mod cache;
mod fetch;
mod identities;
mod known;
mod missing;
pub(super) mod places;
mod proof;
mod provider;
mod shared;

pub(super) use self::cache::CachedIdentity;
pub(super) use self::identities::Identities;
pub(super) use self::known::Held;
pub(super) use self::missing::missing;
pub(super) use self::proof::{Proof, is_refusal};
pub(super) use self::provider::IdentityProvider;

/// An authentication scheme.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Auth {
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
            Self::SigV4 => "sigv4",
            Self::Bearer => "httpBearerAuth",
            Self::Basic => "httpBasicAuth",
            Self::ApiKeyInHeader { .. } | Self::ApiKeyInQuery { .. } => "httpApiKeyAuth",
            Self::Anonymous => "noAuth",
        }
    }
}
