//! The transport of the blocking client, on top of ureq and rustls.

mod agents;
mod connection;
mod connector;
mod failure;
mod received;
mod run;
mod setup;
mod tls;
mod upload;

use std::fmt;
use std::future::poll_fn;
use std::sync::OnceLock;
use std::task::Poll;
use std::time::Instant;

use aws_smithy_types::body::SdkBody;
use http::header::{CONTENT_LENGTH, PROXY_AUTHORIZATION};
use http::{Method, Request, Response};
use ureq::SendBody;

use self::agents::Agents;
pub(super) use self::connection::BlockingConnection;
use self::received::Received;
use self::run::Run;
use self::upload::UploadReader;
use super::builder::{Settings, TransportBuilder};
use super::delimiting::mark_undelimited;
use super::sync_body::SyncBody;
use super::{Transport, TransportFuture};
use crate::client::driver::{Driver, earliest_deadline};
use crate::error::TransportError;

/// The transport of the blocking client: HTTP/1.1 with a connection pool, on top of ureq and
/// rustls. Its future blocks the thread that polls it, so only blocking clients can use it: for
/// others, requests fail.
///
/// The addresses of a host are tried one after the other. A connection that is idle for 20 seconds
/// is closed. The head of a response may have about 64 KiB. Through a proxy, `http` requests use a
/// tunnel too.
///
/// With a [`client_identity`](BlockingTransportBuilder::client_identity), connections present a
/// client certificate (mutual TLS).
///
/// Nothing is connected or read before the first request; certificates and TLS are set up at the
/// first `https` request.
pub struct BlockingTransport {
    settings: Settings,
    agents: OnceLock<Agents>,
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
        let agents = self.agents.get_or_init(|| Agents::new(self.settings.clone()));
        let choice = agents.choose(&request)?;
        // The proxy gets it with the tunnel.
        request.headers_mut().remove(PROXY_AUTHORIZATION);
        let run = Run::begin(request.uri(), self.settings.connect_timeout);
        let (mut parts, body) = request.into_parts();
        let method = parts.method.clone();
        let answer = match (body.bytes(), body.content_length()) {
            (Some([]), _) if matches!(method, Method::GET | Method::HEAD | Method::DELETE) => {
                choice.agent.run(Request::from_parts(parts, ()))
            }
            (Some(bytes), _) => choice.agent.run(Request::from_parts(parts, bytes)),
            (None, length) => {
                if let Some(length) = length {
                    parts.headers.insert(CONTENT_LENGTH, length.into());
                }
                let body = SendBody::from_owned_reader(UploadReader::new(body));
                choice.agent.run(Request::from_parts(parts, body))
            }
        };
        let outcome = run.end();
        let response = answer
            .map_err(|error| outcome.failure(error, &choice, self.settings.connect_timeout))?;
        let mut response =
            response.map(|body| SdkBody::from_body_1_x(SyncBody::new(Received::new(body))));
        outcome.attach(&mut response);
        mark_undelimited(&mut response);
        Ok(response)
    }
}

/// A builder of a [`BlockingTransport`].
pub type BlockingTransportBuilder = TransportBuilder<BlockingTransport>;

impl BlockingTransportBuilder {
    /// The transport.
    pub fn build(self) -> BlockingTransport {
        BlockingTransport { settings: self.settings, agents: OnceLock::new() }
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
