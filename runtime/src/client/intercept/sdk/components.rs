use aws_smithy_async::time::SystemTimeSource;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, Sign,
};
use aws_smithy_runtime_api::client::endpoint::{
    EndpointFuture, EndpointResolverParams, ResolveEndpoint,
};
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityFuture, ResolveCachedIdentity, ResolveIdentity, SharedIdentityResolver,
};
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::retries::{RetryStrategy, ShouldAttempt};
use aws_smithy_runtime_api::client::runtime_components::{
    BuildError, GetIdentityResolver, RuntimeComponents,
};
use aws_smithy_types::config_bag::ConfigBag;

/// The components that interceptors are passed. They tell the time; what else has to be there fails
/// with the reason.
pub(super) fn components() -> Result<RuntimeComponents, BuildError> {
    RuntimeComponents::builder("smithy-client-runtime")
        .with_time_source(Some(SystemTimeSource::new()))
        .with_auth_scheme_option_resolver(Some(StaticAuthSchemeOptionResolver::new(Vec::new())))
        .with_auth_scheme(Unavailable)
        .with_endpoint_resolver(Some(Unavailable))
        .with_identity_cache(Some(Unavailable))
        .with_identity_resolver(Unavailable.scheme_id(), Unavailable)
        .with_retry_strategy(Some(Unavailable))
        .build()
}

/// Stands for what the client does by itself and cannot hand out.
#[derive(Clone, Copy, Debug)]
struct Unavailable;

impl Unavailable {
    fn refuse<T>(what: &str) -> Result<T, BoxError> {
        Err(format!("the client has no {what} for an interceptor").into())
    }
}

impl AuthScheme for Unavailable {
    fn scheme_id(&self) -> AuthSchemeId {
        AuthSchemeId::new("unavailable")
    }

    fn identity_resolver(&self, _: &dyn GetIdentityResolver) -> Option<SharedIdentityResolver> {
        None
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for Unavailable {
    fn sign_http_request(
        &self,
        _: &mut HttpRequest,
        _: &Identity,
        _: AuthSchemeEndpointConfig<'_>,
        _: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<(), BoxError> {
        Self::refuse("signature")
    }
}

impl ResolveEndpoint for Unavailable {
    fn resolve_endpoint<'a>(&'a self, _: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        EndpointFuture::ready(Self::refuse("endpoint"))
    }
}

impl ResolveIdentity for Unavailable {
    fn resolve_identity<'a>(
        &'a self,
        _: &'a RuntimeComponents,
        _: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::ready(Self::refuse("identity"))
    }
}

impl ResolveCachedIdentity for Unavailable {
    fn resolve_cached_identity<'a>(
        &'a self,
        _: SharedIdentityResolver,
        _: &'a RuntimeComponents,
        _: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::ready(Self::refuse("identity"))
    }
}

impl RetryStrategy for Unavailable {
    fn should_attempt_initial_request(
        &self,
        _: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<ShouldAttempt, BoxError> {
        Self::refuse("say in its retries")
    }

    fn should_attempt_retry(
        &self,
        _: &InterceptorContext,
        _: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<ShouldAttempt, BoxError> {
        Self::refuse("say in its retries")
    }
}
