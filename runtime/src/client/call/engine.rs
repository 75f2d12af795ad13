use std::sync::Arc;
use std::time::Duration;

use super::classifiers::erased;
use super::exchange::Exchange;
use super::inner::Inner;
use super::outgoing::Outgoing;
use super::reserved;
use crate::Operation;
use crate::client::config::Config;
use crate::client::crypto::uuid_v4;
use crate::client::service::Service;
use crate::client::sign::Signature;
use crate::error::{BuildError, SdkError};
use crate::structure::Output;
use crate::wire::{Request, request_id};

/// Sends calls to a service; the core of a generated client. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Engine(Arc<Inner>);

impl Engine {
    /// An engine for a service. It connects, reads and resolves nothing before the first call.
    pub fn new(service: &'static Service, config: Config) -> Self {
        Self(Arc::new(Inner::new(service, config)))
    }

    /// The settings of the client.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Sends a call. It needs a Tokio runtime with I/O and time enabled.
    ///
    /// # Errors
    /// See [`SdkError`]. Outside a runtime it is a [`DispatchFailure`](SdkError::DispatchFailure).
    ///
    /// # Panics
    /// The runtime has I/O or time disabled.
    pub fn send<O: Operation>(
        &self,
        operation: O,
    ) -> impl Future<Output = Result<O::Output, SdkError<O::Error>>> + Send {
        self.call(operation)
    }

    async fn call<O: Operation>(&self, mut operation: O) -> Result<O::Output, SdkError<O::Error>> {
        let mut exchange = self.exchange(&operation);
        let Outgoing { request, upload, .. } = match self.request(&mut operation) {
            Ok(outgoing) => outgoing,
            Err(error) => return Err(exchange.not_built(error)),
        };
        exchange.upload = upload;
        exchange.raw_output = O::RAW_OUTPUT;
        // A payload may be empty, and an output without members may have no body.
        exchange.expects_body = !O::RAW_OUTPUT && O::Output::HAS_MEMBERS;
        exchange.streamed_output = O::STREAMED_OUTPUT;
        exchange.sensitive = O::SENSITIVE;
        exchange.erased = Some(erased::<O::Error>);
        let response = match exchange.run(request).await {
            Ok(response) => response,
            Err(stop) => return Err(exchange.error(stop)),
        };
        let mut output = match O::response(&response) {
            Ok(output) => output,
            Err(error) => return Err(exchange.unreadable::<O>(error, response)),
        };
        exchange.succeeded(&response);
        output.set_request_id(request_id(response.headers()).map(str::to_owned));
        if let Some(body) = exchange.download {
            O::attach_body(&mut output, body);
        }
        Ok(output)
    }

    /// The signed request of a call, to be sent by another client.
    pub(super) async fn sign<O: Operation>(
        &self,
        mut operation: O,
        signature: Signature,
    ) -> Result<Request, SdkError<O::Error>> {
        let mut exchange = self.exchange(&operation);
        match self.request(&mut operation).and_then(Outgoing::handed_over) {
            Ok(request) => {
                exchange.signed(request, signature).await.map_err(|stop| exchange.error(stop))
            }
            Err(error) => Err(exchange.not_built(error)),
        }
    }

    /// Waits between two calls.
    pub(crate) async fn pause(&self, pause: Duration) {
        self.0.sleep.sleep(pause).await;
    }

    /// This engine with other settings.
    pub(super) fn with(&self, changes: Config) -> Self {
        Self(Arc::new(self.0.with(changes)))
    }

    fn exchange<O: Operation>(&self, operation: &O) -> Exchange<'_> {
        let mut exchange = Exchange::new(&self.0, O::NAME, O::AUTH, self.0.own_base(operation));
        exchange.checksums = O::CHECKSUMS;
        exchange
    }

    fn request<O: Operation>(&self, operation: &mut O) -> Result<Outgoing, BuildError> {
        let config = &self.0.config;
        operation.fill_idempotency_token(&|| match &config.tokens {
            Some(provider) => provider.token(),
            None => uuid_v4(),
        });
        if config.validate.unwrap_or_default() {
            operation.validate()?;
        }
        let request = operation.request()?;
        reserved::check_all(request.headers(), O::AUTH)?;
        let body = operation.take_body();
        let mut outgoing = Outgoing::new(request, body, O::REQUIRES_LENGTH, O::UNSIGNED_PAYLOAD)?;
        if let (Some(compression), None) = (O::COMPRESSION, &outgoing.upload) {
            compression.apply(&mut outgoing.request, config)?;
        }
        Ok(outgoing)
    }
}
