use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use aws_smithy_types::body::SdkBody;
use http::uri::Scheme;
use http::{Request, Response};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::crypto::ring;

use super::transport::{Transport, TransportFuture};
use crate::error::{TransportError, TransportErrorKind};

/// HTTP/1.1 over a pool of connections; TLS by rustls with the system's root certificates.
pub struct HyperTransport {
    connect_timeout: Duration,
    plain: OnceLock<Pool<HttpConnector>>,
    // Made at the first `https` request only: reading root certificates takes milliseconds.
    secure: OnceLock<Result<Pool<HttpsConnector<HttpConnector>>, String>>,
}

type Pool<C> = Client<C, SdkBody>;

impl HyperTransport {
    /// A transport that gives up on a connection after `connect_timeout`.
    pub fn new(connect_timeout: Duration) -> Self {
        Self { connect_timeout, plain: OnceLock::new(), secure: OnceLock::new() }
    }

    async fn exchange(
        &self,
        request: Request<SdkBody>,
    ) -> Result<Response<SdkBody>, TransportError> {
        let response = if request.uri().scheme() == Some(&Scheme::HTTPS) {
            let client = self.secure.get_or_init(|| self.connect_securely());
            let client = client.as_ref().map_err(|problem| {
                TransportError::new(TransportErrorKind::Connect, problem.as_str())
            })?;
            client.request(request).await
        } else {
            self.plain.get_or_init(|| pooled(self.tcp())).request(request).await
        };
        response.map_err(no_response).map(|response| response.map(SdkBody::from_body_1_x))
    }

    fn connect_securely(&self) -> Result<Pool<HttpsConnector<HttpConnector>>, String> {
        let mut tcp = self.tcp();
        tcp.enforce_http(false);
        let connector = HttpsConnectorBuilder::new()
            // Named, as rustls panics if an application has several and none is the default.
            .with_provider_and_native_roots(ring::default_provider())
            .map_err(|error| format!("the system has no usable root certificates: {error}"))?
            .https_only()
            .enable_http1()
            .wrap_connector(tcp);
        Ok(pooled(connector))
    }

    fn tcp(&self) -> HttpConnector {
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(self.connect_timeout));
        connector.set_nodelay(true);
        connector
    }
}

impl Transport for HyperTransport {
    fn send(&self, request: Request<SdkBody>) -> TransportFuture<'_> {
        Box::pin(self.exchange(request))
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").field("connect_timeout", &self.connect_timeout).finish()
    }
}

fn pooled<C>(connector: C) -> Pool<C>
where
    C: hyper_util::client::legacy::connect::Connect + Clone,
{
    Client::builder(TokioExecutor::new())
        .pool_idle_timeout(Duration::from_secs(20))
        .pool_timer(TokioTimer::new())
        .build(connector)
}

fn no_response(error: hyper_util::client::legacy::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else {
        TransportErrorKind::Interrupted
    };
    TransportError::new(kind, error)
}
