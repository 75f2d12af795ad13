use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};
use tracing::{Span, debug, debug_span, warn};

use super::known::Held;
use super::provider::IdentityProvider;
use crate::error::OneLine;
use crate::error::cause::innermost;

/// Shared, because all waiting calls get the same error.
pub(crate) type Answer<P> =
    Result<Held<<P as IdentityProvider>::Identity>, Arc<<P as IdentityProvider>::Error>>;

/// A fetch in progress, as seen by the calls that wait for it.
#[derive(Clone, Debug)]
pub(super) struct Fetch<P: IdentityProvider> {
    limit: Duration,
    deadline: Instant,
    /// The number of invalidations when it started.
    version: u32,
    answer: watch::Receiver<Option<Answer<P>>>,
}

impl<P: IdentityProvider> Fetch<P> {
    pub(super) fn new(
        limit: Duration,
        version: u32,
        answer: watch::Receiver<Option<Answer<P>>>,
    ) -> Self {
        Self { limit, deadline: Instant::now() + limit.min(FOREVER), version, answer }
    }

    /// Whether to wait for it. A fetch whose runtime is stopped never ends.
    pub(super) fn is_good(&self, version: u32) -> bool {
        self.version == version
            && self.answer.has_changed().is_ok()
            && Instant::now() < self.deadline
    }

    /// The result of the provider. `None` if the fetch was cut off together with its runtime.
    pub(super) async fn answer(mut self) -> Option<Answer<P>> {
        match timeout_at(self.deadline, self.answer.wait_for(Option::is_some)).await {
            Ok(Ok(answer)) => answer.clone(),
            Ok(Err(_)) => None,
            Err(_) => Some(Err(Arc::new(P::timed_out(self.limit)))),
        }
    }
}

/// Asks the provider, and turns time-outs and panics into errors.
pub(super) async fn ask<P: IdentityProvider>(
    provider: &P,
    limit: Duration,
) -> Result<P::Identity, P::Error> {
    debug!("asking for the {}", P::NAME);
    let result = match timeout(limit.min(FOREVER), unpanicked(provider.provide())).await {
        Ok(Some(result)) => result,
        Ok(None) => Err(P::failed("the provider panicked")),
        Err(_) => Err(P::timed_out(limit)),
    };
    match &result {
        Ok(_) => debug!("got the {}", P::NAME),
        Err(error) if P::has_none(error) => debug!("there are no {}", P::NAME),
        Err(error) => {
            let cause = innermost(error).to_string();
            warn!(%error, cause = %OneLine(&cause), "no answer with the {}", P::NAME);
        }
    }
    result
}

/// The span of a fetch, which belongs to no call.
pub(super) fn span<P: IdentityProvider>(is_refresh: bool) -> Span {
    let span = debug_span!(parent: None, "identity", kind = P::NAME, refresh = is_refresh);
    span.follows_from(Span::current());
    span
}

/// `None` if it panics: providers are external code, and the waiting calls must learn of it.
async fn unpanicked<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    std::future::poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
        Ok(poll) => poll.map(Some),
        Err(_) => Poll::Ready(None),
    })
    .await
}

/// Small enough to add to an `Instant`.
const FOREVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
