//! Transports, which send requests and receive responses.

mod connect;
mod connector_error;
mod delimiting;
mod http_client;
mod hyper;
mod recording;
mod replay;
mod secret_parameter;
mod sync_body;
mod tokio_runtime;
mod tower;
mod used_connection;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use aws_smithy_types::body::SdkBody;
use http::{Request, Response};

pub(super) use self::connect::{CONNECT_TIMEOUT, is_loopback};
pub use self::connect::{InvalidProxy, ProxyConfig};
pub(super) use self::connector_error::{connector_verdict, retry_kind};
pub(super) use self::delimiting::whole;
pub(super) use self::http_client::HttpClientTransport;
pub use self::hyper::{HyperTransport, HyperTransportBuilder};
pub use self::recording::{InvalidRecording, Recording, RecordingTransport};
pub use self::replay::{ReplayEvent, ReplayTransport};
pub(super) use self::secret_parameter::{SecretParameter, public_uri};
pub(crate) use self::tokio_runtime::require_runtime;
pub use self::tower::TowerTransport;
pub(super) use self::used_connection::abandon_connection;
pub(super) use super::tls::CaBundle;
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
