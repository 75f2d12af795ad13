use std::fmt;
use std::sync::{Arc, OnceLock};

use aws_smithy_runtime_api::client::connection::CaptureSmithyConnection;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorSettings, SharedHttpClient,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use http::{Request, Response};
use http_body_util::BodyExt;

use super::connector_error::{Addressed, no_answer};
use super::failure::transport_error;
use super::{Transport, TransportFuture};
use crate::client::components::Components;
use crate::client::config::Timeouts;
use crate::error::{TransportError, TransportErrorKind};

/// A transport on top of an HTTP client of the AWS SDKs for Rust. It requests a connector for each
/// attempt, because the client may choose one by its time-outs.
pub(in crate::client) struct HttpClientTransport {
    client: SharedHttpClient,
    settings: HttpConnectorSettings,
    components: Arc<Components>,
    /// Whether the client accepts its settings.
    accepted: OnceLock<Result<(), String>>,
}

impl HttpClientTransport {
    pub(in crate::client) fn new(
        client: SharedHttpClient,
        timeouts: Timeouts,
        components: Arc<Components>,
    ) -> Self {
        let mut settings = HttpConnectorSettings::builder();
        settings.set_connect_timeout(timeouts.connect).set_read_timeout(timeouts.read);
        Self { client, settings: settings.build(), components, accepted: OnceLock::new() }
    }

    async fn exchange(
        &self,
        mut request: Request<SdkBody>,
    ) -> Result<Response<SdkBody>, TransportError> {
        self.accept()?;
        let connection = CaptureSmithyConnection::new();
        request.extensions_mut().insert(connection.clone());
        let addressed = Addressed::of(&request);
        let request = HttpRequest::try_from(request).map_err(|error| {
            let words = format!("the request cannot be passed to the HTTP client: {error}");
            TransportError::new(TransportErrorKind::Setup, error).in_words(words)
        })?;
        let components = self.components.runtime();
        let components =
            components.map_err(|error| TransportError::new(TransportErrorKind::Setup, error))?;
        let connector = self.client.http_connector(&self.settings, components);
        let response = connector.call(request).await;
        let response = response.map_err(|error| no_answer(error, &addressed))?;
        read(response, connection)
    }

    /// Official clients call this when they are made, and before a call.
    fn accept(&self) -> Result<(), TransportError> {
        let accepted = self.accepted.get_or_init(|| {
            let (client, parts) = (&self.client, &self.components);
            HttpClient::validate_base_client_config(client, parts.builder(), parts.bag())
                .and_then(|()| {
                    HttpClient::validate_final_config(client, parts.runtime()?, parts.bag())
                })
                .map_err(|error| error.to_string())
        });
        accepted.clone().map_err(|problem| {
            let words = format!("the HTTP client (`http_client`) rejects its settings: {problem}");
            TransportError::new(TransportErrorKind::Setup, problem).in_words(words)
        })
    }
}

impl Transport for HttpClientTransport {
    fn send(&self, request: Request<SdkBody>) -> TransportFuture<'_> {
        Box::pin(self.exchange(request))
    }
}

/// Omits the client, which may print anything: replay clients contain whole requests.
impl fmt::Debug for HttpClientTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpClientTransport")
    }
}

fn read(
    response: HttpResponse,
    connection: CaptureSmithyConnection,
) -> Result<Response<SdkBody>, TransportError> {
    let mut response = response
        .try_into_http1x()
        .map_err(|error| TransportError::new(TransportErrorKind::Malformed, error))?;
    if response.status().is_server_error() {
        response.extensions_mut().insert(connection);
    }
    Ok(response.map(|body| match body.bytes() {
        Some(_) => body,
        None => SdkBody::from_body_1_x(body.map_err(transport_error)),
    }))
}
