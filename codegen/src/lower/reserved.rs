//! The methods that emitted types have of themselves, which members of the model stand beside. Tests
//! compare each list with what is emitted, and the last one with the runtime.

/// Of the client, beside the operations.
pub const CLIENT: &[&str] =
    &["clone", "config", "customize", "from_conf", "from_env", "new", "send"];

/// Of structures and their builders, beside accessors and setters.
pub const STRUCTURE: &[&str] =
    &["as_input", "build", "builder", "customize", "new", "send", "send_with"];

/// Of the builder of a call whose answer comes in pages.
pub const PAGINATED_CALL: &str = "into_paginator";

/// Of the builder of a call that can be waited with.
pub const WAITING_CALL: &str = "wait";

/// The field of an error that the model does not know.
pub const ERROR: &str = "meta";

/// The variants that enums of errors have of themselves.
pub const ERROR_VARIANTS: &[&str] = &["Other", "Unhandled"];

/// The field that every error has, which is a text.
pub const MESSAGE: &str = "message";

/// Of the builder of a client's settings, beside those of a service.
pub const CONFIG: &[&str] = &[
    "api_key",
    "app_name",
    "basic_auth_login",
    "behavior_version",
    "behavior_version_latest",
    "build",
    "ca_bundle",
    "context_param",
    "credentials_provider",
    "disable_host_prefix_injection",
    "disable_request_compression",
    "endpoint_url",
    "idempotency_token_provider",
    "identity_cache",
    "interceptor",
    "minimum_throughput",
    "proxy",
    "region",
    "request_min_compression_size_bytes",
    "response_limit",
    "retry_config",
    "set_api_key",
    "set_app_name",
    "set_basic_auth_login",
    "set_ca_bundle",
    "set_credentials_provider",
    "set_disable_request_compression",
    "set_endpoint_url",
    "set_identity_cache",
    "set_proxy",
    "set_region",
    "set_request_min_compression_size_bytes",
    "set_retry_config",
    "set_timeout_config",
    "set_token_provider",
    "set_use_dual_stack",
    "set_use_fips",
    "timeout_config",
    "token_provider",
    "transport",
    "use_dual_stack",
    "use_fips",
    "validate",
];
