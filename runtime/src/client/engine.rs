use std::sync::{Arc, OnceLock};

use aws_smithy_types::retry::RetryConfig;
use http::header::HeaderValue;

use super::auth::Identities;
use super::clock::Clock;
use super::config::Config;
use super::endpoint::{Base, EndpointError};
use super::exchange::Exchange;
use super::outgoing::Outgoing;
use super::random::uuid_v4;
use super::retry::RetryMemory;
use super::service::Service;
use super::sign::Signature;
use super::timeouts::Timeouts;
use super::transport::{HyperTransport, SharedTransport};
use super::user_agent::user_agent;
use crate::Operation;
use crate::error::{BuildError, SdkError};
use crate::wire::Request;

/// Carries calls to a service: what a generated client is built around. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Engine(Arc<Inner>);

#[derive(Debug)]
pub(super) struct Inner {
    pub(super) service: &'static Service,
    pub(super) config: Config,
    pub(super) timeouts: Timeouts,
    pub(super) base: Arc<OnceLock<Result<Base, EndpointError>>>,
    pub(super) identities: Identities,
    pub(super) transport: SharedTransport,
    pub(super) retries: RetryMemory,
    pub(super) clock: Arc<Clock>,
    pub(super) user_agent: HeaderValue,
}

impl Engine {
    /// An engine for a service. Nothing is connected, read or resolved before the first call.
    pub fn new(service: &'static Service, config: Config) -> Self {
        let config = config.for_service(service.id);
        let timeouts = Timeouts::new(config.timeouts.as_ref());
        let transport = config.transport.clone().unwrap_or_else(|| {
            let transport = HyperTransport::builder()
                .connect_timeout(timeouts.connect)
                .ca_bundle(config.ca_bundle.clone())
                .proxy(config.proxy.clone().unwrap_or_default());
            SharedTransport::new(transport.build())
        });
        let retries = config.retry.clone().unwrap_or_else(RetryConfig::standard);
        Self(Arc::new(Inner {
            service,
            timeouts,
            base: Arc::default(),
            identities: Identities::default().with(&config),
            transport,
            retries: RetryMemory::new(&retries),
            clock: Arc::default(),
            user_agent: user_agent(service, config.app_name.as_ref()),
            config,
        }))
    }

    /// The settings of the client.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Makes a call. It needs a Tokio runtime with I/O and time enabled.
    ///
    /// # Errors
    /// See [`SdkError`].
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
        exchange.streamed_output = O::STREAMED_OUTPUT;
        exchange.sensitive = O::SENSITIVE;
        let response = match exchange.run(request).await {
            Ok(response) => response,
            Err(stop) => return Err(exchange.error(stop)),
        };
        let mut output = match O::response(&response) {
            Ok(output) => output,
            Err(error) => return Err(exchange.unreadable(error, response)),
        };
        if let Some(body) = exchange.download {
            O::attach_body(&mut output, body);
        }
        Ok(output)
    }

    /// The request of a call, signed for somebody else to carry.
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

    /// This engine with other settings. Connections, what is known of throttling and of the clock
    /// are shared, and credentials and endpoint if nothing about them changes.
    pub(super) fn with(&self, changes: Config) -> Self {
        let inner = &*self.0;
        let changes = changes.for_service(inner.service.id);
        let moves = changes.region.is_some()
            || changes.endpoint_url().is_some()
            || changes.use_fips.is_some()
            || changes.use_dual_stack.is_some()
            || !changes.context.is_empty();
        let identities = inner.identities.with(&changes);
        let config = inner.config.with(changes);
        Self(Arc::new(Inner {
            service: inner.service,
            timeouts: Timeouts::new(config.timeouts.as_ref()),
            base: if moves { Arc::default() } else { inner.base.clone() },
            identities,
            transport: config.transport.clone().unwrap_or_else(|| inner.transport.clone()),
            retries: inner.retries.with(config.retry.as_ref().unwrap_or(inner.retries.config())),
            clock: inner.clock.clone(),
            user_agent: user_agent(inner.service, config.app_name.as_ref()),
            config,
        }))
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
        let body = operation.take_body();
        let mut outgoing = Outgoing::new(request, body, O::REQUIRES_LENGTH, O::UNSIGNED_PAYLOAD)?;
        if let (Some(compression), None) = (O::COMPRESSION, &outgoing.upload) {
            compression.apply(&mut outgoing.request, config)?;
        }
        Ok(outgoing)
    }
}
