//! Credentials, tokens, logins and keys.

mod cache;
mod fetch;
mod identities;
mod known;
pub(in crate::client) mod places;
mod provider;
mod refuse;
mod shared;

pub(in crate::client) use self::cache::CachedIdentity;
pub(in crate::client) use self::identities::Identities;
pub(in crate::client) use self::known::Held;
pub(in crate::client) use self::provider::IdentityProvider;
pub use self::refuse::RefuseCredentials;
