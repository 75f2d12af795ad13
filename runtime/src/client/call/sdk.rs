//! What calls take from the settings in types of the AWS SDKs for Rust.

use std::sync::Arc;
use std::time::SystemTime;

use aws_smithy_async::rt::sleep::AsyncSleep;
use bytes::Bytes;
use http::Response;

use super::classifiers::{classified, erased};
use super::exchange::Exchange;
use super::inner::Inner;
use super::stop::Stop;
use crate::client::clock::{Clock, Source};
use crate::client::components::Components;
use crate::client::config::{AwsSettings, Config, Timeouts};
use crate::client::driver::Driver;
use crate::client::identity::is_refusal;
use crate::client::intercept::CallData;
use crate::client::retry::{Outcome, RetryMemory};
use crate::client::sleep::Sleeper;
use crate::client::transport::{HttpClientTransport, SharedTransport};
use crate::error::OperationError;
use crate::wire::ErrorReply;

impl Inner {
    /// Whether there is anything but a certificate to authenticate calls.
    pub(super) fn has_identity(&self) -> bool {
        self.identities.is_any()
    }

    /// The time for dates in responses.
    pub(super) fn now(&self) -> SystemTime {
        self.clock.uncorrected()
    }

    pub(super) fn call_data(&self) -> CallData {
        CallData::new(self.service.id, self.components.clone())
    }
}

impl Exchange<'_> {
    /// The outcome if a reply led to a change after which another attempt may succeed: the clock
    /// was corrected, or a refused identity was dropped.
    pub(super) fn repaired<'r>(&self, reply: &ErrorReply) -> Option<Outcome<'r>> {
        let inner = self.inner;
        let (status, code) = (reply.status(), reply.code());
        let headers = reply.response().headers();
        if let Some(signed) = self.proof.signed()
            && inner.clock.correct(signed, status, code, headers, inner.clock.uncorrected())
        {
            return Some(Outcome::ClockCorrected);
        }
        let is_dropped = code.is_some_and(is_refusal) && inner.identities.refuse(&self.proof);
        is_dropped.then_some(Outcome::IdentityDropped)
    }

    /// Records a reply that matches the model.
    pub(super) fn succeeded(&self, response: &Response<Bytes>) {
        if self.proof.signed().is_some() {
            let clock = &self.inner.clock;
            clock.confirm(response.headers(), clock.uncorrected());
        }
    }

    /// The error type that classifiers of the application see.
    pub(super) fn classify_as<E: OperationError>(&mut self) {
        self.erased = Some(erased::<E>);
    }

    /// The outcome after the classifiers of the application.
    pub(super) fn classified<'r>(
        &self,
        outcome: Outcome<'r>,
        result: &Result<Response<Bytes>, Stop>,
    ) -> Outcome<'r> {
        let added = &self.inner.config.aws.retry_classifiers;
        let asks = !added.is_empty()
            && !matches!(outcome, Outcome::ClockCorrected | Outcome::IdentityDropped);
        match (result, self.erased) {
            (Err(stop), Some(erased)) if asks => classified(added, outcome, stop, erased),
            _ => outcome,
        }
    }
}

/// The HTTP client that is set, as a transport.
pub(super) fn http_client(
    config: &Config,
    timeouts: Timeouts,
    components: Option<&Arc<Components>>,
) -> Option<SharedTransport> {
    let (client, components) = (config.aws.http_client.clone()?, components?.clone());
    Some(SharedTransport::new(HttpClientTransport::new(client, timeouts, components)))
}

pub(super) fn components(
    driver: Driver,
    config: &Config,
    retries: &RetryMemory,
) -> Option<Arc<Components>> {
    let keeps_elsewhere = config.aws.identity_cache.as_ref().is_some_and(|cache| cache.is_shared());
    let is_needed = config.aws.http_client.is_some() || keeps_elsewhere || shows_components(config);
    is_needed.then(|| Arc::new(Components::new(driver, config, retries)))
}

pub(super) fn shows_components(config: &Config) -> bool {
    config.interceptors.iter().any(|it| it.hooks().takes_components())
}

pub(super) fn clock(settings: &AwsSettings) -> Clock {
    let source = settings.time_source.clone();
    let source = source.map(|source| Source::new(move || source.now())).unwrap_or_default();
    Clock::new(source, settings.disable_clock_skew_correction.unwrap_or_default())
}

pub(super) fn sleeper(settings: &AwsSettings) -> Sleeper {
    let sleep = settings.sleep.clone();
    sleep.map(|set| Sleeper::new(move |pause| Box::pin(set.sleep(pause)))).unwrap_or_default()
}
