use aws_credential_types::Token;
use aws_credential_types::provider::token::{ProvideToken, SharedTokenProvider};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_smithy_runtime_api::client::identity::http::Login;

use super::{Config, ConfigBuilder, IdentityCache};

/// Who calls.
impl ConfigBuilder {
    /// Where the credentials come from: fixed ones, or any provider of the AWS SDKs for Rust.
    ///
    /// They are kept until five minutes before their expiry; without one they are asked for again
    /// after 15 minutes. See [`identity_cache`](Self::identity_cache).
    pub fn credentials_provider(mut self, provider: impl ProvideCredentials + 'static) -> Self {
        self.set_credentials_provider(Some(SharedCredentialsProvider::new(provider)));
        self
    }

    /// Sets or clears the credentials provider.
    pub fn set_credentials_provider(
        &mut self,
        provider: Option<SharedCredentialsProvider>,
    ) -> &mut Self {
        self.config.credentials = provider;
        self
    }

    /// Where the token comes from for operations that take a bearer token: a fixed
    /// [`Token`], or any provider of the AWS SDKs for Rust. Kept as credentials are.
    pub fn token_provider(mut self, provider: impl ProvideToken + 'static) -> Self {
        self.set_token_provider(Some(SharedTokenProvider::new(provider)));
        self
    }

    /// Sets or clears the token provider.
    pub fn set_token_provider(&mut self, provider: Option<SharedTokenProvider>) -> &mut Self {
        self.config.token = provider;
        self
    }

    /// How credentials and tokens are kept, and when their provider is asked again.
    ///
    /// Beside the client's own it may be any cache of the AWS SDKs for Rust, which then keeps them in
    /// its own way and for all clients that have it and the same provider; it is given the settings
    /// [`time_source`](Self::time_source) and [`sleep_impl`](Self::sleep_impl).
    ///
    /// For a single call it counts together with a provider that is set for that call.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use smithy_client_runtime::config::{Config, IdentityCache};
    ///
    /// let cache = IdentityCache::lazy().load_timeout(Duration::from_secs(5)).build();
    /// let config = Config::builder().identity_cache(cache.clone());
    /// // Once the keys are known to have changed:
    /// cache.invalidate();
    /// ```
    pub fn identity_cache(mut self, cache: impl Into<IdentityCache>) -> Self {
        self.set_identity_cache(cache);
        self
    }

    /// As [`identity_cache`](Self::identity_cache).
    pub fn set_identity_cache(&mut self, cache: impl Into<IdentityCache>) -> &mut Self {
        self.config.identity_cache = Some(cache.into());
        self
    }

    /// The user name and password for operations that take HTTP basic authentication.
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
        self.config.login = login;
        self
    }

    /// The key for operations that take an API key.
    pub fn api_key(mut self, key: impl Into<Token>) -> Self {
        self.set_api_key(Some(key.into()));
        self
    }

    /// Sets or clears the API key.
    pub fn set_api_key(&mut self, key: Option<Token>) -> &mut Self {
        self.config.api_key = key;
        self
    }
}

impl Config {
    /// Where the credentials come from, if that is set.
    pub fn credentials_provider(&self) -> Option<SharedCredentialsProvider> {
        self.credentials.clone()
    }
}
