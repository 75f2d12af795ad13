//! The engine, which sends calls.

mod call;
mod clock;
mod components;
mod config;
mod crypto;
mod endpoint;
mod identity;
mod intercept;
mod reply;
mod request;
mod retry;
mod service;
mod sign;
mod sleep;
mod tls;
mod transport;

pub use call::{Customized, Engine, PresignedRequest};
pub use config::{
    Attempt, Config, ConfigBuilder, EnvironmentError, IdentityCache, Interceptor, LazyCacheBuilder,
};
pub(crate) use crypto::fraction;
pub use endpoint::{Endpoint, EndpointError};
pub use identity::Auth;
pub use intercept::IntoInterceptor;
pub use reply::MinimumThroughput;
pub(crate) use request::in_memory;
pub use request::{Checksum, Compression};
pub use retry::{
    Objection, Outcome, Retry, RetryAfter, RetryKind, RetryMemory, RetryPartition,
    RetryPartitionBuilder, Step, TokenBucket, TokenBucketBuilder,
};
pub use service::Service;
pub use tls::{
    CaBundle, ClientIdentity, ClientIdentityAlpn, InvalidCaBundle, InvalidClientIdentity,
};
pub(crate) use transport::require_runtime;
pub use transport::{
    HyperTransport, HyperTransportBuilder, InvalidProxy, InvalidRecording, ProxyConfig, Recording,
    RecordingTransport, ReplayEvent, ReplayTransport, SharedTransport, TowerTransport, Transport,
    TransportFuture,
};
