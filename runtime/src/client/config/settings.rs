use std::collections::BTreeMap;
use std::fmt;

use aws_credential_types::Token;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_credential_types::provider::token::SharedTokenProvider;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::identity::http::Login;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SdkConfig;
use aws_types::app_name::AppName;
use aws_types::region::Region;
use serde::Deserialize;
use serde_json::Value;

use super::endpoint_lookup::EndpointLookup;
use super::idempotency_token::TokenProvider;
use super::identity_cache::IdentityCache;
use super::interceptor::{Interceptor, SharedInterceptor};
use super::sdk_settings::SdkSettings;
use crate::client::endpoint::with_scheme;
use crate::client::reply::MinimumThroughput;
use crate::client::transport::{CaBundle, ProxyConfig, SharedTransport, Transport};

/// The settings of a client.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub(crate) region: Option<Region>,
    pub(crate) credentials: Option<SharedCredentialsProvider>,
    pub(crate) token: Option<SharedTokenProvider>,
    pub(crate) identity_cache: Option<IdentityCache>,
    pub(crate) login: Option<Login>,
    pub(crate) api_key: Option<Token>,
    pub(crate) endpoint_url: Option<EndpointUrl>,
    /// What `lookup` has for the service of a client.
    found_endpoint_url: Option<EndpointUrl>,
    pub(crate) lookup: EndpointLookup,
    pub(crate) disable_host_prefix_injection: Option<bool>,
    pub(crate) use_fips: Option<bool>,
    pub(crate) use_dual_stack: Option<bool>,
    pub(crate) validate: Option<bool>,
    pub(crate) retry: Option<RetryConfig>,
    pub(crate) timeouts: Option<TimeoutConfig>,
    pub(crate) throughput: Option<MinimumThroughput>,
    pub(crate) response_limit: Option<usize>,
    pub(crate) disable_request_compression: Option<bool>,
    pub(crate) request_min_compression_size_bytes: Option<u32>,
    pub(crate) app_name: Option<AppName>,
    pub(crate) transport: Option<SharedTransport>,
    pub(crate) ca_bundle: Option<CaBundle>,
    pub(crate) proxy: Option<ProxyConfig>,
    pub(crate) tokens: Option<TokenProvider>,
    pub(crate) interceptors: Vec<SharedInterceptor>,
    /// What is set in types of the AWS SDKs for Rust.
    pub(crate) sdk: SdkSettings,
    /// What the endpoint rules of single services take from their clients.
    pub(crate) context: BTreeMap<&'static str, Value>,
}

impl Config {
    /// The settings that all clients of an application share, as `aws-config` loads them.
    pub fn new(sdk: &SdkConfig) -> Self {
        Self::from(sdk)
    }

    /// Starts with nothing set.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder::default()
    }

    /// Starts from these settings.
    pub fn to_builder(&self) -> ConfigBuilder {
        ConfigBuilder { config: Self { found_endpoint_url: None, ..self.clone() } }
    }

    /// The region that requests are signed for and that the endpoint is in.
    pub fn region(&self) -> Option<&Region> {
        self.region.as_ref()
    }

    /// The endpoint that replaces the one of the endpoint rules, with its scheme.
    pub fn endpoint_url(&self) -> Option<&str> {
        let url = self.endpoint_url.as_ref().or(self.found_endpoint_url.as_ref());
        url.map(|url| url.0.as_str())
    }

    /// The retry settings, if there are any but the defaults.
    pub fn retry_config(&self) -> Option<&RetryConfig> {
        self.retry.as_ref()
    }

    /// The time-outs, if there are any but the defaults.
    pub fn timeout_config(&self) -> Option<&TimeoutConfig> {
        self.timeouts.as_ref()
    }

    /// The least that a response must bring, if it is set.
    pub fn minimum_throughput(&self) -> Option<MinimumThroughput> {
        self.throughput
    }

    /// How credentials and tokens are kept; of a client's settings never `None`.
    /// [`invalidate`](IdentityCache::invalidate) drops those of the client.
    pub fn identity_cache(&self) -> Option<&IdentityCache> {
        self.identity_cache.as_ref()
    }

    /// The name of the application, if it has one.
    pub fn app_name(&self) -> Option<&AppName> {
        self.app_name.as_ref()
    }

    /// Whether FIPS endpoints are wanted.
    pub fn use_fips(&self) -> bool {
        self.use_fips.unwrap_or_default()
    }

    /// Whether endpoints that have IPv6 are wanted.
    pub fn use_dual_stack(&self) -> bool {
        self.use_dual_stack.unwrap_or_default()
    }

    /// A parameter of the service's endpoint rules, if it is set and of this type.
    pub fn context_param<T: for<'de> Deserialize<'de>>(&self, name: &str) -> Option<T> {
        T::deserialize(self.context.get(name)?).ok()
    }
}

impl Config {
    /// The settings of a client for one service, with the endpoint that is meant for it.
    pub(crate) fn for_service(mut self, service_id: &str) -> Self {
        let found = self.lookup.endpoint_url(service_id);
        self.found_endpoint_url = found.map(|url| EndpointUrl(with_scheme(&url)));
        self
    }

    /// These settings where `changes` has none.
    pub(crate) fn with(&self, changes: Self) -> Self {
        let base = self.clone();
        Self {
            region: changes.region.or(base.region),
            credentials: changes.credentials.or(base.credentials),
            token: changes.token.or(base.token),
            identity_cache: changes.identity_cache.or(base.identity_cache),
            login: changes.login.or(base.login),
            api_key: changes.api_key.or(base.api_key),
            // One that is found for a call counts more than one that is set for the client.
            endpoint_url: changes.endpoint_url.or(changes.found_endpoint_url).or(base.endpoint_url),
            found_endpoint_url: base.found_endpoint_url,
            lookup: match changes.lookup {
                EndpointLookup::Nowhere => base.lookup,
                lookup => lookup,
            },
            disable_host_prefix_injection: changes
                .disable_host_prefix_injection
                .or(base.disable_host_prefix_injection),
            use_fips: changes.use_fips.or(base.use_fips),
            use_dual_stack: changes.use_dual_stack.or(base.use_dual_stack),
            validate: changes.validate.or(base.validate),
            retry: changes.retry.or(base.retry),
            timeouts: match (changes.timeouts, base.timeouts) {
                (Some(mut changed), Some(base)) => {
                    changed.take_defaults_from(&base);
                    Some(changed)
                }
                (changed, base) => changed.or(base),
            },
            throughput: changes.throughput.or(base.throughput),
            response_limit: changes.response_limit.or(base.response_limit),
            disable_request_compression: changes
                .disable_request_compression
                .or(base.disable_request_compression),
            request_min_compression_size_bytes: changes
                .request_min_compression_size_bytes
                .or(base.request_min_compression_size_bytes),
            app_name: changes.app_name.or(base.app_name),
            // An HTTP client that is set for a call takes the place of the client's transport.
            transport: changes.transport.or(match changes.sdk.http_client {
                Some(_) => None,
                None => base.transport,
            }),
            ca_bundle: changes.ca_bundle.or(base.ca_bundle),
            proxy: changes.proxy.or(base.proxy),
            tokens: changes.tokens.or(base.tokens),
            interceptors: [base.interceptors, changes.interceptors].concat(),
            sdk: base.sdk.with(changes.sdk),
            context: base.context.into_iter().chain(changes.context).collect(),
        }
    }
}

/// A URL that does not show what must not be in it.
#[derive(Clone)]
pub(crate) struct EndpointUrl(String);

impl fmt::Debug for EndpointUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = if self.0.contains('@') { "** redacted **" } else { &self.0 };
        fmt::Debug::fmt(shown, f)
    }
}

/// Sets up a [`Config`].
#[derive(Clone, Default)]
pub struct ConfigBuilder {
    pub(crate) config: Config,
}

impl ConfigBuilder {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }

    /// The region that requests are signed for and that the endpoint is in.
    pub fn region(mut self, region: impl Into<Option<Region>>) -> Self {
        self.set_region(region.into());
        self
    }

    /// Sets or clears the region.
    pub fn set_region(&mut self, region: Option<Region>) -> &mut Self {
        self.config.region = region;
        self
    }

    /// The endpoint to call instead of the one of the endpoint rules. A bare host, as
    /// `DescribeEndpoint` returns it, is taken as `https://host`.
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.set_endpoint_url(Some(url.into()));
        self
    }

    /// Sets or clears the endpoint.
    pub fn set_endpoint_url(&mut self, url: Option<String>) -> &mut Self {
        self.config.endpoint_url = url.map(|url| EndpointUrl(with_scheme(&url)));
        self
    }

    /// Whether to leave hosts as they are where an operation has a prefix for them, such as
    /// `data.`, which local servers and VPC endpoints may not know. Off by default.
    pub fn disable_host_prefix_injection(mut self, disabled: bool) -> Self {
        self.set_disable_host_prefix_injection(Some(disabled));
        self
    }

    /// Sets or clears whether endpoints are called without the prefixes of operations.
    pub fn set_disable_host_prefix_injection(&mut self, disabled: Option<bool>) -> &mut Self {
        self.config.disable_host_prefix_injection = disabled;
        self
    }

    /// Whether to call FIPS endpoints. Off by default.
    pub fn use_fips(mut self, wanted: impl Into<bool>) -> Self {
        self.set_use_fips(Some(wanted.into()));
        self
    }

    /// Sets or clears whether to call FIPS endpoints.
    pub fn set_use_fips(&mut self, wanted: Option<bool>) -> &mut Self {
        self.config.use_fips = wanted;
        self
    }

    /// Whether to call endpoints that have IPv6. Off by default.
    pub fn use_dual_stack(mut self, wanted: impl Into<bool>) -> Self {
        self.set_use_dual_stack(Some(wanted.into()));
        self
    }

    /// Sets or clears whether to call endpoints that have IPv6.
    pub fn set_use_dual_stack(&mut self, wanted: Option<bool>) -> &mut Self {
        self.config.use_dual_stack = wanted;
        self
    }

    /// Whether to check lengths, ranges and patterns before a request is sent. Off by default, as
    /// the service checks them too. Patterns with Unicode classes, look-around or back-references
    /// are left to the service; required members are checked in any case.
    pub fn validate(mut self, wanted: bool) -> Self {
        self.set_validate(Some(wanted));
        self
    }

    /// Sets or clears whether to check constraints before a request is sent.
    pub fn set_validate(&mut self, wanted: Option<bool>) -> &mut Self {
        self.config.validate = wanted;
        self
    }

    /// How often and how soon to try again. By default three attempts.
    pub fn retry_config(mut self, retry: RetryConfig) -> Self {
        self.set_retry_config(Some(retry));
        self
    }

    /// Sets or clears the retry settings.
    pub fn set_retry_config(&mut self, retry: Option<RetryConfig>) -> &mut Self {
        self.config.retry = retry;
        self
    }

    /// How long to wait: for a connection (3.1 s by default), for the head of a response (no limit
    /// of its own by default), for an attempt with all of its response (30 s by default) and for
    /// the whole call, pauses included (no limit by default). Each can be disabled.
    ///
    /// A response that is streamed counts as there with its head. While the body of a request is a
    /// stream that moves, the time for the head and for the attempt begins anew.
    ///
    /// The connect time-out belongs to what makes connections: the client's own transport, of which
    /// the settings of a single call do not change it, or an [`http_client`](Self::http_client),
    /// which is given it with each call. A [`transport`](Self::transport) has its own.
    pub fn timeout_config(mut self, timeouts: TimeoutConfig) -> Self {
        self.set_timeout_config(Some(timeouts));
        self
    }

    /// Sets time-outs. What is not set in them stays as it was set before, and so does everything
    /// with `None`: [`TimeoutConfig::disabled`] is what clears them.
    pub fn set_timeout_config(&mut self, timeouts: Option<TimeoutConfig>) -> &mut Self {
        self.config.timeouts = match (timeouts, self.config.timeouts.take()) {
            (Some(mut set), Some(before)) => {
                set.take_defaults_from(&before);
                Some(set)
            }
            (set, before) => set.or(before),
        };
        self
    }

    /// The least that a response must bring while its body is read. By default 1 byte a second
    /// over 10 seconds.
    pub fn minimum_throughput(mut self, throughput: MinimumThroughput) -> Self {
        self.set_minimum_throughput(Some(throughput));
        self
    }

    /// Sets or clears the least that a response must bring.
    pub fn set_minimum_throughput(&mut self, throughput: Option<MinimumThroughput>) -> &mut Self {
        self.config.throughput = throughput;
        self
    }

    /// How many bytes the body of a response may have: 16 MiB by default. A larger one is an
    /// error, and is not read to its end. It is not for a body that is streamed. What the body is read
    /// into may take eight times as much memory, see [`MemoryLimit`](crate::wire::MemoryLimit).
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.set_response_limit(Some(bytes));
        self
    }

    /// Sets or clears how many bytes the body of a response may have.
    pub fn set_response_limit(&mut self, bytes: Option<usize>) -> &mut Self {
        self.config.response_limit = bytes;
        self
    }

    /// Adds an interceptor, which sees and may change every request and response. Interceptors
    /// are asked in the order in which they were added.
    pub fn interceptor(mut self, interceptor: impl Interceptor + 'static) -> Self {
        self.config.interceptors.push(SharedInterceptor::new(interceptor));
        self
    }

    /// Sets a parameter that the endpoint rules of a service have beside the common settings: text,
    /// a boolean or a list of texts. Clients of other services ignore it.
    pub fn context_param(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.set_context_param(name, Some(value.into()));
        self
    }

    /// Sets or clears a parameter of the endpoint rules.
    pub fn set_context_param(&mut self, name: &'static str, value: Option<Value>) -> &mut Self {
        match value {
            Some(value) => self.config.context.insert(name, value),
            None => self.config.context.remove(name),
        };
        self
    }

    /// A name for the application, sent in the user agent.
    pub fn app_name(mut self, name: AppName) -> Self {
        self.set_app_name(Some(name));
        self
    }

    /// Sets or clears the name of the application.
    pub fn set_app_name(&mut self, name: Option<AppName>) -> &mut Self {
        self.config.app_name = name;
        self
    }

    /// What carries requests, instead of the client's own HTTP stack. It counts more than an
    /// [`http_client`](Self::http_client).
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.set_transport(Some(SharedTransport::new(transport)));
        self
    }

    /// Sets or clears what carries requests.
    pub fn set_transport(&mut self, transport: Option<SharedTransport>) -> &mut Self {
        self.config.transport = transport;
        self
    }

    /// The certificates to trust, in place of the system's. A [`transport`](Self::transport) or an
    /// [`http_client`](Self::http_client) has its own.
    pub fn ca_bundle(mut self, bundle: CaBundle) -> Self {
        self.set_ca_bundle(Some(bundle));
        self
    }

    /// Sets or clears the certificates to trust.
    pub fn set_ca_bundle(&mut self, bundle: Option<CaBundle>) -> &mut Self {
        self.config.ca_bundle = bundle;
        self
    }

    /// The proxy to go through, instead of that of the environment. A
    /// [`transport`](Self::transport) or an [`http_client`](Self::http_client) has its own, and the
    /// settings of a single call do not change it.
    pub fn proxy(mut self, proxy: ProxyConfig) -> Self {
        self.set_proxy(Some(proxy));
        self
    }

    /// Sets or clears the proxy.
    pub fn set_proxy(&mut self, proxy: Option<ProxyConfig>) -> &mut Self {
        self.config.proxy = proxy;
        self
    }

    /// What makes idempotency tokens, instead of random UUIDs.
    pub fn idempotency_token_provider(
        mut self,
        provider: impl Fn() -> String + Send + Sync + 'static,
    ) -> Self {
        self.config.tokens = Some(TokenProvider::new(provider));
        self
    }

    /// Sets or clears what makes idempotency tokens.
    pub fn set_idempotency_token_provider(
        &mut self,
        provider: Option<Box<dyn Fn() -> String + Send + Sync>>,
    ) -> &mut Self {
        self.config.tokens = provider.map(TokenProvider::new);
        self
    }

    /// Accepted so that code for the official SDKs compiles, and without effect: this client has one
    /// behaviour.
    pub fn behavior_version(self, _version: BehaviorVersion) -> Self {
        self
    }

    /// As [`behavior_version`](Self::behavior_version).
    pub fn set_behavior_version(&mut self, _version: Option<BehaviorVersion>) -> &mut Self {
        self
    }

    /// As [`behavior_version`](Self::behavior_version).
    pub fn behavior_version_latest(self) -> Self {
        self
    }

    /// The settings.
    pub fn build(self) -> Config {
        self.config
    }
}

impl fmt::Debug for ConfigBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.config.fmt(f)
    }
}

impl From<Config> for ConfigBuilder {
    fn from(config: Config) -> Self {
        config.to_builder()
    }
}
