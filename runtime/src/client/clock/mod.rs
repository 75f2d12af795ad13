mod http_date;

use std::sync::atomic::{AtomicI32, Ordering};
use std::time::{Duration, SystemTime};

use http::header::{AGE, DATE};
use http::{HeaderMap, StatusCode};

pub(super) use self::http_date::http_date;

/// The clock of a client: the system's, and by how much a service found it wrong.
///
/// Signatures carry the time, and a service refuses one that is some minutes off.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// Seconds to add to the system's clock: up to 68 years either way. Not every 32-bit device
    /// has wider atomics.
    offset: AtomicI32,
}

impl Clock {
    /// The time, as far as it is known.
    pub(crate) fn now(&self) -> SystemTime {
        shift(SystemTime::now(), self.offset.load(Ordering::Relaxed))
    }

    /// Corrects the clock by the `Date` of a reply that objects to a signature, and says whether
    /// another attempt may help: the clock was wrong by more than 4 minutes, and now it is right.
    ///
    /// Calls that were signed together fail together, and the first of them corrects the clock. So
    /// an objection to the time of a signature counts as well if the clock has been corrected and
    /// agrees with the reply.
    pub(crate) fn correct(
        &self,
        status: StatusCode,
        code: Option<&str>,
        headers: &HeaderMap,
        system_now: SystemTime,
    ) -> bool {
        let is_named = code.is_some_and(|code| SKEW.contains(&code));
        let is_refused = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        // The `Date` of a reply from a cache is an old one.
        if !(is_named || is_refused) || headers.contains_key(AGE) {
            return false;
        }
        let Some(date) = http_date(headers, DATE) else { return false };
        let Ok(offset) = i32::try_from(seconds_between(system_now, date)) else { return false };
        let known = self.offset.load(Ordering::Relaxed);
        if (i64::from(offset) - i64::from(known)).abs() > TOLERANCE {
            self.offset.store(offset, Ordering::Relaxed);
            return true;
        }
        is_named && known != 0
    }
}

fn seconds_between(from: SystemTime, to: SystemTime) -> i64 {
    let seconds = |span: Duration| i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
    match to.duration_since(from) {
        Ok(ahead) => seconds(ahead),
        Err(behind) => -seconds(behind.duration()),
    }
}

fn shift(time: SystemTime, seconds: i32) -> SystemTime {
    let span = Duration::from_secs(seconds.unsigned_abs().into());
    let shifted = if seconds < 0 { time.checked_sub(span) } else { time.checked_add(span) };
    shifted.unwrap_or(time)
}

/// Seconds. Services allow 5 minutes or more.
const TOLERANCE: i64 = 4 * 60;

/// Error codes behind which a wrong clock may stand.
const SKEW: [&str; 6] = [
    "AuthFailure",
    "InvalidSignatureException",
    "RequestExpired",
    "RequestInTheFuture",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
];

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    const NOON: &str = "Mon, 02 Mar 2026 12:00:00 GMT";
    const NOON_SECONDS: u64 = 1_772_452_800;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn dated(date: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(DATE, HeaderValue::from_static(date))])
    }

    fn offset_after(status: u16, code: Option<&str>, date: &'static str, now: u64) -> Option<i32> {
        let clock = Clock::default();
        let status = StatusCode::from_u16(status).unwrap();
        let is_corrected = clock.correct(status, code, &dated(date), at(now));
        let offset = clock.offset.load(Ordering::Relaxed);
        assert_eq!(is_corrected, offset != 0);
        is_corrected.then_some(offset)
    }

    #[test]
    fn a_clock_that_is_an_hour_off_is_corrected_and_stays_so() {
        assert_eq!(offset_after(403, None, NOON, NOON_SECONDS - 3600), Some(3600));
        assert_eq!(offset_after(401, None, NOON, NOON_SECONDS + 3600), Some(-3600));
        let clock = Clock::default();
        let now = SystemTime::now();
        let forbidden = StatusCode::FORBIDDEN;
        assert!(clock.correct(forbidden, None, &dated(NOON), now));
        assert!(clock.now().duration_since(at(NOON_SECONDS)).unwrap() < Duration::from_secs(600));
        // From then on, an objection has other reasons.
        assert!(!clock.correct(forbidden, None, &dated(NOON), now));
        let denied = Some("AccessDeniedException");
        assert!(!clock.correct(forbidden, denied, &dated(NOON), now));
    }

    #[test]
    fn calls_that_were_signed_before_the_correction_may_be_sent_again() {
        let clock = Clock::default();
        let correct = |code| {
            let now = at(NOON_SECONDS - 3600);
            clock.correct(StatusCode::FORBIDDEN, Some(code), &dated(NOON), now)
        };
        assert!(correct("InvalidSignatureException"));
        assert!(correct("InvalidSignatureException"));
    }

    #[test]
    fn a_clock_that_is_right_enough_stays_as_it_is() {
        assert_eq!(offset_after(403, None, NOON, NOON_SECONDS - 240), None);
        assert_eq!(offset_after(403, None, NOON, NOON_SECONDS - 241), Some(241));
        let code = Some("SignatureDoesNotMatch");
        assert_eq!(offset_after(403, code, NOON, NOON_SECONDS + 240), None);
        assert_eq!(offset_after(403, code, NOON, NOON_SECONDS + 241), Some(-241));
    }

    #[test]
    fn a_clock_that_was_set_in_the_meantime_is_corrected_again() {
        let clock = Clock::default();
        let correct = |now| clock.correct(StatusCode::FORBIDDEN, None, &dated(NOON), at(now));
        assert!(correct(NOON_SECONDS - 3600));
        assert!(correct(NOON_SECONDS));
        assert_eq!(clock.offset.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn only_objections_to_a_signature_count() {
        let off = NOON_SECONDS - 3600;
        for status in [200, 400, 404, 429, 500] {
            assert_eq!(offset_after(status, None, NOON, off), None, "{status}");
            assert_eq!(offset_after(status, Some("InvalidRequest"), NOON, off), None, "{status}");
        }
        for code in SKEW {
            assert_eq!(offset_after(400, Some(code), NOON, off), Some(3600), "{code}");
        }
    }

    #[test]
    fn a_date_that_is_absent_unreadable_or_from_a_cache_changes_nothing() {
        let clock = Clock::default();
        let now = at(NOON_SECONDS - 3600);
        let mut cached = dated(NOON);
        cached.insert(AGE, HeaderValue::from_static("7200"));
        for headers in [HeaderMap::new(), dated("today"), dated(""), cached] {
            assert!(!clock.correct(StatusCode::FORBIDDEN, None, &headers, now), "{headers:?}");
        }
        assert_eq!(clock.offset.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn absurd_dates_are_not_believed() {
        for date in ["Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"] {
            for now in [0, NOON_SECONDS, 250_000_000_000] {
                let offset = offset_after(403, None, date, now);
                assert!(offset.is_none(), "{date} at {now}");
            }
        }
        // A device without a battery starts in 1970.
        assert_eq!(offset_after(403, None, NOON, 0), Some(NOON_SECONDS as i32));
    }

    #[test]
    fn a_time_that_cannot_be_shifted_stays_as_it_is() {
        let mut early = SystemTime::UNIX_EPOCH;
        let mut step = Duration::from_secs(1 << 62);
        while !step.is_zero() {
            while let Some(earlier) = early.checked_sub(step) {
                early = earlier;
            }
            step /= 2;
        }
        assert_eq!(shift(early, i32::MIN), early);
        assert_eq!(shift(shift(early, i32::MAX), -i32::MAX), early);
    }
}
