//! Retries, by the rules that all AWS SDKs share, in their 2026 revision ("2.1").

mod after;
mod bucket;
mod classify;
mod kind;
mod memory;
mod outcome;
mod partition;
mod send_rate;
mod token_bucket;

use std::time::{Duration, Instant};

use aws_smithy_types::retry::{RetryConfig, RetryMode};

pub use after::RetryAfter;
pub(super) use classify::is_transient;
#[cfg(feature = "aws")]
pub(super) use classify::kind;
pub use kind::RetryKind;
pub use memory::RetryMemory;
pub use outcome::{Objection, Outcome};
pub use partition::{RetryPartition, RetryPartitionBuilder};
pub use token_bucket::{TokenBucket, TokenBucketBuilder};

use self::memory::State;
use self::send_rate::SendRate;
use crate::error::TransportErrorKind;

/// The retries of one call: receives the outcome of an attempt and returns the next step.
///
/// It has neither a clock nor a socket, so tests can run any sequence of events.
///
/// A call is retried after a transient failure: no response, a server error, or throttling. It ends
/// when
///
/// * the attempts of [`RetryConfig::max_attempts`] are used up,
/// * the time until the deadline is too short for the delay plus an attempt as long as the shortest
///   so far: the caller then gets the error instead of a time-out,
/// * the service requests a longer delay than [`RetryConfig::max_backoff`] with `Retry-After`,
/// * in adaptive mode, the wait for the client's sending rate is longer than
///   [`RetryConfig::max_backoff`],
/// * or the retries of all calls of the client have used up the tokens of [`RetryMemory`].
///
/// A call may be dropped at any time. The tokens and the place of an attempt that was not sent,
/// because the call was dropped or the request could not be signed, return to the other calls. An
/// attempt that was sent keeps them, whether its outcome arrives or not: the service has had the
/// load, and callers who stop waiting indicate an outage.
#[derive(Debug)]
pub struct Retry<'a> {
    memory: &'a RetryMemory,
    deadline: Option<Instant>,
    attempts: u32,
    /// The cost of the last retry.
    paid: Option<u32>,
    /// What the next attempt has reserved.
    granted: Grant,
    /// When the attempt without an outcome was sent.
    sent: Option<Instant>,
    /// The duration of the shortest attempt that did not time out.
    shortest: Option<Duration>,
    clock_corrected: bool,
    identity_dropped: bool,
}

#[derive(Debug, Default)]
struct Grant {
    /// A place in the sending rate of a client in adaptive mode.
    place: bool,
    /// The tokens paid for a retry.
    tokens: Option<u32>,
}

/// The next step.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Step {
    /// Send the request now.
    Send,
    /// Send the request after this delay.
    Wait(Duration),
    /// Return the last outcome.
    Done,
}

impl<'a> Retry<'a> {
    /// The retries of a new call, with a deadline if there is one.
    pub fn new(memory: &'a RetryMemory, deadline: Option<Instant>) -> Self {
        Self {
            memory,
            deadline,
            attempts: 0,
            paid: None,
            granted: Grant::default(),
            sent: None,
            shortest: None,
            clock_corrected: false,
            identity_dropped: false,
        }
    }

    /// The number of attempts with an outcome.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The first step: send or, in adaptive mode, wait for a place in the sending rate of a
    /// throttled client. [`Step::Done`] if the wait would pass the deadline or exceed
    /// [`RetryConfig::max_backoff`].
    pub fn start(&mut self, now: Instant) -> Step {
        let mut state = self.memory.state();
        match self.wait_for_place(&mut state, now) {
            Some(pause) if pause.is_zero() || self.is_in_time(now, pause) => {
                self.grant(&mut state, None);
                send_after(pause)
            }
            _ => Step::Done,
        }
    }

    /// Records that the attempt is sent now. Call it after each [`Step::Send`] or [`Step::Wait`],
    /// when the request is sent. An attempt that is [given up](Outcome::GivenUp) before this call
    /// was not sent.
    pub fn sent(&mut self, now: Instant) {
        self.granted = Grant::default();
        self.sent = Some(now);
    }

    /// Processes the outcome of an attempt. `jitter` is a random number from 0 to 1.
    pub fn next(&mut self, outcome: Outcome<'_>, now: Instant, jitter: f64) -> Step {
        self.attempts = self.attempts.saturating_add(1);
        match outcome {
            // Still reserved if the attempt could not be sent.
            Outcome::GivenUp => self.give_back(),
            _ => self.granted = Grant::default(),
        }
        self.measure(outcome, now);
        let kind = classify::kind(outcome);
        let mut state = self.memory.state();
        if let Some(rate) = self.send_rate(&mut state) {
            rate.learn(now, kind == Some(RetryKind::Throttling));
        }
        let (back_off, cost) = match (outcome, kind) {
            (Outcome::Success, _) => {
                state.bucket.reward(self.paid);
                return Step::Done;
            }
            (Outcome::ClockCorrected, _) if !self.clock_corrected => {
                self.clock_corrected = true;
                (Duration::ZERO, None)
            }
            (Outcome::IdentityDropped, _) if !self.identity_dropped => {
                self.identity_dropped = true;
                (Duration::ZERO, None)
            }
            (_, Some(kind)) => match self.pause(kind, outcome.retry_after(), jitter) {
                Some(pause) => (pause, Some(state.bucket.cost(kind))),
                None => return Step::Done,
            },
            (_, None) => return Step::Done,
        };
        let Some(wait) = self.wait_for_place(&mut state, now) else { return Step::Done };
        // Back-off and the wait for a place run in parallel.
        let pause = back_off.max(wait);
        if self.attempts >= self.config().max_attempts() || !self.is_in_time(now, pause) {
            return Step::Done;
        }
        if let Some(cost) = cost {
            if !state.bucket.pay(cost) {
                return Step::Done;
            }
            self.paid = Some(cost);
        }
        self.grant(&mut state, cost);
        send_after(pause)
    }

    fn config(&self) -> &'a RetryConfig {
        self.memory.config()
    }

    /// The sending rate of the client, if this call is in adaptive mode.
    fn send_rate<'s>(&self, state: &'s mut State) -> Option<&'s mut SendRate> {
        (self.config().mode() == RetryMode::Adaptive).then_some(&mut state.send_rate)
    }

    /// The wait for a place in the sending rate. `None` if it is too long.
    fn wait_for_place(&self, state: &mut State, now: Instant) -> Option<Duration> {
        let wait = self.send_rate(state).map_or(Duration::ZERO, |rate| rate.wait(now));
        (wait <= self.config().max_backoff()).then_some(wait)
    }

    /// Reserves a place for the next attempt, with the tokens paid for it.
    fn grant(&mut self, state: &mut State, tokens: Option<u32>) {
        let place = self.send_rate(state).is_some_and(SendRate::take);
        self.granted = Grant { place, tokens };
    }

    /// Returns what an attempt that was not sent has reserved.
    fn give_back(&mut self) {
        let Grant { place, tokens } = std::mem::take(&mut self.granted);
        if !place && tokens.is_none() {
            return;
        }
        let mut state = self.memory.state();
        if place {
            state.send_rate.give_back();
        }
        if let Some(tokens) = tokens {
            state.bucket.give_back(tokens);
            self.paid = None;
        }
    }

    fn measure(&mut self, outcome: Outcome<'_>, now: Instant) {
        let Some(sent) = self.sent.take() else { return };
        // A time-out shows how long the client waited, not how long a response takes.
        if matches!(outcome, Outcome::NoResponse(TransportErrorKind::Timeout)) {
            return;
        }
        let took = now.saturating_duration_since(sent);
        self.shortest = Some(self.shortest.map_or(took, |shortest| shortest.min(took)));
    }

    /// Whether there is time for the delay and an attempt.
    fn is_in_time(&self, now: Instant, pause: Duration) -> bool {
        let Some(deadline) = self.deadline else { return true };
        let needed = pause.saturating_add(self.shortest.unwrap_or_default());
        now.checked_add(needed).is_some_and(|then| then < deadline)
    }

    /// The delay from back-off and the service's request. `None` if the latter is too long.
    fn pause(&self, kind: RetryKind, asked: Option<RetryAfter>, jitter: f64) -> Option<Duration> {
        let back_off = self.back_off(kind, jitter);
        match asked {
            None => Some(back_off),
            Some(RetryAfter::Amz(asked)) => {
                Some(asked.clamp(back_off, back_off.saturating_add(AMZ_MARGIN)))
            }
            Some(RetryAfter::Http(asked)) if asked > self.config().max_backoff() => None,
            Some(RetryAfter::Exactly(asked)) => Some(asked.min(self.config().max_backoff())),
            // Added to the back-off, because thousands of clients may have received the same time.
            Some(RetryAfter::Http(asked)) => Some(asked.saturating_add(back_off)),
        }
    }

    fn back_off(&self, kind: RetryKind, jitter: f64) -> Duration {
        let config = self.config();
        let base = match kind {
            RetryKind::Throttling => config.initial_backoff(),
            RetryKind::Transient => config.initial_backoff() / TRANSIENT_DIVISOR,
        };
        let doublings = self.attempts.saturating_sub(1);
        let longest =
            base.saturating_mul(2_u32.saturating_pow(doublings)).min(config.max_backoff());
        let is_fixed = config.use_static_exponential_base() || !(0.0..=1.0).contains(&jitter);
        let jitter = if is_fixed { 1.0 } else { jitter };
        Duration::try_from_secs_f64(longest.as_secs_f64() * jitter).unwrap_or(longest)
    }
}

impl Drop for Retry<'_> {
    fn drop(&mut self) {
        self.give_back();
    }
}

fn send_after(pause: Duration) -> Step {
    if pause.is_zero() { Step::Send } else { Step::Wait(pause) }
}

/// The back-off starts at 1 s after throttling and at 50 ms after transient failures.
const TRANSIENT_DIVISOR: u32 = 20;
/// How far `x-amz-retry-after` may exceed the back-off.
const AMZ_MARGIN: Duration = Duration::from_secs(5);

#[cfg(test)]
mod tests;
