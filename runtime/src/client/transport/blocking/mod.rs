//! The transport of the blocking client, over the HTTP/1.1 of ureq and over rustls.

mod connect;
mod connection;
mod exchange;
mod failure;
mod head;
mod input;
mod limit;
mod lookup;
mod pool;
mod received;
mod setup;
mod socket;
mod tls;
mod tunnel;
mod upload;
mod wire;

use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, OnceLock};
use std::task::Poll;
use std::time::Instant;

use aws_smithy_types::body::SdkBody;
use http::header::PROXY_AUTHORIZATION;
use http::uri::Scheme;
use http::{Request, Response};

pub(super) use self::connection::BlockingConnection;
use self::exchange::exchange;
use self::pool::{Pool, Pooled};
use self::received::received;
use super::builder::{Settings, TransportBuilder};
use super::failure::is_closed;
use super::proxy::Server;
use super::{Transport, TransportFuture};
use crate::client::driver::{Driver, earliest_deadline};
use crate::client::tls::refusal_hint;
use crate::error::TransportError;

/// The transport of the blocking client: HTTP/1.1 of ureq (`ureq-proto`) and rustls, with a
/// connection pool. Its future blocks the thread that polls it, so only blocking clients can use it:
/// for others, requests fail.
///
/// The addresses of a host are tried one after the other. A connection that is idle for 20 seconds
/// is not used again, and is closed at the next request. The head of a response may have about
/// 64 KiB and up to 128 headers.
///
/// With a [`client_identity`](BlockingTransportBuilder::client_identity), connections present a
/// client certificate (mutual TLS).
///
/// At the level TRACE, `ureq_proto` logs (crate `log`) the bytes that it writes and reads, secrets
/// included: do not enable it.
///
/// Nothing is connected or read before the first request; certificates and TLS are set up at the
/// first `https` request.
pub struct BlockingTransport {
    settings: Settings,
    pool: OnceLock<Arc<Pool>>,
}

impl BlockingTransport {
    /// A transport with a connect time-out of 3.1 seconds, the proxy from the environment and the
    /// system's certificates.
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// Starts with the settings of [`new`](Self::new).
    pub fn builder() -> BlockingTransportBuilder {
        BlockingTransportBuilder::default()
    }

    fn exchange(&self, mut request: Request<SdkBody>) -> Result<Response<SdkBody>, TransportError> {
        Driver::Blocking.check()?;
        let pool = self.pool.get_or_init(|| Arc::new(Pool::new(self.settings.clone())));
        let route = pool.route(&request)?;
        request.headers_mut().remove(PROXY_AUTHORIZATION);
        // A proxy gets the request as it is, unless it goes through a tunnel.
        let relay = route.proxy.filter(|_| request.uri().scheme() == Some(&Scheme::HTTP));
        if let Some(password) = relay.and_then(Server::authorization) {
            request.headers_mut().insert(PROXY_AUTHORIZATION, password);
        }
        let origin = relay.and(request.uri().authority()).map(|host| format!("http://{host}"));
        let mut connection = match pool.take(&route.key) {
            Some(connection) => connection,
            None => pool.connect(request.uri(), &route)?,
        };
        let exchanged = exchange(&mut connection, request, origin.as_deref());
        let (mut response, rest) = exchanged.map_err(|error| {
            let is_fresh = route.key.presents() && !connection.has_answered;
            if is_fresh && is_closed(&error) { refusal_hint(error) } else { error }
        })?;
        connection.has_answered = true;
        if response.status().is_server_error() {
            response.extensions_mut().insert(connection.handle());
        }
        let pool = Arc::clone(pool);
        received(response, rest, Pooled { connection, pool, key: route.key })
    }
}

/// A builder of a [`BlockingTransport`].
pub type BlockingTransportBuilder = TransportBuilder<BlockingTransport>;

impl BlockingTransportBuilder {
    /// The transport.
    pub fn build(self) -> BlockingTransport {
        BlockingTransport { settings: self.settings, pool: OnceLock::new() }
    }
}

impl Default for BlockingTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for BlockingTransport {
    fn send(&self, request: Request<SdkBody>) -> TransportFuture<'_> {
        let mut request = Some(request);
        Box::pin(poll_fn(move |_| match request.take().map(|request| self.exchange(request)) {
            Some(Err(error)) if error.is_timeout() && is_late() => Poll::Pending,
            Some(result) => Poll::Ready(result),
            None => Poll::Pending,
        }))
    }
}

/// Whether the caller has stopped waiting.
fn is_late() -> bool {
    earliest_deadline().is_some_and(|deadline| deadline <= Instant::now())
}

impl fmt::Debug for BlockingTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockingTransport").field(&self.settings).finish()
    }
}

#[cfg(test)]
mod tests;
