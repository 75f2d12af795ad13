//! Methods and fields that emitted types always have, in addition to those of the model. Tests
//! compare each list with emitted code, and the last one with the runtime.

/// Of the client, in addition to operations.
pub const CLIENT: &[&str] =
    &["clone", "config", "customize", "from_conf", "from_env", "new", "send"];

/// Of structures and their builders, in addition to accessors and setters.
pub const STRUCTURE: &[&str] =
    &["as_input", "build", "builder", "customize", "new", "send", "send_with"];

/// Of the builder of a paginated call.
pub const PAGINATED_CALL: &str = "into_paginator";

/// Of the builder of a call with waiters.
pub const WAITING_CALL: &str = "wait";

/// An additional field of errors.
pub const ERROR: &str = "meta";

/// Additional variants of error enums.
pub const ERROR_VARIANTS: &[&str] = &["Other", "Unhandled"];

/// A field of type string that every error has.
pub const MESSAGE: &str = "message";

/// Of the builder of a client's settings, in addition to those of a service.
pub const CONFIG: &[&str] = &[
    "allow_no_auth",
    "api_key",
    "app_name",
    "auth_scheme_preference",
    "basic_auth_login",
    "behavior_version",
    "behavior_version_latest",
    "build",
    "ca_bundle",
    "client_identity",
    "client_identity_alpn",
    "context_param",
    "credentials_provider",
    "disable_clock_skew_correction",
    "disable_host_prefix_injection",
    "disable_request_compression",
    "endpoint_url",
    "framework_metadata",
    "http_client",
    "idempotency_token_provider",
    "identity_cache",
    "interceptor",
    "minimum_throughput",
    "new",
    "proxy",
    "push_interceptor",
    "push_framework_metadata",
    "push_retry_classifier",
    "refusable_credentials_provider",
    "region",
    "request_min_compression_size_bytes",
    "response_limit",
    "retry_classifier",
    "retry_config",
    "retry_partition",
    "set_allow_no_auth",
    "set_api_key",
    "set_app_name",
    "set_auth_scheme_preference",
    "set_basic_auth_login",
    "set_behavior_version",
    "set_ca_bundle",
    "set_client_identity",
    "set_client_identity_alpn",
    "set_context_param",
    "set_credentials_provider",
    "set_disable_clock_skew_correction",
    "set_disable_host_prefix_injection",
    "set_disable_request_compression",
    "set_endpoint_url",
    "set_http_client",
    "set_idempotency_token_provider",
    "set_identity_cache",
    "set_interceptors",
    "set_minimum_throughput",
    "set_proxy",
    "set_region",
    "set_request_min_compression_size_bytes",
    "set_response_limit",
    "set_retry_classifiers",
    "set_retry_config",
    "set_retry_partition",
    "set_sleep_impl",
    "set_stalled_stream_protection",
    "set_time_source",
    "set_timeout_config",
    "set_tls_server_name",
    "set_token_provider",
    "set_transport",
    "set_use_dual_stack",
    "set_use_fips",
    "set_validate",
    "sleep_impl",
    "stalled_stream_protection",
    "time_source",
    "timeout_config",
    "tls_server_name",
    "token_provider",
    "transport",
    "use_dual_stack",
    "use_fips",
    "validate",
];
