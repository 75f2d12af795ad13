use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tracing::{Span, debug, debug_span, warn};

use super::known::Held;
use super::provider::IdentityProvider;
use crate::client::driver::Driver;
use crate::error::OneLine;
use crate::error::cause::innermost;

/// Shared, because all waiting calls get the same error.
pub(crate) type Answer<P> =
    Result<Held<<P as IdentityProvider>::Identity>, Arc<<P as IdentityProvider>::Error>>;

/// Asks the provider, and turns time-outs and panics into errors.
pub(super) async fn ask<P: IdentityProvider>(
    driver: Driver,
    provider: &P,
    is_fixed: bool,
    limit: Duration,
) -> Result<P::Identity, P::Error> {
    debug!("asking for the {}", P::NAME);
    let provided = unpanicked(async {
        match is_fixed {
            true => provider.provide().await,
            false => driver.supply(provider.provide()).await,
        }
    });
    let result = match driver.timeout(Some(limit), pin!(provided)).await {
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
