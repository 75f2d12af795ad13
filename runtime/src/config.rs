//! The settings of a client, under the names that the official SDKs give them.

pub use aws_credential_types::provider::token::{ProvideToken, SharedTokenProvider};
pub use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
pub use aws_credential_types::{Credentials, Token};
pub use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
pub use aws_smithy_async::time::{SharedTimeSource, TimeSource};
pub use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
pub use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};
pub use aws_smithy_runtime_api::client::identity::http::Login;
pub use aws_smithy_runtime_api::client::identity::{ResolveCachedIdentity, SharedIdentityCache};
pub use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
pub use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
pub use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
pub use aws_smithy_runtime_api::shared::IntoShared;
pub use aws_smithy_types::config_bag::ConfigBag;
pub use aws_types::SdkConfig;
pub use aws_types::app_name::AppName;
pub use aws_types::region::Region;
pub use aws_types::sdk_ua_metadata::FrameworkMetadata;

/// The credential chain of the AWS CLI and SDKs.
#[cfg(feature = "aws-config")]
pub use aws_config;

pub use crate::client::{
    Attempt, CaBundle, ClientIdentity, ClientIdentityAlpn, Config, ConfigBuilder,
    ConfigBuilder as Builder, EnvironmentError, HyperTransport, HyperTransportBuilder,
    IdentityCache, Interceptor, IntoInterceptor, InvalidCaBundle, InvalidClientIdentity,
    InvalidProxy, InvalidRecording, LazyCacheBuilder, PresignedRequest, ProxyConfig, Recording,
    RecordingTransport, ReplayEvent, ReplayTransport, SharedTransport, TowerTransport, Transport,
    TransportFuture,
};

/// Requests and responses, as interceptors and errors expose them.
pub mod http {
    pub use crate::http::{HttpRequest, HttpResponse};
}

/// What interceptors for the AWS SDKs for Rust receive.
pub mod interceptors {
    pub use aws_smithy_runtime_api::client::interceptors::context::{
        AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
        BeforeDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
        BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
        BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextMut,
        FinalizerInterceptorContextRef, InterceptorContext,
    };
}

/// Retry settings.
pub mod retry {
    pub use aws_smithy_runtime_api::client::retries::ShouldAttempt;
    pub use aws_smithy_runtime_api::client::retries::classifiers::{
        ClassifyRetry, RetryAction, RetryClassifierPriority, SharedRetryClassifier,
    };
    pub use aws_smithy_types::retry::{ReconnectMode, RetryConfig, RetryConfigBuilder, RetryMode};

    pub use crate::client::{
        RetryPartition, RetryPartitionBuilder, TokenBucket, TokenBucketBuilder,
    };
}

/// Time-out settings.
pub mod timeout {
    pub use aws_smithy_types::timeout::{TimeoutConfig, TimeoutConfigBuilder};

    pub use crate::client::MinimumThroughput;
}
