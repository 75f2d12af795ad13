//! The effect of a fleet's retries on a server that is down, recovers, or is overloaded. Everything
//! runs on a virtual clock. A failure prints the load for each second.

use std::ops::Range;
use std::time::Duration;

use http::StatusCode;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::error::TransportErrorKind;
use smithy_client_runtime::client::{Objection, Outcome, RetryAfter};
use tests::simulation::{Attempt, Fleet, Load, ROUND_TRIP, Record, Server};

const DOWN: Range<u64> = 30..90;
const END: u64 = 120;

/// Requests per second in normal operation.
const NORMAL: usize = 1000;

/// Random variation of the requests in a second: three standard deviations.
const CHANCE: f64 = 1.1;

#[test]
fn a_server_that_refuses_connections_comes_back_to_a_bounded_load() {
    let record = outage(Outcome::NoResponse(TransportErrorKind::Connect), objection(503));
    assert_bounded(&record);
    assert_backed_off(&record, transient_back_off);
    // The last retries end 150 milliseconds after their first attempt.
    assert_recovered(&record, 1, 1.2);
}

#[test]
fn a_server_that_answers_503_comes_back_to_a_bounded_load() {
    let record = outage(objection(503), objection(503));
    assert_bounded(&record);
    assert_backed_off(&record, transient_back_off);
    assert_recovered(&record, 1, 1.2);
}

#[test]
fn a_server_that_throttles_everybody_with_retry_after_comes_back_to_a_bounded_load() {
    let throttled = with_retry_after(objection(429), Duration::from_secs(5));
    let record = outage(throttled, throttled);
    assert_bounded(&record);
    assert_backed_off(&record, |attempt| {
        Duration::from_secs(5) + back_off(Duration::from_secs(1), attempt)
    });
    // The last retry comes 7 seconds after the previous response. All callers got the same delay,
    // so they continue in waves for a while.
    assert_recovered(&record, 8, 1.5);
}

#[test]
fn callers_that_call_again_at_once_soon_have_no_retries_left() {
    let fleet = Fleet { callers: 100, is_impatient: true, ..devices() };
    let down = Duration::from_secs(DOWN.start)..Duration::from_secs(DOWN.end);
    let mut server = Server::new(1200.0, objection(503)).with_outage(down, objection(503));
    let record = fleet.call(&mut server, Duration::from_secs(END));
    let load = sum(&record, DOWN);
    // 500 tokens are enough for 35 retries at 14, and none are returned before a call succeeds.
    assert_eq!(load.retries, 35 * fleet.callers, "{record}");
    assert!(load.retries * 50 < load.sent, "{record}");
    let last = record
        .attempts
        .iter()
        .rfind(|attempt| attempt.number > 1 && DOWN.contains(&attempt.sent.as_secs()));
    let last = last.expect("a retry").sent;
    assert!(last < Duration::from_secs(DOWN.start + 20), "{last:?} {record}");
    assert_eq!(sum(&record, DOWN.end + 1..END).failed_calls, 0, "{record}");
}

#[test]
fn in_adaptive_mode_a_fleet_finds_the_capacity_of_a_server() {
    const CAPACITY: f64 = 500.0;
    let run = |config| {
        let fleet = Fleet {
            callers: 1000,
            callers_per_client: 10,
            period: Duration::from_secs(1),
            is_impatient: false,
            config,
        };
        fleet.call(&mut Server::new(CAPACITY, objection(429)), Duration::from_secs(120))
    };
    let standard = run(RetryConfig::standard());
    let adaptive = run(RetryConfig::adaptive());
    let before = sum(&standard, 60..120);
    let after = sum(&adaptive, 60..120);
    let both = format!("standard:{standard}adaptive:{adaptive}");

    let capacity = CAPACITY * 60.0;
    assert!(before.sent as f64 > 1.8 * capacity, "{both}");
    assert!((after.sent as f64) < 1.2 * capacity, "{both}");
    assert!(after.rejected * 5 < before.rejected, "{both}");
    assert!(after.failed_calls * 100 < before.failed_calls, "{both}");
    // The capacity of the server is used.
    let served = (after.sent - after.rejected) as f64;
    assert!(served > 0.95 * capacity, "{both}");
}

/// Ten thousand devices, each with its own client, and each calling every ten seconds.
fn devices() -> Fleet {
    Fleet {
        callers: 10 * NORMAL,
        callers_per_client: 1,
        period: Duration::from_secs(10),
        is_impatient: false,
        config: RetryConfig::standard(),
    }
}

/// A minute without the server, which then has a capacity of 120 % of the normal load.
fn outage(outage: Outcome<'static>, overload: Outcome<'static>) -> Record {
    let down = Duration::from_secs(DOWN.start)..Duration::from_secs(DOWN.end);
    let capacity = 1.2 * NORMAL as f64;
    let mut server = Server::new(capacity, overload).with_outage(down, outage);
    devices().call(&mut server, Duration::from_secs(END))
}

/// A call makes at most three attempts, and callers do not call more often after failures. So the
/// load is at most three times the normal one.
fn assert_bounded(record: &Record) {
    let load = record.load();
    assert_eq!(load.len() as u64, END, "{record}");
    for (second, load) in load.iter().enumerate() {
        let is_normal = (second as u64) < DOWN.start;
        let most = if is_normal { NORMAL } else { 3 * NORMAL } as f64 * CHANCE;
        assert!(load.sent as f64 <= most, "second {second} {record}");
    }
    // The tokens last for the whole minute: a client makes at most eight calls, which cost 224.
    let failed = record.calls.iter().filter(|call| !call.is_success);
    assert!(failed.clone().count() > 20 * NORMAL, "{record}");
    // So no call ends early.
    for call in failed {
        assert_eq!(call.attempts, 3, "{call:?} {record}");
    }
}

/// Every retry is sent exactly when its back-off ends.
fn assert_backed_off(record: &Record, back_off: impl Fn(&Attempt) -> Duration) {
    let mut answered = vec![Duration::ZERO; devices().callers];
    let retries = record.attempts.iter().filter(|attempt| attempt.number > 1).count();
    assert!(retries > 40 * NORMAL, "{record}");
    for attempt in &record.attempts {
        if attempt.number > 1 {
            let pause = attempt.sent - answered[attempt.caller];
            // Floating-point arithmetic may lose a nanosecond.
            let error = pause.abs_diff(back_off(attempt));
            assert!(error < Duration::from_micros(1), "{attempt:?} {pause:?} {record}");
        }
        answered[attempt.caller] = attempt.sent + ROUND_TRIP;
    }
}

/// Every call that starts after the recovery succeeds, and this many seconds later the load is at
/// most this multiple of the normal one.
fn assert_recovered(record: &Record, seconds: u64, most: f64) {
    let recovered = (DOWN.end + seconds) as usize;
    for (second, load) in record.load().iter().enumerate().skip(recovered) {
        assert!(load.sent as f64 <= NORMAL as f64 * most, "second {second} {record}");
    }
    let back = Duration::from_secs(DOWN.end);
    let calls: Vec<_> = record.calls.iter().filter(|call| call.start >= back).collect();
    assert!(calls.len() > 20 * NORMAL, "{record}");
    for call in calls {
        assert!(call.is_success, "{call:?} {record}");
    }
}

fn transient_back_off(attempt: &Attempt) -> Duration {
    back_off(Duration::from_millis(50), attempt)
}

/// Full jitter: a random part of a time that doubles with each retry.
fn back_off(first: Duration, attempt: &Attempt) -> Duration {
    (first * 2_u32.pow(attempt.number - 2)).mul_f64(attempt.jitter)
}

fn sum(record: &Record, seconds: Range<u64>) -> Load {
    let mut sum = Load::default();
    let seconds = seconds.start as usize..seconds.end as usize;
    for load in record.load().get(seconds).unwrap_or_default() {
        sum.sent += load.sent;
        sum.retries += load.retries;
        sum.rejected += load.rejected;
        sum.failed_calls += load.failed_calls;
    }
    sum
}

fn objection(status: u16) -> Outcome<'static> {
    let status = StatusCode::from_u16(status).expect("a status");
    Outcome::Objection(Objection::new(status))
}

fn with_retry_after(outcome: Outcome<'static>, pause: Duration) -> Outcome<'static> {
    let Outcome::Objection(objection) = outcome else { return outcome };
    Outcome::Objection(objection.with_retry_after(RetryAfter::Http(pause)))
}
