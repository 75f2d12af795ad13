use std::sync::Arc;

use aws_credential_types::Token;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_credential_types::provider::token::SharedTokenProvider;
use aws_smithy_runtime_api::client::identity::http::Login;

use super::RefuseCredentials;
use super::cache::CachedIdentity;
use crate::client::config::{Config, IdentityCache};
use crate::client::identity::Proof;

/// All identities of a client.
#[derive(Clone, Debug, Default)]
pub(in crate::client) struct Identities {
    pub(in crate::client) credentials: Option<Arc<CachedIdentity<SharedCredentialsProvider>>>,
    refusable: Option<Arc<dyn RefuseCredentials>>,
    pub(in crate::client) token: Option<Arc<CachedIdentity<SharedTokenProvider>>>,
    pub(in crate::client) login: Option<Login>,
    pub(in crate::client) api_key: Option<Token>,
    cache: IdentityCache,
}

impl Identities {
    /// The identities of these settings, or the current ones where these have none.
    pub(in crate::client) fn with(&self, config: &Config) -> Self {
        let is_fixed = config.aws.are_credentials_fixed;
        let cache = config.aws.identity_cache.as_ref().unwrap_or(&self.cache);
        let new = |provider: &SharedCredentialsProvider| {
            Arc::new(CachedIdentity::new(provider.clone(), is_fixed, cache.clone()))
        };
        let credentials = config.aws.credentials.as_ref().map(new);
        let new = |provider: &SharedTokenProvider| {
            Arc::new(CachedIdentity::new(provider.clone(), false, cache.clone()))
        };
        let token = config.aws.token.as_ref().map(new);
        let refusable = match &credentials {
            Some(_) => config.aws.refusable.clone(),
            None => self.refusable.clone(),
        };
        Self {
            refusable,
            credentials: credentials.or_else(|| self.credentials.clone()),
            token: token.or_else(|| self.token.clone()),
            login: config.aws.login.clone().or_else(|| self.login.clone()),
            api_key: config.aws.api_key.clone().or_else(|| self.api_key.clone()),
            cache: cache.clone(),
        }
    }

    /// Whether there is one.
    pub(in crate::client) fn is_any(&self) -> bool {
        self.credentials.is_some()
            || self.token.is_some()
            || self.login.is_some()
            || self.api_key.is_some()
    }

    /// Records that a service rejected the identity of this proof as expired or unknown. Returns
    /// whether another attempt may help; for logins and API keys it cannot.
    pub(in crate::client) fn refuse(&self, proof: &Proof) -> bool {
        match proof {
            Proof::Signature(credentials, _) => {
                let cache = self.credentials.as_ref();
                let helps = cache.is_some_and(|cache| cache.refuse(credentials));
                if let (true, Some(provider)) = (helps, &self.refusable) {
                    provider.refuse(credentials.identity.access_key_id());
                }
                helps
            }
            Proof::Token(token) => self.token.as_ref().is_some_and(|cache| cache.refuse(token)),
            Proof::Login(_) | Proof::Key(_) | Proof::Nothing | Proof::Certificate => false,
        }
    }
}
