use std::collections::BTreeMap;
use std::fmt;

use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use serde::Deserialize;
use serde_json::Value;

#[cfg(feature = "aws")]
use super::aws::AwsSettings;
use super::idempotency_token::TokenProvider;
use crate::client::endpoint::with_scheme;
use crate::client::intercept::Hooked;
use crate::client::reply::MinimumThroughput;
use crate::client::retry::RetryPartition;
use crate::client::tls::{CaBundle, ClientIdentity, ClientIdentityAlpn};
use crate::client::transport::{ProxyConfig, SharedTransport};

/// The settings of a client.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub(crate) endpoint_url: Option<EndpointUrl>,
    /// The endpoint that was found for the service of the client.
    found_endpoint_url: Option<EndpointUrl>,
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
    pub(crate) transport: Option<SharedTransport>,
    pub(crate) ca_bundle: Option<CaBundle>,
    pub(crate) proxy: Option<ProxyConfig>,
    pub(crate) client_identity: Option<ClientIdentity>,
    pub(crate) client_identity_alpn: Option<ClientIdentityAlpn>,
    pub(crate) tls_server_name: Option<String>,
    pub(crate) tokens: Option<TokenProvider>,
    pub(crate) interceptors: Vec<Hooked>,
    pub(crate) retry_partition: Option<RetryPartition>,
    pub(crate) allow_no_auth: bool,
    /// Settings in types of the AWS SDKs for Rust.
    #[cfg(feature = "aws")]
    pub(crate) aws: AwsSettings,
    /// Parameters for the endpoint rules of single services.
    pub(crate) context: BTreeMap<&'static str, Value>,
}

impl Config {
    /// Starts with nothing set.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder::default()
    }

    /// Starts from these settings.
    pub fn to_builder(&self) -> ConfigBuilder {
        ConfigBuilder { config: Self { found_endpoint_url: None, ..self.clone() } }
    }

    /// The endpoint that replaces the one from the endpoint rules, with its scheme.
    pub fn endpoint_url(&self) -> Option<&str> {
        let url = self.endpoint_url.as_ref().or(self.found_endpoint_url.as_ref());
        url.map(|url| url.0.as_str())
    }

    /// The certificate and the private key of the client, if set.
    pub fn client_identity(&self) -> Option<&ClientIdentity> {
        self.client_identity.as_ref()
    }

    /// The retry settings, if set.
    pub fn retry_config(&self) -> Option<&RetryConfig> {
        self.retry.as_ref()
    }

    /// The time-outs, if set.
    pub fn timeout_config(&self) -> Option<&TimeoutConfig> {
        self.timeouts.as_ref()
    }

    /// The minimum throughput, if set.
    pub fn minimum_throughput(&self) -> Option<MinimumThroughput> {
        self.throughput
    }

    /// Whether to call FIPS endpoints.
    pub fn use_fips(&self) -> bool {
        self.use_fips.unwrap_or_default()
    }

    /// Whether to call dual-stack endpoints.
    pub fn use_dual_stack(&self) -> bool {
        self.use_dual_stack.unwrap_or_default()
    }

    /// The region as text, for endpoint rules. Without the feature `aws` there is none.
    #[doc(hidden)]
    pub fn region_name(&self) -> Option<String> {
        #[cfg(feature = "aws")]
        return self.aws.region.as_ref().map(ToString::to_string);
        #[cfg(not(feature = "aws"))]
        None
    }

    /// A parameter of the service's endpoint rules, if it is set and has this type.
    pub fn context_param<T: for<'de> Deserialize<'de>>(&self, name: &str) -> Option<T> {
        T::deserialize(self.context.get(name)?).ok()
    }
}

impl Config {
    /// The settings of a client for one service, with the endpoint found for it.
    #[cfg(feature = "aws")]
    pub(crate) fn for_service(mut self, service_id: &str) -> Self {
        let found = self.aws.lookup.endpoint_url(service_id);
        self.found_endpoint_url = found.map(|url| EndpointUrl::new(&url));
        self
    }

    /// Whether these settings change the endpoint, apart from the region.
    pub(crate) fn moves(&self) -> bool {
        self.endpoint_url().is_some()
            || self.use_fips.is_some()
            || self.use_dual_stack.is_some()
            || !self.context.is_empty()
    }

    /// The same with an identity cache, if there is none.
    #[cfg(feature = "aws")]
    pub(crate) fn with_identity_cache(mut self) -> Self {
        self.aws.identity_cache.get_or_insert_default();
        self
    }

    /// These settings, overridden by `changes`.
    pub(crate) fn with(&self, changes: Self) -> Self {
        let base = self.clone();
        #[cfg(feature = "aws")]
        let replaces_transport = changes.aws.http_client.is_some();
        #[cfg(not(feature = "aws"))]
        let replaces_transport = false;
        Self {
            // One that is found for a call takes precedence over one that is set for the client.
            endpoint_url: changes.endpoint_url.or(changes.found_endpoint_url).or(base.endpoint_url),
            found_endpoint_url: base.found_endpoint_url,
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
            // An HTTP client that is set for a call replaces the client's transport.
            transport: changes.transport.or(match replaces_transport {
                true => None,
                false => base.transport,
            }),
            ca_bundle: changes.ca_bundle.or(base.ca_bundle),
            proxy: changes.proxy.or(base.proxy),
            client_identity: changes.client_identity.or(base.client_identity),
            client_identity_alpn: changes.client_identity_alpn.or(base.client_identity_alpn),
            tls_server_name: changes.tls_server_name.or(base.tls_server_name),
            tokens: changes.tokens.or(base.tokens),
            interceptors: [base.interceptors, changes.interceptors].concat(),
            retry_partition: changes.retry_partition.or(base.retry_partition),
            allow_no_auth: changes.allow_no_auth || base.allow_no_auth,
            #[cfg(feature = "aws")]
            aws: base.aws.with(changes.aws),
            context: base.context.into_iter().chain(changes.context).collect(),
        }
    }
}

/// A URL whose `Debug` omits secrets.
#[derive(Clone)]
pub(crate) struct EndpointUrl(String);

impl EndpointUrl {
    pub(super) fn new(url: &str) -> Self {
        Self(with_scheme(url))
    }
}

impl fmt::Debug for EndpointUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = if self.0.contains('@') { "** redacted **" } else { &self.0 };
        fmt::Debug::fmt(shown, f)
    }
}

/// A builder of a [`Config`].
#[derive(Clone, Default)]
pub struct ConfigBuilder {
    pub(crate) config: Config,
}

impl ConfigBuilder {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether to check lengths, ranges and patterns before a request is sent. Off by default,
    /// because the service checks them too. Patterns with Unicode classes, look-around or
    /// back-references are left to the service. Required members are always checked.
    pub fn validate(mut self, wanted: bool) -> Self {
        self.set_validate(Some(wanted));
        self
    }

    /// Sets or clears whether to check constraints before a request is sent.
    pub fn set_validate(&mut self, wanted: Option<bool>) -> &mut Self {
        self.config.validate = wanted;
        self
    }

    /// A provider of idempotency tokens, instead of random UUIDs.
    pub fn idempotency_token_provider(
        mut self,
        provider: impl Fn() -> String + Send + Sync + 'static,
    ) -> Self {
        self.config.tokens = Some(TokenProvider::new(provider));
        self
    }

    /// Sets or clears the provider of idempotency tokens.
    pub fn set_idempotency_token_provider(
        &mut self,
        provider: Option<Box<dyn Fn() -> String + Send + Sync>>,
    ) -> &mut Self {
        self.config.tokens = provider.map(TokenProvider::new);
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
