mod source;

use std::sync::atomic::{AtomicI32, Ordering};
use std::time::{Duration, SystemTime};

use http::header::{AGE, DATE};
use http::{HeaderMap, StatusCode};

pub(crate) use self::source::Source;
use crate::client::http_date::http_date;
use crate::wire::request_id;

/// The clock of a client: the system's or the application's, and a correction that a service
/// indicated.
///
/// Signatures contain the time, and services reject one that is several minutes off.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// Seconds to add to the source: up to 68 years either way. Some 32-bit devices lack wider
    /// atomics.
    offset: AtomicI32,
    source: Source,
    /// Whether the clock is never corrected.
    is_fixed: bool,
}

/// The time, and the correction that it includes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub(crate) time: SystemTime,
    offset: i32,
}

impl Clock {
    /// A clock with this source. If `is_fixed`, it is never corrected.
    pub(crate) fn new(source: Source, is_fixed: bool) -> Self {
        Self { offset: AtomicI32::new(0), source, is_fixed }
    }

    /// The time of the source.
    pub(crate) fn uncorrected(&self) -> SystemTime {
        self.source.now()
    }

    /// The corrected time.
    pub(crate) fn read(&self) -> Reading {
        let offset = self.offset.load(Ordering::Relaxed);
        Reading { time: shift(self.uncorrected(), offset), offset }
    }

    /// Corrects the clock by the `Date` of a reply that rejects a signature. Returns whether
    /// another attempt may help: the clock was wrong by more than 4 minutes and is now right.
    ///
    /// Only replies of AWS count: those with an error code for clock skew, or with a request id and
    /// an error code. Any proxy may answer `403`, with any date.
    ///
    /// Calls that were signed together fail together, and the first of them corrects the clock. So
    /// another attempt may also help if the clock was corrected after the signature was made.
    pub(crate) fn correct(
        &self,
        signed: Reading,
        status: StatusCode,
        code: Option<&str>,
        headers: &HeaderMap,
        uncorrected: SystemTime,
    ) -> bool {
        let is_named = code.is_some_and(|code| SKEW.contains(&code));
        let is_refused = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
            && code.is_some()
            && request_id(headers).is_some();
        if self.is_fixed || !(is_named || is_refused) {
            return false;
        }
        let Some(offset) = offset(headers, uncorrected) else { return false };
        let known = self.offset.load(Ordering::Relaxed);
        if is_off(offset, known) {
            self.offset.store(offset, Ordering::Relaxed);
            return true;
        }
        is_named && is_off(signed.offset, known)
    }

    /// Reverts a wrong correction: a service whose `Date` differs from the corrected clock by more
    /// than 4 minutes accepted a signature.
    pub(crate) fn confirm(&self, headers: &HeaderMap, uncorrected: SystemTime) {
        let known = self.offset.load(Ordering::Relaxed);
        if known == 0 {
            return;
        }
        if let Some(offset) = offset(headers, uncorrected).filter(|offset| is_off(*offset, known)) {
            self.offset.store(offset, Ordering::Relaxed);
        }
    }
}

/// The seconds that an uncorrected clock is behind the `Date` of a reply.
fn offset(headers: &HeaderMap, uncorrected: SystemTime) -> Option<i32> {
    // A cached reply has an old `Date`.
    let date = http_date(headers, DATE).filter(|_| !headers.contains_key(AGE))?;
    i32::try_from(seconds_between(uncorrected, date)).ok()
}

fn is_off(offset: i32, known: i32) -> bool {
    (i64::from(offset) - i64::from(known)).abs() > TOLERANCE
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

/// In seconds. Services allow 5 minutes or more.
const TOLERANCE: i64 = 4 * 60;

/// Error codes that clock skew may cause.
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

    /// A reply of AWS.
    fn aws(date: &'static str) -> HeaderMap {
        let mut headers = dated(date);
        headers.insert("x-amzn-requestid", HeaderValue::from_static("id-1"));
        headers
    }

    const UNCORRECTED: Reading = Reading { time: SystemTime::UNIX_EPOCH, offset: 0 };
    const DENIED: Option<&str> = Some("AccessDeniedException");
    const NAMED: Option<&str> = Some("InvalidSignatureException");

    /// Corrects the clock for a signature that was just made and rejected.
    fn refused(clock: &Clock, code: Option<&str>, headers: &HeaderMap, now: u64) -> bool {
        clock.correct(clock.read(), StatusCode::FORBIDDEN, code, headers, at(now))
    }

    fn offset_of(clock: &Clock) -> i32 {
        clock.offset.load(Ordering::Relaxed)
    }

    fn offset_after(status: u16, code: Option<&str>, date: &'static str, now: u64) -> Option<i32> {
        let clock = Clock::default();
        let status = StatusCode::from_u16(status).unwrap();
        let is_corrected = clock.correct(UNCORRECTED, status, code, &aws(date), at(now));
        let offset = offset_of(&clock);
        assert_eq!(is_corrected, offset != 0);
        is_corrected.then_some(offset)
    }

    #[test]
    fn a_clock_that_is_an_hour_off_is_corrected_and_stays_so() {
        assert_eq!(offset_after(403, DENIED, NOON, NOON_SECONDS - 3600), Some(3600));
        assert_eq!(offset_after(401, DENIED, NOON, NOON_SECONDS + 3600), Some(-3600));
        let clock = Clock::default();
        let now = SystemTime::now();
        let refused =
            || clock.correct(clock.read(), StatusCode::FORBIDDEN, DENIED, &aws(NOON), now);
        assert!(refused());
        let corrected = clock.read().time;
        assert!(corrected.duration_since(at(NOON_SECONDS)).unwrap() < Duration::from_secs(600));
        // Further rejections have other reasons.
        assert!(!refused());
    }

    #[test]
    fn a_clock_may_have_a_source_of_its_own_and_be_left_uncorrected() {
        for (is_fixed, expected) in [(false, NOON_SECONDS), (true, NOON_SECONDS - 3600)] {
            let clock = Clock::new(Source::new(|| at(NOON_SECONDS - 3600)), is_fixed);
            let now = clock.uncorrected();
            let (status, signed) = (StatusCode::FORBIDDEN, clock.read());
            assert_eq!(clock.correct(signed, status, NAMED, &aws(NOON), now), !is_fixed);
            assert_eq!(clock.read().time, at(expected));
        }
    }

    #[test]
    fn only_aws_is_believed() {
        let off = NOON_SECONDS - 3600;
        let clock = Clock::default();
        assert!(!refused(&clock, None, &dated(NOON), off), "a page of a proxy");
        assert!(!refused(&clock, DENIED, &dated(NOON), off), "an error without a request id");
        assert!(!refused(&clock, None, &aws(NOON), off), "a request id without an error");
        assert_eq!(offset_of(&clock), 0);
        assert!(refused(&clock, NAMED, &dated(NOON), off), "an error that says what is wrong");
    }

    #[test]
    fn calls_that_were_signed_before_the_correction_may_be_sent_again() {
        let clock = Clock::default();
        let refused = |signed| {
            let now = at(NOON_SECONDS - 3600);
            clock.correct(signed, StatusCode::FORBIDDEN, NAMED, &dated(NOON), now)
        };
        assert!(refused(UNCORRECTED));
        assert!(refused(UNCORRECTED));
        // Rejections of later signatures have other reasons.
        assert!(!refused(clock.read()));
    }

    #[test]
    fn a_clock_that_is_right_enough_stays_as_it_is() {
        assert_eq!(offset_after(403, DENIED, NOON, NOON_SECONDS - 240), None);
        assert_eq!(offset_after(403, DENIED, NOON, NOON_SECONDS - 241), Some(241));
        let code = Some("SignatureDoesNotMatch");
        assert_eq!(offset_after(403, code, NOON, NOON_SECONDS + 240), None);
        assert_eq!(offset_after(403, code, NOON, NOON_SECONDS + 241), Some(-241));
    }

    #[test]
    fn a_clock_that_was_set_in_the_meantime_is_corrected_again() {
        let clock = Clock::default();
        assert!(refused(&clock, DENIED, &aws(NOON), NOON_SECONDS - 3600));
        assert!(refused(&clock, DENIED, &aws(NOON), NOON_SECONDS));
        assert_eq!(offset_of(&clock), 0);
    }

    #[test]
    fn a_success_takes_a_wrong_correction_back_and_touches_no_other_clock() {
        let clock = Clock::default();
        clock.confirm(&dated(NOON), at(NOON_SECONDS - 3600));
        assert_eq!(offset_of(&clock), 0, "the signature was accepted as it was");
        assert!(refused(&clock, NAMED, &dated(NOON), NOON_SECONDS - 3600));
        for now in [NOON_SECONDS - 3600 - 240, NOON_SECONDS - 3600 + 240] {
            clock.confirm(&dated(NOON), at(now));
            assert_eq!(offset_of(&clock), 3600, "{now}");
        }
        let mut cached = dated(NOON);
        cached.insert(AGE, HeaderValue::from_static("1"));
        for headers in [cached, HeaderMap::new()] {
            clock.confirm(&headers, at(NOON_SECONDS));
            assert_eq!(offset_of(&clock), 3600);
        }
        clock.confirm(&dated(NOON), at(NOON_SECONDS));
        assert_eq!(offset_of(&clock), 0);
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
        let mut cached = aws(NOON);
        cached.insert(AGE, HeaderValue::from_static("7200"));
        for headers in [HeaderMap::new(), aws("today"), aws(""), cached] {
            assert!(!refused(&clock, NAMED, &headers, NOON_SECONDS - 3600), "{headers:?}");
        }
        assert_eq!(offset_of(&clock), 0);
    }

    #[test]
    fn absurd_dates_are_not_believed() {
        for date in ["Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"] {
            for now in [0, NOON_SECONDS, 250_000_000_000] {
                let offset = offset_after(403, DENIED, date, now);
                assert!(offset.is_none(), "{date} at {now}");
            }
        }
        // A device without a battery starts in 1970.
        assert_eq!(offset_after(403, DENIED, NOON, 0), Some(NOON_SECONDS as i32));
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
