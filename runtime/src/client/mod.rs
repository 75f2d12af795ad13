//! The engine between a call and the wire.

mod body;
mod config;
mod endpoint;
mod endpoint_lookup;
mod engine;
mod environment;
mod identity;
mod partition;
mod random;
mod retry;
mod sdk_config;
mod service;
mod sign;
mod throughput;
mod token;
mod transport;
mod user_agent;

pub use config::{Config, ConfigBuilder};
pub use endpoint::{Endpoint, EndpointError};
pub use engine::Engine;
pub use environment::EnvironmentError;
pub use partition::{Partition, partition};
pub use retry::{Outcome, Retry, Step};
pub use service::Service;
pub use throughput::MinimumThroughput;
pub use transport::{
    CaBundle, HyperTransport, HyperTransportBuilder, InvalidCaBundle, InvalidProxy, ProxyConfig,
    SharedTransport, Transport, TransportFuture,
};
