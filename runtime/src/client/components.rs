//! What the client passes to HTTP clients and identity caches of the AWS SDKs for Rust.

use std::fmt;
use std::time::{Duration, SystemTime};

use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_async::time::SharedTimeSource;
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
    BuildError, GetIdentityResolver, RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_types::config_bag::{ConfigBag, Layer};

use super::config::{Config, Timeouts};
use super::driver::Driver;
use super::retry::RetryMemory;

/// Clock, timers, HTTP client, retry settings and time-outs, in the types of the AWS SDKs for Rust.
pub(crate) struct Components {
    builder: RuntimeComponentsBuilder,
    components: Result<RuntimeComponents, BuildError>,
    bag: ConfigBag,
}

impl Components {
    /// The components of a client with these settings.
    pub(crate) fn new(driver: Driver, config: &Config, retries: &RetryMemory) -> Self {
        let sdk = &config.aws;
        let sleep = sdk.sleep.clone().unwrap_or_else(|| SharedAsyncSleep::new(Timers(driver)));
        let time = sdk.time_source.clone().unwrap_or_else(|| SharedTimeSource::new(SystemClock));
        let builder = RuntimeComponentsBuilder::new("smithy-client-runtime")
            .with_http_client(sdk.http_client.clone())
            .with_time_source(Some(time))
            .with_sleep_impl(Some(sleep))
            .with_auth_scheme_option_resolver(Some(StaticAuthSchemeOptionResolver::new(vec![])))
            .with_endpoint_resolver(Some(OwnRules))
            .with_auth_scheme(OwnRules)
            .with_identity_cache(Some(OwnRules))
            .with_identity_resolver(OwnRules.scheme_id(), OwnRules)
            .with_retry_strategy(Some(OwnRules));
        let mut layer = Layer::new("smithy-client-runtime");
        layer.store_put(retries.config().clone());
        layer.store_put(Timeouts::new(config.timeouts.as_ref()).to_config());
        let bag = ConfigBag::of_layers([layer]);
        Self { components: builder.clone().build(), builder, bag }
    }

    pub(crate) fn builder(&self) -> &RuntimeComponentsBuilder {
        &self.builder
    }

    /// # Errors
    /// A component is missing.
    pub(crate) fn runtime(&self) -> Result<&RuntimeComponents, BoxError> {
        self.components.as_ref().map_err(|error| error.to_string().into())
    }

    pub(crate) fn bag(&self) -> &ConfigBag {
        &self.bag
    }
}

impl fmt::Debug for Components {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Components")
    }
}

#[derive(Debug)]
struct SystemClock;

impl aws_smithy_async::time::TimeSource for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

#[derive(Debug)]
struct Timers(Driver);

impl AsyncSleep for Timers {
    fn sleep(&self, duration: Duration) -> Sleep {
        Sleep::new(self.0.sleep(duration))
    }
}

/// A stand-in for what this client does itself: endpoints, signatures, retries. Code that receives
/// the components should not use it; if it does, it gets an error that says so.
#[derive(Clone, Copy, Debug)]
struct OwnRules;

fn own_rules(what: &str) -> BoxError {
    format!("the {what} of this client are not available to other code").into()
}

impl ResolveEndpoint for OwnRules {
    fn resolve_endpoint<'a>(&'a self, _: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        EndpointFuture::ready(Err(own_rules("endpoint rules")))
    }
}

impl AuthScheme for OwnRules {
    fn scheme_id(&self) -> AuthSchemeId {
        AuthSchemeId::new("own")
    }

    fn identity_resolver(&self, _: &dyn GetIdentityResolver) -> Option<SharedIdentityResolver> {
        None
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for OwnRules {
    fn sign_http_request(
        &self,
        _: &mut HttpRequest,
        _: &Identity,
        _: AuthSchemeEndpointConfig<'_>,
        _: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<(), BoxError> {
        Err(own_rules("signatures"))
    }
}

impl ResolveIdentity for OwnRules {
    fn resolve_identity<'a>(
        &'a self,
        _: &'a RuntimeComponents,
        _: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::ready(Err(own_rules("identities")))
    }
}

impl ResolveCachedIdentity for OwnRules {
    fn resolve_cached_identity<'a>(
        &'a self,
        _: SharedIdentityResolver,
        _: &'a RuntimeComponents,
        _: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::ready(Err(own_rules("cached identities")))
    }
}

impl RetryStrategy for OwnRules {
    fn should_attempt_initial_request(
        &self,
        _: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<ShouldAttempt, BoxError> {
        Err(own_rules("retries"))
    }

    fn should_attempt_retry(
        &self,
        _: &InterceptorContext,
        _: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<ShouldAttempt, BoxError> {
        Err(own_rules("retries"))
    }
}
