//! The settings of a client, under the names that the official SDKs give them.

#[cfg(feature = "aws")]
mod aws;

#[cfg(feature = "aws")]
pub use aws::*;
pub use aws_smithy_types::config_bag::ConfigBag;

/// The credential chain of the AWS CLI and SDKs.
#[cfg(feature = "aws-config")]
pub use aws_config;

pub use crate::client::{
    Attempt, CaBundle, ClientIdentity, ClientIdentityAlpn, Config, ConfigBuilder,
    ConfigBuilder as Builder, Interceptor, IntoInterceptor, InvalidCaBundle, InvalidClientIdentity,
    InvalidProxy, InvalidRecording, PresignedRequest, ProxyConfig, Recording, RecordingTransport,
    ReplayEvent, ReplayTransport, SharedTransport, Transport, TransportBuilder, TransportFuture,
};
#[cfg(feature = "blocking")]
pub use crate::client::{BlockingTransport, BlockingTransportBuilder};
#[cfg(feature = "async")]
pub use crate::client::{HyperTransport, HyperTransportBuilder, TowerTransport};

/// Requests and responses, as interceptors and errors expose them.
pub mod http {
    pub use crate::http::{HttpRequest, HttpResponse};
}

/// What interceptors for the AWS SDKs for Rust receive.
#[cfg(feature = "aws")]
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
    #[cfg(feature = "aws")]
    pub use aws_smithy_runtime_api::client::retries::ShouldAttempt;
    #[cfg(feature = "aws")]
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
