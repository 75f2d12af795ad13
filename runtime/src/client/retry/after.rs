use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

use crate::client::http_date::http_date;

/// The delay that a service requests.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum RetryAfter {
    /// From `x-amz-retry-after`: a delay that is limited to the back-off plus 5 seconds.
    Amz(Duration),
    /// From `Retry-After`: a minimum delay, to which the back-off is added. If it exceeds the
    /// maximum back-off, the call ends, because an early error is better than a long wait.
    Http(Duration),
    /// From a retry classifier of the application: the exact delay, up to the maximum back-off.
    Exactly(Duration),
}

impl RetryAfter {
    /// Reads `x-amz-retry-after` (milliseconds) or else `Retry-After` (seconds or an HTTP date).
    /// `None` if neither is present and valid, or if the date has passed.
    ///
    /// A date is compared with the `Date` of the same reply, or with `now` if there is none. The
    /// result is then independent of the local clock.
    pub fn from_headers(headers: &HeaderMap, now: SystemTime) -> Option<Self> {
        if let Some(millis) = number(headers, "x-amz-retry-after") {
            return Some(Self::Amz(Duration::from_millis(millis)));
        }
        if let Some(seconds) = number(headers, RETRY_AFTER.as_str()) {
            return Some(Self::Http(Duration::from_secs(seconds)));
        }
        let then = http_date(headers, RETRY_AFTER)?;
        let now = http_date(headers, DATE).unwrap_or(now);
        then.duration_since(now).ok().map(Self::Http)
    }
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    let text = headers.get(name)?.to_str().ok()?.trim();
    // `parse` alone would accept a sign.
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn read(headers: &[(&'static str, &'static str)]) -> Option<RetryAfter> {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        // Mon, 02 Mar 2026 12:00:00 GMT
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_772_452_800);
        RetryAfter::from_headers(&headers.collect(), now)
    }

    fn http(seconds: u64) -> Option<RetryAfter> {
        Some(RetryAfter::Http(Duration::from_secs(seconds)))
    }

    #[test]
    fn all_three_forms_are_read() {
        assert_eq!(read(&[]), None);
        assert_eq!(read(&[("retry-after", " 120 ")]), http(120));
        assert_eq!(read(&[("retry-after", "Mon, 02 Mar 2026 12:00:07 GMT")]), http(7));
        let amz = Some(RetryAfter::Amz(Duration::from_millis(1500)));
        assert_eq!(read(&[("x-amz-retry-after", "1500")]), amz);
        assert_eq!(read(&[("retry-after", "9"), ("x-amz-retry-after", "1500")]), amz);
    }

    #[test]
    fn a_date_is_taken_by_the_clock_of_the_server() {
        let then = ("retry-after", "Mon, 02 Mar 2026 15:00:05 GMT");
        assert_eq!(read(&[then, ("date", "Mon, 02 Mar 2026 15:00:00 GMT")]), http(5));
        assert_eq!(read(&[then, ("date", "yesterday")]), http(3 * 3600 + 5));
    }

    #[test]
    fn what_cannot_be_read_counts_as_absent() {
        for value in ["", " ", "soon", "-5", "+5", "1.5", "1e3", "99999999999999999999"] {
            assert_eq!(read(&[("retry-after", value)]), None, "{value:?}");
            assert_eq!(read(&[("x-amz-retry-after", value)]), None, "{value:?}");
            let both = [("retry-after", "2"), ("x-amz-retry-after", value)];
            assert_eq!(read(&both), http(2), "{value:?}");
        }
        assert_eq!(read(&[("retry-after", "Mon, 02 Mar 2026 11:59:00 GMT")]), None);
    }

    #[test]
    fn absurd_values_are_read_without_panic() {
        assert_eq!(read(&[("retry-after", "18446744073709551615")]), http(u64::MAX));
        assert_eq!(read(&[("retry-after", "Mon, 01 Jan 0001 00:00:00 GMT")]), None);
        assert!(read(&[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")]).is_some());
        assert_eq!(read(&[("retry-after", "Mon, 99 Xxx 2026 12:00:07 GMT")]), None);
    }
}
