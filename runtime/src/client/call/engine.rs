use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::exchange::Exchange;
use super::inner::Inner;
use super::outgoing::Outgoing;
use super::reserved;
use crate::Operation;
use crate::client::config::Config;
use crate::client::crypto::uuid_v4;
use crate::client::driver::Driver;
#[cfg(feature = "blocking")]
use crate::client::driver::block_on;
use crate::client::mode::Async;
#[cfg(feature = "blocking")]
use crate::client::mode::Blocking;
use crate::client::service::Service;
use crate::client::sign::Signature;
use crate::error::{BuildError, SdkError};
use crate::structure::Output;
use crate::wire::{Request, request_id};

/// Sends calls to a service; the core of a generated client. Cheap to clone.
///
/// `Mode` is [`Async`] or [`Blocking`].
#[derive(Debug)]
pub struct Engine<Mode = Async>(Arc<Inner>, PhantomData<fn() -> Mode>);

impl<Mode> Clone for Engine<Mode> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0), PhantomData)
    }
}

#[cfg(feature = "async")]
impl Engine {
    /// An engine for a service. It connects, reads and resolves nothing before the first call.
    pub fn new(service: &'static Service, config: Config) -> Self {
        Self(Arc::new(Inner::new(Driver::Tokio, service, config)), PhantomData)
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
}

#[cfg(feature = "blocking")]
impl Engine<Blocking> {
    /// An engine for a service whose calls run on the thread of the caller. It connects, reads and
    /// resolves nothing before the first call.
    pub fn blocking(service: &'static Service, config: Config) -> Self {
        Self(Arc::new(Inner::new(Driver::Blocking, service, config)), PhantomData)
    }

    /// Sends a call, and returns when it is done. It may be called on any thread; on one that runs
    /// an asynchronous runtime, it blocks the other tasks of that thread.
    ///
    /// # Errors
    /// See [`SdkError`].
    pub fn send<O: Operation>(&self, operation: O) -> Result<O::Output, SdkError<O::Error>> {
        block_on(self.call(operation))
    }
}

impl<Mode> Engine<Mode> {
    /// The settings of the client.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    pub(crate) async fn call<O: Operation>(
        &self,
        mut operation: O,
    ) -> Result<O::Output, SdkError<O::Error>> {
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
        #[cfg(feature = "aws")]
        exchange.classify_as::<O::Error>();
        let response = match exchange.run(request).await {
            Ok(response) => response,
            Err(stop) => return Err(exchange.error(stop)),
        };
        let mut output = match O::response(&response) {
            Ok(output) => output,
            Err(error) => return Err(exchange.unreadable::<O>(error, response)),
        };
        #[cfg(feature = "aws")]
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

    /// The time for delays and time-outs.
    pub(crate) fn now(&self) -> Instant {
        self.0.driver.now()
    }

    /// The output of a future, if it is there within the limit. Where timers do not work, there is
    /// no limit, and the call that is waited for fails with an error that says so.
    pub(crate) async fn within<T>(
        &self,
        limit: Duration,
        call: impl Future<Output = T> + Unpin,
    ) -> Option<T> {
        match self.0.driver.check() {
            Ok(()) => self.0.driver.timeout(Some(limit), call).await.ok(),
            Err(_) => Some(call.await),
        }
    }

    /// Waits between two calls.
    pub(crate) async fn pause(&self, pause: Duration) {
        self.0.sleep.sleep(self.0.driver, pause).await;
    }

    /// This engine with other settings.
    pub(super) fn with(&self, changes: Config) -> Self {
        Self(Arc::new(self.0.with(changes)), PhantomData)
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
