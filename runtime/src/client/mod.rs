//! The engine between a call and the wire.

mod config;
mod connector;
mod endpoint;
mod engine;
mod environment;
mod identity;
mod partition;
mod retry;
mod sdk_config;
mod service;
mod sign;
mod token;
mod transport;
mod user_agent;

pub use config::{Config, ConfigBuilder};
pub use connector::HyperTransport;
pub use endpoint::{Endpoint, EndpointError};
pub use engine::Engine;
pub use environment::EnvironmentError;
pub use partition::{Partition, partition};
pub use retry::{Outcome, Retry, Step};
pub use service::Service;
pub use transport::{SharedTransport, Transport, TransportFuture};

pub use aws_credential_types::Credentials;
pub use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
pub use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
pub use aws_smithy_types::retry::RetryConfig;
pub use aws_smithy_types::timeout::TimeoutConfig;
pub use aws_types::SdkConfig;
pub use aws_types::app_name::AppName;
pub use aws_types::region::Region;
