use std::sync::{Arc, Mutex, OnceLock};

use aws_credential_types::Credentials;

use super::lock;
use crate::credentials::IotCredentialsError;
use crate::credentials::cache::{Core, Landing, Next, Order};
use crate::credentials::fetch::FetchBlocking;

/// Gets credentials for threads. One of those that need them sends the request, the others sleep.
pub(in crate::credentials) struct BlockingDriver {
    core: Arc<Core>,
    fetch: Box<dyn FetchBlocking>,
    flight: Mutex<Option<Arc<Flight>>>,
}

/// The first thread to initialise the landing sends the request. If it panics, another one does.
struct Flight {
    order: Order,
    landing: OnceLock<Landing>,
}

enum Step {
    Done(Result<Credentials, IotCredentialsError>),
    Wait(Arc<Flight>),
}

impl BlockingDriver {
    pub(in crate::credentials) fn new(
        core: Arc<Core>,
        fetch: impl FetchBlocking + 'static,
    ) -> Self {
        Self { core, fetch: Box::new(fetch), flight: Mutex::default() }
    }

    pub(in crate::credentials) fn credentials(&self) -> Result<Credentials, IotCredentialsError> {
        loop {
            let flight = match self.step() {
                Step::Done(result) => return result,
                Step::Wait(flight) => flight,
            };
            if let Landing::Answer(result) = flight.landing.get_or_init(|| self.fly(flight.order)) {
                return result.clone();
            }
        }
    }

    fn step(&self) -> Step {
        let mut place = lock(&self.flight);
        match self.core.next(place.clone()) {
            Next::Use(credentials) => Step::Done(Ok(credentials)),
            Next::Refused(error) => Step::Done(Err(error)),
            Next::Wait(flight) => Step::Wait(flight),
            Next::Fetch(order) => {
                let flight = Arc::new(Flight { order, landing: OnceLock::new() });
                *place = Some(flight.clone());
                Step::Wait(flight)
            }
        }
    }

    fn fly(&self, order: Order) -> Landing {
        let outcome = self.fetch.fetch_blocking(order.within);
        let mut place = lock(&self.flight);
        // Whoever comes later does not get this outcome.
        *place = None;
        self.core.finish(order, outcome)
    }
}
