use std::pin::Pin;
use std::sync::{Arc, Mutex};

use aws_credential_types::Credentials;
use futures_util::FutureExt;
use futures_util::future::{Shared, WeakShared};

use super::lock;
use crate::credentials::IotCredentialsError;
use crate::credentials::cache::{Core, Landing, Next, Order};
use crate::credentials::fetch::Fetch;

/// Gets credentials for callers on any executor, without spawning.
///
/// All callers that wait for a request poll it, so it goes on if the caller that began it is
/// dropped. It is dropped with the last of them.
pub(in crate::credentials) struct AsyncDriver {
    core: Arc<Core>,
    fetch: Box<dyn Fetch>,
    flight: Mutex<Option<WeakShared<Flight>>>,
}

type Flight = Pin<Box<dyn Future<Output = Landing> + Send>>;

enum Step {
    Done(Result<Credentials, IotCredentialsError>),
    Wait(Shared<Flight>),
}

impl AsyncDriver {
    pub(in crate::credentials) fn new(core: Arc<Core>, fetch: impl Fetch + 'static) -> Self {
        Self { core, fetch: Box::new(fetch), flight: Mutex::default() }
    }

    pub(in crate::credentials) async fn credentials(
        self: &Arc<Self>,
    ) -> Result<Credentials, IotCredentialsError> {
        loop {
            let flight = match self.step() {
                Step::Done(result) => return result,
                Step::Wait(flight) => flight,
            };
            if let Landing::Answer(result) = flight.await {
                return result;
            }
        }
    }

    fn step(self: &Arc<Self>) -> Step {
        let mut place = lock(&self.flight);
        let flight = place.as_ref().and_then(WeakShared::upgrade);
        match self.core.next(flight) {
            Next::Use(credentials) => Step::Done(Ok(credentials)),
            Next::Refused(error) => Step::Done(Err(error)),
            Next::Wait(flight) => Step::Wait(flight),
            Next::Fetch(order) => {
                let flight = self.clone().fly(order).boxed().shared();
                *place = flight.downgrade();
                Step::Wait(flight)
            }
        }
    }

    async fn fly(self: Arc<Self>, order: Order) -> Landing {
        let outcome = self.fetch.fetch(order.within).await;
        let mut place = lock(&self.flight);
        // Whoever comes later does not get this outcome.
        *place = None;
        self.core.finish(order, outcome)
    }
}
