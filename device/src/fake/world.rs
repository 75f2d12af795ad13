use std::collections::BTreeMap;
use std::time::Duration;

use super::faults::{Fault, Faults};
use super::observed::Counts;
#[cfg(feature = "async")]
use super::service::Notice;
use super::service::{Refusal, Reply, Request, Service};
use super::settings::FakeBuilder;

/// The service with all that is between it and a device.
#[derive(Debug)]
pub(super) struct World {
    pub(super) service: Service,
    pub(super) faults: Faults,
    pub(super) counts: Counts,
    pub(super) sends_state_in_errors: bool,
    /// How many HTTP requests there were.
    pub(super) requests: u64,
    /// What is still under way: by its time, in milliseconds since the epoch, and its number.
    delayed: BTreeMap<(u64, u64), Delayed>,
    delays: u64,
    #[cfg(feature = "async")]
    pub(super) broker: super::mqtt::Broker,
}

#[derive(Debug)]
enum Delayed {
    Request {
        thing: String,
        request: Request,
        asker: Option<Asker>,
    },
    #[cfg(feature = "async")]
    Notice(Notice),
}

/// Who gets an answer that comes late.
#[cfg(feature = "async")]
pub(super) type Asker = super::mqtt::Asker;
#[cfg(not(feature = "async"))]
pub(super) type Asker = std::convert::Infallible;

/// What the service answered.
pub(super) type Answered = Result<Reply, Refusal>;

/// What becomes of a request.
#[derive(Debug)]
pub(super) enum Outcome {
    Answer(Answered),
    /// It arrived twice.
    Answers(
        #[cfg_attr(not(feature = "async"), expect(dead_code, reason = "only MQTT sends both"))]
        Answered,
        Answered,
    ),
    /// There is another answer, or none.
    Fault(Fault),
}

impl World {
    pub(super) fn new(settings: &FakeBuilder) -> Self {
        let start = milliseconds(settings.start);
        Self {
            service: Service::new(start, settings.retry_numbering),
            faults: Faults::default(),
            counts: Counts::default(),
            sends_state_in_errors: settings.sends_state_in_errors,
            requests: 0,
            delayed: BTreeMap::new(),
            delays: 0,
            #[cfg(feature = "async")]
            broker: super::mqtt::Broker::default(),
        }
    }

    /// Carries a request out, or what a fault makes of it. [`notify`](Self::notify) must follow.
    pub(super) fn exchange(
        &mut self,
        thing: &str,
        request: Request,
        asker: Option<Asker>,
    ) -> Outcome {
        let Some(fault) = self.faults.of_next_call() else {
            return Outcome::Answer(self.apply(thing, &request));
        };
        self.counts.faults += 1;
        match &fault {
            Fault::LoseAnswer
            | Fault::ServerError { is_applied: true }
            | Fault::Unavailable { is_applied: true, .. } => {
                // The answer is what is lost.
                let _ = self.apply(thing, &request);
            }
            Fault::Duplicate => {
                let first = self.apply(thing, &request);
                return Outcome::Answers(first, self.apply(thing, &request));
            }
            Fault::Delay(delay) => {
                let thing = thing.to_owned();
                self.delay(*delay, Delayed::Request { thing, request, asker });
            }
            _ => {}
        }
        Outcome::Fault(fault)
    }

    /// Sends the notifications for all changes since the last time.
    #[cfg(feature = "async")]
    pub(super) fn notify(&mut self) {
        for notice in self.service.take_notices() {
            self.send(notice);
        }
    }

    /// Without MQTT, there are none.
    #[cfg(not(feature = "async"))]
    pub(super) fn notify(&mut self) {}

    /// Moves the clock. What times out or arrives meanwhile does so in order.
    pub(super) fn advance(&mut self, by: Duration) {
        let end = self.service.now().saturating_add(milliseconds(by));
        while let Some(entry) = self.delayed.first_entry().filter(|entry| entry.key().0 <= end) {
            let ((time, _), delayed) = entry.remove_entry();
            self.service.advance_to(time);
            self.notify();
            self.arrive(delayed);
            self.notify();
        }
        self.service.advance_to(end);
        self.notify();
    }

    /// When something happens by itself next, in milliseconds since the epoch.
    pub(super) fn next_event(&self) -> Option<u64> {
        let delayed = self.delayed.first_key_value().map(|((time, _), _)| *time);
        delayed.into_iter().chain(self.service.next_timer()).min()
    }

    fn apply(&mut self, thing: &str, request: &Request) -> Answered {
        self.counts.count(request.operation());
        let answer = self.service.handle(thing, request);
        self.counts.refused += u64::from(answer.is_err());
        answer
    }

    fn delay(&mut self, by: Duration, what: Delayed) {
        self.delays += 1;
        let time = self.service.now().saturating_add(milliseconds(by));
        self.delayed.insert((time, self.delays), what);
    }

    fn arrive(&mut self, delayed: Delayed) {
        match delayed {
            Delayed::Request { thing, request, asker } => {
                let answer = self.apply(&thing, &request);
                #[cfg(feature = "async")]
                if let Some(asker) = asker {
                    self.broker.answer(&asker, &answer, self.service.now());
                }
                #[cfg(not(feature = "async"))]
                // Nobody waits for it.
                let (_, None) = (answer, asker);
            }
            #[cfg(feature = "async")]
            Delayed::Notice(notice) => self.broker.notify(&notice),
        }
    }

    #[cfg(feature = "async")]
    fn send(&mut self, notice: Notice) {
        for part in notice.parts() {
            let fault = self.faults.of_next_notification();
            self.counts.faults += u64::from(fault.is_some());
            match fault {
                Some(Fault::LoseNotification) => {}
                Some(Fault::DelayNotification(delay)) => self.delay(delay, Delayed::Notice(part)),
                _ => self.broker.notify(&part),
            }
        }
    }
}

/// Whole milliseconds.
pub(super) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
