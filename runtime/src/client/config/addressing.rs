//! Endpoint settings.

use serde_json::Value;

use super::ConfigBuilder;
use super::settings::EndpointUrl;

impl ConfigBuilder {
    /// The endpoint to call, instead of the one from the endpoint rules. A bare host, as
    /// `DescribeEndpoint` returns it, means `https://host`.
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.set_endpoint_url(Some(url.into()));
        self
    }

    /// Sets or clears the endpoint.
    pub fn set_endpoint_url(&mut self, url: Option<String>) -> &mut Self {
        self.config.endpoint_url = url.map(|url| EndpointUrl::new(&url));
        self
    }

    /// Whether to omit host prefixes of operations, such as `data.`, which local servers and VPC
    /// endpoints may not support. Off by default.
    pub fn disable_host_prefix_injection(mut self, disabled: bool) -> Self {
        self.set_disable_host_prefix_injection(Some(disabled));
        self
    }

    /// Sets or clears whether to omit host prefixes of operations.
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

    /// Whether to call dual-stack endpoints, which support IPv6. Off by default.
    pub fn use_dual_stack(mut self, wanted: impl Into<bool>) -> Self {
        self.set_use_dual_stack(Some(wanted.into()));
        self
    }

    /// Sets or clears whether to call dual-stack endpoints.
    pub fn set_use_dual_stack(&mut self, wanted: Option<bool>) -> &mut Self {
        self.config.use_dual_stack = wanted;
        self
    }

    /// Sets a parameter that is specific to the endpoint rules of a service: text, a boolean or a
    /// list of texts. Clients of other services ignore it.
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
}
