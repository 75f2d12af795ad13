//! A fleet of clients and a server on a virtual clock, so that minutes pass in less than a second.

mod record;
mod server;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::{Duration, Instant};

use crate::random::Random;
use iot_jobs_data::config::retry::RetryConfig;
use smithy_client_runtime::client::{Outcome, Retry, RetryMemory, Step};

pub use record::{Attempt, Call, Load, Record};
pub use server::Server;

/// Callers that make one call after the other.
#[derive(Clone, Debug)]
pub struct Fleet {
    /// How many callers there are.
    pub callers: usize,
    /// How many of them share a client.
    pub callers_per_client: usize,
    /// The time from the end of a call to the next one of the same caller, ± 20 %.
    pub period: Duration,
    /// Whether a caller calls again immediately after a failure.
    pub is_impatient: bool,
    /// The settings of the clients.
    pub config: RetryConfig,
}

/// The time from request to response.
pub const ROUND_TRIP: Duration = Duration::from_millis(20);

struct Caller<'a> {
    retry: Retry<'a>,
    start: Duration,
    jitter: f64,
    next: Event,
}

#[derive(Clone, Copy)]
enum Event {
    Call,
    Send,
    Answer(Outcome<'static>),
}

impl Fleet {
    /// Lets the fleet call a server for this time. Runs with the same settings are identical.
    pub fn call(&self, server: &mut Server, duration: Duration) -> Record {
        let clients = self.callers.div_ceil(self.callers_per_client);
        let memories: Vec<_> = (0..clients).map(|_| RetryMemory::new(&self.config)).collect();
        let memory = |caller: usize| &memories[caller / self.callers_per_client];
        let mut callers: Vec<_> = (0..self.callers)
            .map(|caller| Caller {
                retry: Retry::new(memory(caller), None),
                start: Duration::ZERO,
                jitter: 0.0,
                next: Event::Call,
            })
            .collect();

        let mut random = Random::new(2026);
        // Each caller has one pending event. They start at random times within the period.
        let mut events: BinaryHeap<_> = (0..self.callers)
            .map(|caller| Reverse((self.pause(&mut random).mul_f64(random.fraction()), caller)))
            .collect();
        let origin = Instant::now();
        let mut record = Record::default();
        while let Some(Reverse((now, index))) = events.pop()
            && now < duration
        {
            let caller = &mut callers[index];
            let step = match caller.next {
                Event::Call => {
                    caller.retry = Retry::new(memory(index), None);
                    caller.start = now;
                    caller.retry.start(origin + now)
                }
                Event::Send => {
                    caller.retry.sent(origin + now);
                    let answer = server.answer(now);
                    record.attempts.push(Attempt {
                        caller: index,
                        number: caller.retry.attempts() + 1,
                        jitter: caller.jitter,
                        sent: now,
                        answer,
                    });
                    caller.next = Event::Answer(answer);
                    events.push(Reverse((now + ROUND_TRIP, index)));
                    continue;
                }
                Event::Answer(answer) => {
                    caller.jitter = random.fraction();
                    caller.retry.next(answer, origin + now, caller.jitter)
                }
            };
            let pause = match (step, caller.next) {
                (Step::Send, _) => Duration::ZERO,
                (Step::Wait(pause), _) => pause,
                (_, event) => {
                    let is_success = matches!(event, Event::Answer(Outcome::Success));
                    let attempts = caller.retry.attempts();
                    record.calls.push(Call { start: caller.start, end: now, attempts, is_success });
                    caller.next = Event::Call;
                    let is_at_once = self.is_impatient && !is_success;
                    let pause = if is_at_once { Duration::ZERO } else { self.pause(&mut random) };
                    events.push(Reverse((now + pause, index)));
                    continue;
                }
            };
            caller.next = Event::Send;
            events.push(Reverse((now + pause, index)));
        }
        record
    }

    fn pause(&self, random: &mut Random) -> Duration {
        self.period.mul_f64(0.8 + 0.4 * random.fraction())
    }
}
