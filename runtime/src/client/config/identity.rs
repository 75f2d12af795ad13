use aws_credential_types::Token;
use aws_credential_types::provider::token::{ProvideToken, SharedTokenProvider};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_smithy_runtime_api::client::identity::http::Login;

use super::ConfigBuilder;

/// Who calls.
impl ConfigBuilder {
    /// Where the credentials come from: fixed ones, or any provider of the AWS SDKs for Rust.
    ///
    /// Credentials with an expiry are kept until five minutes before it.
    pub fn credentials_provider(self, provider: impl ProvideCredentials + 'static) -> Self {
        self.set_credentials_provider(Some(SharedCredentialsProvider::new(provider)))
    }

    /// Sets or clears the credentials provider.
    pub fn set_credentials_provider(mut self, provider: Option<SharedCredentialsProvider>) -> Self {
        self.config.credentials = provider;
        self
    }

    /// Where the token comes from for operations that take a bearer token: a fixed
    /// [`Token`], or any provider of the AWS SDKs for Rust. Kept as credentials are.
    pub fn token_provider(self, provider: impl ProvideToken + 'static) -> Self {
        self.set_token_provider(Some(SharedTokenProvider::new(provider)))
    }

    /// Sets or clears the token provider.
    pub fn set_token_provider(mut self, provider: Option<SharedTokenProvider>) -> Self {
        self.config.token = provider;
        self
    }

    /// The user name and password for operations that take HTTP basic authentication.
    pub fn basic_auth_login(self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.set_basic_auth_login(Some(Login::new(user, password, None)))
    }

    /// Sets or clears the user name and password.
    pub fn set_basic_auth_login(mut self, login: Option<Login>) -> Self {
        self.config.login = login;
        self
    }

    /// The key for operations that take an API key.
    pub fn api_key(self, key: impl Into<Token>) -> Self {
        self.set_api_key(Some(key.into()))
    }

    /// Sets or clears the API key.
    pub fn set_api_key(mut self, key: Option<Token>) -> Self {
        self.config.api_key = key;
        self
    }
}
