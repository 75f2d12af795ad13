//! The transport of the blocking client, on top of ureq and rustls.

mod agents;
mod buffers;
mod coarse;
mod connection;
mod connector;
mod failure;
mod hop;
mod received;
mod run;
mod setup;
mod tls;
mod upload;
mod wire;

use std::fmt;
use std::future::poll_fn;
use std::sync::OnceLock;
use std::task::Poll;
use std::time::Instant;

use aws_smithy_types::body::SdkBody;
use http::header::{CONTENT_LENGTH, PROXY_AUTHORIZATION};
use http::{Method, Request, Response};
use ureq::{Agent, SendBody};

use self::agents::Agents;
pub(super) use self::connection::BlockingConnection;
use self::run::Run;
use self::upload::UploadReader;
use super::builder::{Settings, TransportBuilder};
use super::{Transport, TransportFuture};
use crate::client::driver::{Driver, earliest_deadline};
use crate::error::TransportError;

/// The transport of the blocking client: HTTP/1.1 with a connection pool, on top of ureq and
/// rustls. Its future blocks the thread that polls it, so only blocking clients can use it: for
/// others, requests fail.
///
/// The addresses of a host are tried one after the other. A connection that is idle for 20 seconds
/// is not used again, and is closed at the next request. The head of a response may have about
/// 64 KiB and up to 128 headers.
///
/// With a [`client_identity`](BlockingTransportBuilder::client_identity), connections present a
/// client certificate (mutual TLS).
///
/// At the level TRACE, ureq logs (crate `log`) the bytes that it sends and receives, secrets
/// included: do not enable it for `ureq` and `ureq_proto`.
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
        request.headers_mut().remove(PROXY_AUTHORIZATION);
        if let Some(password) = choice.relay.as_ref().and_then(|relay| relay.authorization.clone())
        {
            request.headers_mut().insert(PROXY_AUTHORIZATION, password);
        }
        let connect_timeout = self.settings.connect_timeout;
        let run = Run::begin(&request, choice.relay.is_some(), connect_timeout);
        let answer = send(&choice.agent, request);
        let outcome = run.end();
        let response = answer.map_err(|error| outcome.failure(error, &choice, connect_timeout))?;
        Ok(outcome.received(response))
    }
}

/// Sends a request with its length as the last header, as the asynchronous client does.
fn send(agent: &Agent, request: Request<SdkBody>) -> Result<Response<ureq::Body>, ureq::Error> {
    let (mut parts, body) = request.into_parts();
    let length = body.content_length();
    // For these, ureq sends a body in chunks if there is no length, even if it is empty.
    let has_length = matches!(parts.method, Method::POST | Method::PUT | Method::PATCH);
    if body.bytes() == Some(&[]) && !has_length {
        return agent.run(Request::from_parts(parts, ()));
    }
    if let Some(length) = length {
        parts.headers.entry(CONTENT_LENGTH).or_insert(length.into());
    }
    match body.bytes() {
        Some(bytes) => agent.run(Request::from_parts(parts, bytes)),
        None => {
            let body = SendBody::from_owned_reader(UploadReader::new(body));
            agent.run(Request::from_parts(parts, body))
        }
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
