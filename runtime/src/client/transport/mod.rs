//! Transports, which send requests and receive responses.

#[cfg(feature = "blocking")]
mod blocking;
mod builder;
#[cfg(feature = "async")]
mod connect;
#[cfg(feature = "aws")]
mod connector_error;
mod default;
mod delimiting;
mod failure;
#[cfg(feature = "aws")]
mod http_client;
#[cfg(feature = "async")]
mod hyper;
mod loopback;
mod proxy;
mod recording;
mod replay;
mod secret_parameter;
#[cfg(feature = "async")]
mod sync_body;
#[cfg(feature = "async")]
mod tower;
mod used_connection;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use aws_smithy_types::body::SdkBody;
use http::{Request, Response};

#[cfg(feature = "blocking")]
pub use self::blocking::{BlockingTransport, BlockingTransportBuilder};
pub use self::builder::TransportBuilder;
#[cfg(feature = "async")]
pub use self::connect::{IdentityTls, TlsProblem};
#[cfg(feature = "aws")]
pub(super) use self::connector_error::{connector_verdict, retry_kind};
pub(super) use self::default::default_transport;
pub(super) use self::delimiting::whole;
#[cfg(feature = "aws")]
pub(super) use self::http_client::HttpClientTransport;
#[cfg(feature = "async")]
pub use self::hyper::{HyperTransport, HyperTransportBuilder};
#[cfg(feature = "aws")]
pub(super) use self::loopback::is_loopback;
pub use self::proxy::{InvalidProxy, ProxyConfig};
pub use self::recording::{InvalidRecording, Recording, RecordingTransport};
pub use self::replay::{ReplayEvent, ReplayTransport};
#[cfg(feature = "aws")]
pub(super) use self::secret_parameter::SecretParameter;
#[cfg(test)]
#[cfg(feature = "aws")]
pub(super) use self::secret_parameter::public_uri;
#[cfg(feature = "async")]
pub use self::tower::TowerTransport;
pub(super) use self::used_connection::abandon_connection;
use crate::error::TransportError;

/// Sends a request to the host in its URI and returns the response.
///
/// Requests are complete: absolute URI, headers, signature. One call of [`send`] is one attempt.
/// Time-outs, body limits and retries are not the transport's responsibility.
///
/// [`send`]: Transport::send
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends one request. The future completes with the head of the response; the body may still be
    /// arriving.
    fn send(&self, request: Request<SdkBody>) -> TransportFuture<'_>;
}

/// A future response.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Response<SdkBody>, TransportError>> + Send + 'a>>;

/// A transport that several clients can share.
#[derive(Clone, Debug)]
pub struct SharedTransport(Arc<dyn Transport>);

impl SharedTransport {
    /// Wraps a transport.
    pub fn new(transport: impl Transport + 'static) -> Self {
        Self(Arc::new(transport))
    }
}

impl Transport for SharedTransport {
    fn send(&self, request: Request<SdkBody>) -> TransportFuture<'_> {
        self.0.send(request)
    }
}

/// How long it may take until a connection can be used, unless set. Three attempts at a host that
/// drops all packets take less than 11 seconds.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_millis(3100);

/// The text for a response that ends too early.
const CLOSED: &str = "connection closed before the reply was complete";
