//! The engine between a call and the wire.

mod auth;
mod body;
mod checksum;
mod clock;
mod compression;
mod config;
mod crypto;
mod customize;
mod download;
mod endpoint;
mod endpoint_lookup;
mod engine;
mod environment;
mod exchange;
mod http_date;
mod identity;
mod identity_provider;
mod interceptor;
mod outgoing;
mod partition;
mod prepare;
mod presigned;
mod random;
mod retry;
mod sdk_config;
mod service;
mod sign;
mod stop;
mod throughput;
mod timeouts;
mod token;
mod trace;
mod transport;
mod upload;
mod user_agent;

pub use auth::Auth;
pub use checksum::Checksum;
pub use compression::Compression;
pub use config::{Config, ConfigBuilder};
pub use customize::Customized;
pub use endpoint::{Endpoint, EndpointError};
pub use engine::Engine;
pub use environment::EnvironmentError;
pub use interceptor::{Attempt, Interceptor};
pub use partition::{Partition, partition};
pub use presigned::PresignedRequest;
pub(crate) use random::fraction;
pub use retry::{Objection, Outcome, Retry, RetryAfter, RetryKind, RetryMemory, Step};
pub use service::Service;
pub use throughput::MinimumThroughput;
pub use transport::{
    CaBundle, HyperTransport, HyperTransportBuilder, InvalidCaBundle, InvalidProxy,
    InvalidRecording, ProxyConfig, Recording, RecordingTransport, ReplayEvent, ReplayTransport,
    SharedTransport, TowerTransport, Transport, TransportFuture,
};
