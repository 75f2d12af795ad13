use std::time::Duration;

use aws_smithy_types::retry::{RetryConfig, RetryMode};
use http::StatusCode;

use crate::error::TransportErrorKind;

/// The retries of one call: told what came of an attempt, it says what to do next.
///
/// It has neither a clock nor a socket, so every course of events can be played through in a test.
#[derive(Debug)]
pub struct Retry {
    config: RetryConfig,
    attempts: u32,
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'a> {
    /// A response, with the error code in it, if any.
    Response(StatusCode, Option<&'a str>),
    /// No response.
    NoResponse(TransportErrorKind),
}

/// What to do next.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Step {
    /// Send the request again after this time.
    Wait(Duration),
    /// Leave it at this outcome.
    Done,
}

impl Retry {
    /// The retries of a new call.
    pub fn new(config: &RetryConfig) -> Self {
        Self { config: config.clone(), attempts: 0 }
    }

    /// How many attempts have come to an outcome.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Takes the outcome of an attempt. `jitter` is a random number from 0 to 1.
    pub fn next(&mut self, outcome: Outcome<'_>, jitter: f64) -> Step {
        self.attempts += 1;
        if self.attempts >= self.config.max_attempts() || !is_worth_another(outcome) {
            return Step::Done;
        }
        Step::Wait(self.back_off().mul_f64(jitter.clamp(0.0, 1.0)))
    }

    fn back_off(&self) -> Duration {
        let doublings = (self.attempts - 1).min(16);
        self.config
            .initial_backoff()
            .saturating_mul(2_u32.pow(doublings))
            .min(self.config.max_backoff())
    }
}

/// Three attempts, half a second at most before the second and one second before the third.
pub(crate) fn default_config() -> RetryConfig {
    RetryConfig::standard()
        .with_retry_mode(RetryMode::Standard)
        .with_initial_backoff(Duration::from_millis(500))
}

fn is_worth_another(outcome: Outcome<'_>) -> bool {
    match outcome {
        Outcome::NoResponse(_) => true,
        Outcome::Response(status, code) => {
            matches!(status.as_u16(), 429 | 500 | 502 | 503 | 504)
                || code.is_some_and(|code| THROTTLING.contains(&code) || TRANSIENT.contains(&code))
        }
    }
}

const THROTTLING: [&str; 14] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

const TRANSIENT: [&str; 2] = ["RequestTimeout", "RequestTimeoutException"];

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(outcomes: &[Outcome<'_>]) -> Vec<Step> {
        let mut retry = Retry::new(&default_config());
        outcomes.iter().map(|outcome| retry.next(*outcome, 1.0)).collect()
    }

    fn status(code: u16) -> Outcome<'static> {
        Outcome::Response(StatusCode::from_u16(code).unwrap(), None)
    }

    #[test]
    fn a_transient_failure_is_tried_three_times_with_a_growing_pause() {
        let wait = |millis| Step::Wait(Duration::from_millis(millis));
        assert_eq!(
            steps(&[status(503), status(429), status(500)]),
            [wait(500), wait(1000), Step::Done]
        );
        let reset = Outcome::NoResponse(TransportErrorKind::Interrupted);
        assert_eq!(steps(&[reset, status(200)]), [wait(500), Step::Done]);
    }

    #[test]
    fn what_will_not_change_is_not_tried_again() {
        for code in [200, 400, 403, 404, 409, 501] {
            assert_eq!(steps(&[status(code)]), [Step::Done], "{code}");
        }
        let throttled = Outcome::Response(StatusCode::BAD_REQUEST, Some("ThrottlingException"));
        assert_ne!(steps(&[throttled]), [Step::Done]);
    }

    #[test]
    fn retries_can_be_turned_off() {
        let mut retry = Retry::new(&RetryConfig::disabled());
        assert_eq!(retry.next(status(503), 0.5), Step::Done);
        assert_eq!(retry.attempts(), 1);
    }
}
