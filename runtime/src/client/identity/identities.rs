use std::sync::Arc;

use aws_credential_types::Token;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_credential_types::provider::token::SharedTokenProvider;
use aws_smithy_runtime_api::client::identity::http::Login;

use super::cache::IdentityCache;
use crate::client::config::Config;

/// All that a client has to prove who it is.
#[derive(Clone, Debug, Default)]
pub(in crate::client) struct Identities {
    pub(in crate::client) credentials: Option<Arc<IdentityCache<SharedCredentialsProvider>>>,
    pub(in crate::client) token: Option<Arc<IdentityCache<SharedTokenProvider>>>,
    pub(in crate::client) login: Option<Login>,
    pub(in crate::client) api_key: Option<Token>,
}

impl Identities {
    /// Those of these settings, or the present ones where they have none.
    pub(in crate::client) fn with(&self, config: &Config) -> Self {
        let new =
            |provider: &SharedCredentialsProvider| IdentityCache::new(provider.clone()).into();
        let credentials = config.credentials.as_ref().map(new);
        let new = |provider: &SharedTokenProvider| IdentityCache::new(provider.clone()).into();
        let token = config.token.as_ref().map(new);
        Self {
            credentials: credentials.or_else(|| self.credentials.clone()),
            token: token.or_else(|| self.token.clone()),
            login: config.login.clone().or_else(|| self.login.clone()),
            api_key: config.api_key.clone().or_else(|| self.api_key.clone()),
        }
    }
}
