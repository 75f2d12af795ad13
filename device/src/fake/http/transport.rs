use std::future::ready;

use http::{Request, Response};
use iot_jobs_data::primitives::SdkBody;
use smithy_client_runtime::config::{Config, ConfigBuilder, Transport, TransportFuture};
use smithy_client_runtime::error::{TransportError, TransportErrorKind};

use super::reply::{Exchange, answer};
use super::route::{Routed, route};
use crate::fake::Fake;
use crate::fake::world::Outcome;

/// A [`Fake`] as a transport. Its future is always ready.
#[derive(Clone, Debug)]
pub struct FakeTransport(Fake);

/// The clients of the jobs API.
impl Fake {
    /// The settings of a client of this fake, the asynchronous or the blocking one. They include an
    /// endpoint, and need no credentials.
    ///
    /// Retries are as usual and wait in real time. To see the fault of each single call, switch them
    /// off: `.retry_config(RetryConfig::disabled())`.
    pub fn config(&self) -> ConfigBuilder {
        let config = Config::builder();
        // Calls that could be signed need one.
        #[cfg(feature = "aws")]
        let config = config.region(smithy_client_runtime::config::Region::from_static("us-east-1"));
        config.endpoint_url(ENDPOINT).allow_no_auth().transport(self.transport())
    }

    /// The transport that [`config`](Self::config) sets.
    pub fn transport(&self) -> FakeTransport {
        FakeTransport(self.clone())
    }
}

impl Transport for FakeTransport {
    fn send(&self, request: Request<SdkBody>) -> TransportFuture<'_> {
        Box::pin(ready(self.answer(&request)))
    }
}

impl FakeTransport {
    fn answer(&self, request: &Request<SdkBody>) -> Result<Response<SdkBody>, TransportError> {
        let Some(body) = request.body().bytes() else {
            let text = "the fake takes no bodies that are streams";
            return Err(TransportError::new(TransportErrorKind::Malformed, text));
        };
        let is_signed = request.headers().contains_key(http::header::AUTHORIZATION);
        let mut world = self.0.world();
        let outcome = match route(request.method(), request.uri(), body) {
            Ok(Routed { thing, request }) => world.exchange(&thing, request, None),
            Err(refusal) => Outcome::Answer(Err(refusal)),
        };
        world.notify();
        world.requests += 1;
        let exchange = Exchange {
            number: world.requests,
            now: world.service.now(),
            is_signed,
            has_state: world.sends_state_in_errors,
        };
        drop(world);
        answer(outcome, exchange)
    }
}

/// Nothing is sent there.
const ENDPOINT: &str = "https://fake.jobs.iot.invalid";
