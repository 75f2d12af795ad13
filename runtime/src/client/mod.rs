//! The engine, which sends calls.

mod call;
#[cfg(feature = "aws")]
mod clock;
#[cfg(feature = "aws")]
mod components;
mod config;
mod crypto;
mod driver;
mod endpoint;
mod http_date;
mod identity;
mod intercept;
mod mode;
mod reply;
mod request;
mod retry;
mod service;
mod sign;
mod sleep;
mod tls;
mod transport;

pub use call::{Customized, Engine, PresignedRequest};
pub use config::{Attempt, Config, ConfigBuilder, Interceptor};
#[cfg(feature = "aws")]
pub use config::{EnvironmentError, IdentityCache, LazyCacheBuilder};
pub(crate) use crypto::fraction;
#[cfg(feature = "blocking")]
pub(crate) use driver::block_on;
pub use endpoint::{Endpoint, EndpointError};
pub use identity::Auth;
#[cfg(feature = "aws")]
pub use identity::RefuseCredentials;
pub use intercept::IntoInterceptor;
pub use mode::{Async, Blocking};
pub use reply::MinimumThroughput;
pub(crate) use request::in_memory;
pub use request::{Checksum, Compression};
pub use retry::{
    Objection, Outcome, Retry, RetryAfter, RetryKind, RetryMemory, RetryPartition,
    RetryPartitionBuilder, Step, TokenBucket, TokenBucketBuilder,
};
pub use service::{CertificateAuth, Service};
pub use tls::{
    CaBundle, ClientIdentity, ClientIdentityAlpn, InvalidCaBundle, InvalidClientIdentity,
};
#[cfg(feature = "blocking")]
pub use transport::{BlockingTransport, BlockingTransportBuilder};
#[cfg(feature = "async")]
pub use transport::{HyperTransport, HyperTransportBuilder, TowerTransport};
#[cfg(feature = "async")]
#[doc(hidden)]
pub use transport::{IdentityTls, TlsProblem};
pub use transport::{
    InvalidProxy, InvalidRecording, ProxyConfig, Recording, RecordingTransport, ReplayEvent,
    ReplayTransport, SharedTransport, Transport, TransportBuilder, TransportFuture,
};
