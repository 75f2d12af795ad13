use std::fmt;
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::error::{CredentialsError, TokenError};
use aws_credential_types::provider::token::{ProvideToken, SharedTokenProvider};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_credential_types::{Credentials, Token};

/// Where an identity comes from that may take time to get and that may expire.
pub(crate) trait IdentityProvider: Clone + fmt::Debug + Send + Sync + 'static {
    type Identity: Clone + fmt::Debug + PartialEq + Send + Sync + 'static;
    type Error: std::error::Error + Send + Sync + 'static;

    /// What it provides, for messages.
    const NAME: &'static str;

    fn provide(&self) -> impl Future<Output = Result<Self::Identity, Self::Error>> + Send;

    fn expiry(identity: &Self::Identity) -> Option<SystemTime>;

    fn timed_out(limit: Duration) -> Self::Error;

    fn failed(reason: &'static str) -> Self::Error;

    /// Whether the provider has looked and has nothing, as opposed to having failed.
    fn has_none(error: &Self::Error) -> bool;
}

impl IdentityProvider for SharedCredentialsProvider {
    type Identity = Credentials;
    type Error = CredentialsError;
    const NAME: &'static str = "credentials";

    async fn provide(&self) -> Result<Credentials, CredentialsError> {
        self.provide_credentials().await
    }

    fn expiry(credentials: &Credentials) -> Option<SystemTime> {
        credentials.expiry()
    }

    fn timed_out(limit: Duration) -> CredentialsError {
        CredentialsError::provider_timed_out(limit)
    }

    fn failed(reason: &'static str) -> CredentialsError {
        CredentialsError::provider_error(reason)
    }

    fn has_none(error: &CredentialsError) -> bool {
        matches!(error, CredentialsError::CredentialsNotLoaded(_))
    }
}

impl IdentityProvider for SharedTokenProvider {
    type Identity = Token;
    type Error = TokenError;
    const NAME: &'static str = "bearer token";

    async fn provide(&self) -> Result<Token, TokenError> {
        self.provide_token().await
    }

    fn expiry(token: &Token) -> Option<SystemTime> {
        token.expiration()
    }

    fn timed_out(limit: Duration) -> TokenError {
        TokenError::provider_timed_out(limit)
    }

    fn failed(reason: &'static str) -> TokenError {
        TokenError::provider_error(reason)
    }

    fn has_none(error: &TokenError) -> bool {
        matches!(error, TokenError::TokenNotLoaded(_))
    }
}
