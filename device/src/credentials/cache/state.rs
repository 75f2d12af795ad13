use std::time::Duration;

use aws_credential_types::Credentials;

use super::held::{Age, Held};
use super::moment::Moment;
use super::refusal::{MINUTE, Pause, Refusal};
use crate::credentials::IotCredentialsError;
use crate::credentials::fetch::Outcome;

/// The credentials of a provider, and what is known of recent failures.
///
/// A caller asks [`next`](Self::next) what to do. If it is to fetch, the outcome goes to
/// [`finish`](Self::finish). Who waits for whom is up to the caller, which names the request in
/// flight, if there is one. A request that is given up needs no report.
#[derive(Default)]
pub(in crate::credentials) struct State {
    held: Option<Held>,
    refusal: Option<Refusal>,
    pause: Option<Pause>,
    /// How often the certificate was changed.
    generation: u64,
    /// The access key id that was dropped last, and when.
    dropped: Option<(String, Moment)>,
}

/// What a caller does.
#[derive(Debug)]
pub(in crate::credentials) enum Next<Flight> {
    /// Use these.
    Use(Credentials),
    /// Fail: this is remembered.
    Refused(IotCredentialsError),
    /// Wait for the request in flight.
    Wait(Flight),
    /// Send a request.
    Fetch(Order),
}

/// A request to send.
#[derive(Clone, Copy, Debug)]
pub(in crate::credentials) struct Order {
    /// How long it may take.
    pub(in crate::credentials) within: Duration,
    began: Moment,
    generation: u64,
}

/// What a request means for those who wait for it.
#[derive(Clone, Debug)]
pub(in crate::credentials) enum Landing {
    /// The result.
    Answer(Result<Credentials, IotCredentialsError>),
    /// It failed with a certificate that has been replaced since: ask again.
    Again,
}

impl State {
    /// What a caller does now.
    pub(in crate::credentials) fn next<Flight>(
        &self,
        now: Moment,
        flight: Option<Flight>,
    ) -> Next<Flight> {
        let order = |within| Next::Fetch(Order { within, began: now, generation: self.generation });
        if let Some(held) = &self.held
            && let Some(credentials) = held.credentials(now)
        {
            let pauses = self.pause.as_ref().is_some_and(|pause| !pause.is_over(now));
            return match (held.age(now), flight) {
                (Age::Fresh, _) | (Age::Due, Some(_)) => Next::Use(credentials),
                (_, Some(flight)) => Next::Wait(flight),
                (_, None) if pauses => Next::Use(credentials),
                (_, None) => order(WAIT_FOR_REFRESH),
            };
        }
        match (self.refusal.as_ref().and_then(|refusal| refusal.at(now)), flight) {
            (Some(error), _) => Next::Refused(error.clone()),
            (None, Some(flight)) => Next::Wait(flight),
            (None, None) => order(WAIT),
        }
    }

    /// Takes the outcome of a request. `fraction`, from 0 up to 1, spreads what many devices do.
    pub(in crate::credentials) fn finish(
        &mut self,
        order: Order,
        outcome: Outcome,
        now: Moment,
        fraction: f64,
    ) -> Landing {
        let error = match outcome {
            Ok(issued) => match Held::new(&issued, order.began, now, fraction) {
                Some(held) => return self.hold(held, now),
                None => IotCredentialsError::expired(&issued),
            },
            Err(error) => error,
        };
        let is_current = order.generation == self.generation;
        if let Some(credentials) = self.present(now) {
            if is_current {
                self.pause = Some(Pause::after(self.pause.as_ref(), now));
            }
            return Landing::Answer(Ok(credentials));
        }
        if !is_current {
            return Landing::Again;
        }
        self.refusal = error.is_lasting().then(|| Refusal::new(error.clone(), now, fraction));
        Landing::Answer(Err(error))
    }

    /// The present credentials, unless they have expired.
    pub(in crate::credentials) fn present(&self, now: Moment) -> Option<Credentials> {
        self.held.as_ref()?.credentials(now)
    }

    /// The certificate was changed: forgets what the service said of the old one. Credentials stay,
    /// since they do not depend on it.
    pub(in crate::credentials) fn certificate_changed(&mut self) {
        self.generation += 1;
        self.refusal = None;
        self.pause = None;
    }

    /// See [`RefuseCredentials::refuse`](crate::credentials::RefuseCredentials::refuse).
    pub(in crate::credentials) fn refuse(&mut self, access_key_id: &str, now: Moment) -> bool {
        let is_present =
            self.held.as_ref().is_some_and(|held| held.access_key_id() == access_key_id);
        let was_dropped = self
            .dropped
            .as_ref()
            .is_some_and(|(id, when)| id == access_key_id || now.since(*when) < MINUTE);
        if !is_present || was_dropped {
            return false;
        }
        self.held = None;
        self.pause = None;
        self.dropped = Some((access_key_id.to_owned(), now));
        true
    }

    fn hold(&mut self, held: Held, now: Moment) -> Landing {
        let credentials = held.credentials(now);
        self.held = Some(held);
        self.refusal = None;
        self.pause = None;
        // They have not expired, so the other arm is never taken.
        credentials.map_or(Landing::Again, |credentials| Landing::Answer(Ok(credentials)))
    }
}

/// How long a caller waits for credentials if there are none.
const WAIT: Duration = Duration::from_secs(30);
/// How long a caller waits for new credentials while the present ones can be used.
const WAIT_FOR_REFRESH: Duration = Duration::from_secs(5);
