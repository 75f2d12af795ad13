use std::fmt;
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::error::{CredentialsError, TokenError};
use aws_credential_types::provider::token::{ProvideToken, SharedTokenProvider};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_credential_types::{Credentials, Token};
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;

use crate::error::BoxError;

/// A source of identities that may expire and take time to fetch.
pub(crate) trait IdentityProvider: Clone + fmt::Debug + Send + Sync + 'static {
    type Identity: Clone + fmt::Debug + PartialEq + Send + Sync + 'static;
    type Error: std::error::Error + Send + Sync + 'static;

    /// The name of the identity, for messages.
    const NAME: &'static str;

    fn provide(&self) -> impl Future<Output = Result<Self::Identity, Self::Error>> + Send;

    fn expiry(identity: &Self::Identity) -> Option<SystemTime>;

    /// The provider in the form that external caches use. If `renewed`, they treat it as a new one.
    fn resolver(&self, renewed: bool) -> SharedIdentityResolver;

    fn timed_out(limit: Duration) -> Self::Error;

    fn failed(reason: impl Into<BoxError>) -> Self::Error;

    /// Whether the provider found no identity, as opposed to having failed.
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

    fn resolver(&self, renewed: bool) -> SharedIdentityResolver {
        SharedIdentityResolver::new(if renewed { Self::new(self.clone()) } else { self.clone() })
    }

    fn timed_out(limit: Duration) -> CredentialsError {
        CredentialsError::provider_timed_out(limit)
    }

    fn failed(reason: impl Into<BoxError>) -> CredentialsError {
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

    fn resolver(&self, renewed: bool) -> SharedIdentityResolver {
        SharedIdentityResolver::new(if renewed { Self::new(self.clone()) } else { self.clone() })
    }

    fn timed_out(limit: Duration) -> TokenError {
        TokenError::provider_timed_out(limit)
    }

    fn failed(reason: impl Into<BoxError>) -> TokenError {
        TokenError::provider_error(reason)
    }

    fn has_none(error: &TokenError) -> bool {
        matches!(error, TokenError::TokenNotLoaded(_))
    }
}
