use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};

use crate::error::TransportError;

/// Carries a request to where its URI points and brings the whole response.
///
/// Requests arrive here complete: absolute URI, headers, signature. One call of [`send`] is one
/// attempt; whether there is another is not the transport's business.
///
/// [`send`]: Transport::send
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends one request.
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_>;
}

/// A response to come.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'a>>;

/// A transport that several clients can use at once.
#[derive(Clone, Debug)]
pub struct SharedTransport(Arc<dyn Transport>);

impl SharedTransport {
    /// Shares a transport.
    pub fn new(transport: impl Transport + 'static) -> Self {
        Self(Arc::new(transport))
    }
}

impl Transport for SharedTransport {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        self.0.send(request)
    }
}
