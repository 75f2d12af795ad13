//! Identities in an external cache.

use std::sync::Arc;

use aws_smithy_runtime_api::client::identity::{
    ResolveCachedIdentity, SharedIdentityCache, SharedIdentityResolver,
};

use super::cache::CachedIdentity;
use super::fetch::Answer;
use super::known::Held;
use super::provider::IdentityProvider;
use crate::client::components::Components;
use crate::error::BoxError;

impl<P: IdentityProvider> CachedIdentity<P> {
    /// The identity from `cache`, which may ask the provider.
    pub(in crate::client) async fn identity_in(
        &self,
        cache: &SharedIdentityCache,
        components: &Components,
    ) -> Answer<P> {
        let (resolver, fetch) = self.resolver();
        let answer = self.resolved(cache, resolver, components).await;
        match answer {
            Ok(identity) => Ok(Held { identity, fetch }),
            Err(error) => Err(Arc::new(match error.downcast::<P::Error>() {
                Ok(known) => *known,
                Err(error) => P::failed(error),
            })),
        }
    }

    async fn resolved(
        &self,
        cache: &SharedIdentityCache,
        resolver: SharedIdentityResolver,
        components: &Components,
    ) -> Result<P::Identity, BoxError> {
        let (runtime, bag) = (components.runtime()?, components.bag());
        let identity = cache.resolve_cached_identity(resolver, runtime, bag).await?;
        let known = identity.data::<P::Identity>().cloned();
        known.ok_or_else(|| format!("the identity cache returned no {}", P::NAME).into())
    }
}
