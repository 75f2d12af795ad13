use http::StatusCode;

use super::{Objection, Outcome, RetryKind};
use crate::error::TransportErrorKind;

/// Whether another attempt may help, and why. `None` if not.
pub(in crate::client) fn kind(outcome: Outcome<'_>) -> Option<RetryKind> {
    match outcome {
        Outcome::Success
        | Outcome::GivenUp
        | Outcome::ClockCorrected
        | Outcome::IdentityDropped => None,
        Outcome::NoResponse(kind) => by_transport(kind),
        Outcome::Retryable(kind, _) => Some(kind),
        Outcome::Objection(Objection { status, code, modelled, .. }) => {
            modelled.or_else(|| code.and_then(by_code)).or_else(|| by_status(status))
        }
    }
}

/// Whether it is a transient failure.
pub(in crate::client) fn is_transient(outcome: Outcome<'_>) -> bool {
    kind(outcome) == Some(RetryKind::Transient)
}

fn by_transport(kind: TransportErrorKind) -> Option<RetryKind> {
    match kind {
        TransportErrorKind::Connect
        | TransportErrorKind::Timeout
        | TransportErrorKind::Interrupted => Some(RetryKind::Transient),
        TransportErrorKind::Setup
        | TransportErrorKind::Certificate
        | TransportErrorKind::Malformed
        | TransportErrorKind::Other => None,
    }
}

fn by_code(code: &str) -> Option<RetryKind> {
    if THROTTLING.contains(&code) {
        Some(RetryKind::Throttling)
    } else if TRANSIENT.contains(&code) {
        Some(RetryKind::Transient)
    } else {
        None
    }
}

fn by_status(status: StatusCode) -> Option<RetryKind> {
    match status.as_u16() {
        429 => Some(RetryKind::Throttling),
        408 | 500 | 502 | 503 | 504 => Some(RetryKind::Transient),
        _ => None,
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

    fn objection(
        status: u16,
        code: Option<&'static str>,
        modelled: Option<RetryKind>,
    ) -> Option<RetryKind> {
        let status = StatusCode::from_u16(status).unwrap();
        kind(Outcome::Objection(Objection { status, code, modelled, retry_after: None }))
    }

    #[test]
    fn the_model_counts_more_than_the_code_and_the_code_more_than_the_status() {
        use RetryKind::{Throttling, Transient};
        assert_eq!(objection(400, Some("SlowDown"), Some(Transient)), Some(Transient));
        assert_eq!(objection(400, Some("Odd"), Some(Throttling)), Some(Throttling));
        assert_eq!(objection(503, Some("SlowDown"), None), Some(Throttling));
        assert_eq!(objection(400, Some("RequestTimeoutException"), None), Some(Transient));
        assert_eq!(objection(503, Some("Odd"), None), Some(Transient));
        assert_eq!(objection(429, None, None), Some(Throttling));
        assert_eq!(objection(408, None, None), Some(Transient));
    }

    #[test]
    fn what_will_not_change_is_not_tried_again() {
        for status in [200, 302, 400, 401, 403, 404, 409, 413, 501, 505, 511] {
            assert_eq!(objection(status, None, None), None, "{status}");
        }
        assert_eq!(objection(409, Some("InvalidStateTransitionException"), None), None);
        assert_eq!(kind(Outcome::Success), None);
        assert_eq!(kind(Outcome::GivenUp), None);
    }

    #[test]
    fn a_lost_connection_may_come_back_but_a_wrong_certificate_stays_wrong() {
        use TransportErrorKind::{
            Certificate, Connect, Interrupted, Malformed, Other, Setup, Timeout,
        };
        for lost in [Connect, Timeout, Interrupted] {
            assert_eq!(kind(Outcome::NoResponse(lost)), Some(RetryKind::Transient), "{lost:?}");
        }
        for wrong in [Setup, Certificate, Malformed, Other] {
            assert_eq!(kind(Outcome::NoResponse(wrong)), None, "{wrong:?}");
        }
    }
}
