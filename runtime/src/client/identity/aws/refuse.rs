use std::fmt;

/// A source of credentials that can be told that a service rejects some of them.
///
/// See [`refusable_credentials_provider`].
///
/// [`refusable_credentials_provider`]:
///     crate::config::ConfigBuilder::refusable_credentials_provider
pub trait RefuseCredentials: fmt::Debug + Send + Sync {
    /// Drops the credentials with this access key id, because a service calls them expired or
    /// unknown. The next call fetches new ones.
    ///
    /// Returns whether they were dropped. They need not be if they are not the present ones, or if
    /// new credentials are refused again and again.
    fn refuse(&self, access_key_id: &str) -> bool;
}
