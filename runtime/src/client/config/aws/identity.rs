use std::any::Any;
use std::sync::Arc;

use aws_credential_types::provider::token::{ProvideToken, SharedTokenProvider};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_credential_types::{Credentials, Token};
use aws_smithy_runtime_api::client::identity::http::Login;

use super::{Config, ConfigBuilder, IdentityCache};
use crate::client::identity::RefuseCredentials;

/// Credentials, tokens and other identities.
impl ConfigBuilder {
    /// The source of credentials: fixed ones, or any provider of the AWS SDKs for Rust.
    ///
    /// A blocking client asks any provider but fixed [`Credentials`] on a Tokio runtime in a thread
    /// of its own, if the feature `async` is enabled. Otherwise, the provider must need no runtime.
    ///
    /// They are kept until five minutes before they expire, or for 15 minutes if they have no
    /// expiry. See [`identity_cache`](Self::identity_cache).
    pub fn credentials_provider(mut self, provider: impl ProvideCredentials + 'static) -> Self {
        let is_fixed = (&provider as &dyn Any).is::<Credentials>();
        self.set_credentials_provider(Some(SharedCredentialsProvider::new(provider)));
        self.config.aws.are_credentials_fixed = is_fixed;
        self
    }

    /// Like [`credentials_provider`](Self::credentials_provider), for a provider that keeps
    /// credentials itself. If a service calls credentials expired or unknown, the provider is told
    /// their access key id, and asked once more. Otherwise it might return the same ones.
    pub fn refusable_credentials_provider<P>(mut self, provider: P) -> Self
    where
        P: ProvideCredentials + RefuseCredentials + 'static,
    {
        let provider = Arc::new(provider);
        let shared: Arc<dyn ProvideCredentials> = provider.clone();
        self.set_credentials_provider(Some(shared.into()));
        self.config.aws.refusable = Some(provider);
        self
    }

    /// Sets or clears the credentials provider.
    pub fn set_credentials_provider(
        &mut self,
        provider: Option<SharedCredentialsProvider>,
    ) -> &mut Self {
        self.config.aws.credentials = provider;
        self.config.aws.refusable = None;
        self.config.aws.are_credentials_fixed = false;
        self
    }

    /// The source of tokens for operations with bearer authentication: a fixed [`Token`], or any
    /// provider of the AWS SDKs for Rust. Tokens are kept like credentials.
    pub fn token_provider(mut self, provider: impl ProvideToken + 'static) -> Self {
        self.set_token_provider(Some(SharedTokenProvider::new(provider)));
        self
    }

    /// Sets or clears the token provider.
    pub fn set_token_provider(&mut self, provider: Option<SharedTokenProvider>) -> &mut Self {
        self.config.aws.token = provider;
        self
    }

    /// How long credentials and tokens are kept, and when they are refreshed.
    ///
    /// It may be the client's own cache or any cache of the AWS SDKs for Rust. The latter shares
    /// identities among all clients with the same cache and provider, and receives the settings
    /// [`time_source`](Self::time_source) and [`sleep_impl`](Self::sleep_impl).
    ///
    /// For a single call, it applies only if a provider is set for that call too.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use smithy_client_runtime::config::{Config, IdentityCache};
    ///
    /// let cache = IdentityCache::lazy().load_timeout(Duration::from_secs(5)).build();
    /// let config = Config::builder().identity_cache(cache.clone());
    /// // When the keys have changed:
    /// cache.invalidate();
    /// ```
    pub fn identity_cache(mut self, cache: impl Into<IdentityCache>) -> Self {
        self.set_identity_cache(cache);
        self
    }

    /// Like [`identity_cache`](Self::identity_cache).
    pub fn set_identity_cache(&mut self, cache: impl Into<IdentityCache>) -> &mut Self {
        self.config.aws.identity_cache = Some(cache.into());
        self
    }

    /// The user name and password for operations with HTTP basic authentication.
    pub fn basic_auth_login(
        mut self,
        user: impl Into<String>,
        password: impl Into<String>,
    ) -> Self {
        self.set_basic_auth_login(Some(Login::new(user, password, None)));
        self
    }

    /// Sets or clears the user name and password.
    pub fn set_basic_auth_login(&mut self, login: Option<Login>) -> &mut Self {
        self.config.aws.login = login;
        self
    }

    /// The key for operations with API key authentication.
    pub fn api_key(mut self, key: impl Into<Token>) -> Self {
        self.set_api_key(Some(key.into()));
        self
    }

    /// Sets or clears the API key.
    pub fn set_api_key(&mut self, key: Option<Token>) -> &mut Self {
        self.config.aws.api_key = key;
        self
    }
}

impl Config {
    /// The source of credentials, if set.
    pub fn credentials_provider(&self) -> Option<SharedCredentialsProvider> {
        self.aws.credentials.clone()
    }

    /// The identity cache; never `None` in the settings of a client.
    /// [`invalidate`](IdentityCache::invalidate) drops the identities of the client.
    pub fn identity_cache(&self) -> Option<&IdentityCache> {
        self.aws.identity_cache.as_ref()
    }
}
