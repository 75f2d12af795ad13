#[cfg(feature = "aws")]
use aws_smithy_runtime_api::client::connection::CaptureSmithyConnection;
use http::Extensions;
#[cfg(feature = "async")]
use http::{Request, Response};
#[cfg(feature = "async")]
use hyper_util::client::legacy::connect::{CaptureConnection, Connected, capture_connection};

#[cfg(feature = "blocking")]
use super::blocking::BlockingConnection;

/// The connection that a request takes from the pool.
#[cfg(feature = "async")]
#[derive(Clone)]
pub(super) struct UsedConnection(CaptureConnection);

#[cfg(feature = "async")]
impl UsedConnection {
    /// The connection of a request that is about to be sent.
    pub(super) fn of<B>(request: &mut Request<B>) -> Self {
        Self(capture_connection(request))
    }

    /// The extensions of the connection; none if there is no connection.
    pub(super) fn extensions(&self) -> Extensions {
        let mut extensions = Extensions::new();
        if let Some(connected) = self.0.connection_metadata().as_ref() {
            connected.get_extras(&mut extensions);
        }
        extensions
    }

    /// Attaches it to the response if this may be the last one of its connection.
    pub(super) fn attach<B>(self, response: &mut Response<B>) {
        if response.status().is_server_error() {
            response.extensions_mut().insert(self);
        }
    }
}

/// Prevents the connection of a response from being reused, if the transport identifies it. Its
/// current exchange continues.
pub(in crate::client) fn abandon_connection(response: &Extensions) {
    #[cfg(feature = "blocking")]
    if let Some(connection) = response.get::<BlockingConnection>() {
        connection.abandon();
    }
    #[cfg(feature = "async")]
    if let Some(UsedConnection(connection)) = response.get() {
        connection.connection_metadata().as_ref().map(Connected::poison);
    }
    // The connection of an external HTTP client.
    #[cfg(feature = "aws")]
    if let Some(connection) = response.get::<CaptureSmithyConnection>().and_then(|of| of.get()) {
        connection.poison();
    }
}
