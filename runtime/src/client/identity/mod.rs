//! How a call proves who makes it.

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

/// A way to authenticate that an operation takes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Auth {
    /// A signature by AWS credentials, version 4.
    SigV4,
    /// A token, as `Authorization: Bearer …`.
    Bearer,
    /// A user name and a password, as `Authorization: Basic …`.
    Basic,
    /// A key in a header.
    ApiKeyInHeader {
        /// The header, in lower case.
        name: &'static str,
        /// What stands in front of the key, if anything.
        scheme: Option<&'static str>,
    },
    /// A key in the query.
    ApiKeyInQuery {
        /// The parameter.
        name: &'static str,
    },
    /// None: whoever calls is served.
    Anonymous,
}

impl Auth {
    /// The name that endpoint rules have for it.
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
