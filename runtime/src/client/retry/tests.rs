use http::StatusCode;

use super::*;
use crate::error::TransportErrorKind;

const BROKEN: Outcome<'static> = Outcome::NoResponse(TransportErrorKind::Interrupted);

fn objection(status: u16, retry_after: Option<RetryAfter>) -> Outcome<'static> {
    let status = StatusCode::from_u16(status).unwrap();
    Outcome::Objection(Objection { status, code: None, modelled: None, retry_after })
}

fn status(status: u16) -> Outcome<'static> {
    objection(status, None)
}

fn millis(millis: u64) -> Step {
    Step::Wait(Duration::from_millis(millis))
}

/// The steps of one call of a new client, with the maximum delays.
fn steps(config: &RetryConfig, outcomes: &[Outcome<'_>]) -> Vec<Step> {
    let memory = RetryMemory::new(config);
    let mut retry = Retry::new(&memory, None);
    let now = Instant::now();
    assert_eq!(retry.start(now), Step::Send);
    let steps: Vec<_> = outcomes.iter().map(|outcome| retry.next(*outcome, now, 1.0)).collect();
    assert_eq!(retry.attempts() as usize, outcomes.len());
    steps
}

fn first(config: &RetryConfig, outcome: Outcome<'_>) -> Step {
    steps(config, &[outcome])[0]
}

#[test]
fn a_call_has_three_attempts_and_growing_pauses() {
    let config = RetryConfig::standard();
    assert_eq!(steps(&config, &[BROKEN; 3]), [millis(50), millis(100), Step::Done]);
    assert_eq!(steps(&config, &[status(503); 3]), [millis(50), millis(100), Step::Done]);
    assert_eq!(steps(&config, &[status(429); 3]), [millis(1000), millis(2000), Step::Done]);
    let mixed = [status(429), status(500), Outcome::Success];
    assert_eq!(steps(&config, &mixed), [millis(1000), millis(100), Step::Done]);
    assert_eq!(first(&config, status(404)), Step::Done);
}

#[test]
fn pauses_stop_growing_at_the_longest_and_never_overflow() {
    let config = RetryConfig::standard().with_max_attempts(u32::MAX);
    let memory = RetryMemory::new(&config);
    let mut retry = Retry::new(&memory, None);
    for attempt in 1..=60 {
        let step = retry.next(status(429), Instant::now(), 1.0);
        let seconds = 2_u64.saturating_pow(attempt - 1).min(20);
        assert_eq!(step, Step::Wait(Duration::from_secs(seconds)));
    }
    let endless = config.with_initial_backoff(Duration::MAX).with_max_backoff(Duration::MAX);
    assert_eq!(first(&endless, status(429)), Step::Wait(Duration::MAX));
    let asked = |after| first(&endless, objection(429, Some(after)));
    assert_eq!(asked(RetryAfter::Amz(Duration::MAX)), Step::Wait(Duration::MAX));
    assert_eq!(asked(RetryAfter::Http(Duration::MAX)), Step::Wait(Duration::MAX));
}

#[test]
fn jitter_takes_any_part_of_the_pause() {
    let memory = RetryMemory::new(&RetryConfig::standard());
    let step = |jitter| Retry::new(&memory, None).next(status(429), Instant::now(), jitter);
    assert_eq!(step(0.0), Step::Send);
    assert_eq!(step(0.25), millis(250));
    for nonsense in [f64::NAN, f64::INFINITY, -1.0, 2.0] {
        assert_eq!(step(nonsense), millis(1000), "{nonsense}");
    }
}

#[test]
fn the_initial_back_off_is_for_throttling_and_a_twentieth_of_it_for_the_rest() {
    let config = RetryConfig::standard();
    assert_eq!(first(&config, BROKEN), millis(50));
    assert_eq!(first(&config, status(429)), millis(1000));
    let slower = config.clone().with_initial_backoff(Duration::from_secs(3));
    assert_eq!(first(&slower, BROKEN), millis(150));
    assert_eq!(first(&slower, status(429)), millis(3000));
    let none = config.with_initial_backoff(Duration::ZERO);
    assert_eq!(steps(&none, &[BROKEN; 3]), [Step::Send, Step::Send, Step::Done]);
}

#[test]
fn retries_can_be_turned_off() {
    for outcome in [BROKEN, status(429), Outcome::ClockCorrected] {
        assert_eq!(first(&RetryConfig::disabled(), outcome), Step::Done);
        let nonsense = RetryConfig::standard().with_max_attempts(0);
        assert_eq!(first(&nonsense, outcome), Step::Done);
    }
}

#[test]
fn x_amz_retry_after_counts_within_five_seconds_of_the_back_off() {
    let step = |asked| {
        let asked = RetryAfter::Amz(Duration::from_millis(asked));
        first(&RetryConfig::standard(), objection(429, Some(asked)))
    };
    assert_eq!(step(0), millis(1000));
    assert_eq!(step(1500), millis(1500));
    assert_eq!(step(3_600_000), millis(6000));
}

#[test]
fn retry_after_is_the_least_pause_and_too_much_of_it_ends_the_call() {
    let step = |status, asked| {
        let asked = RetryAfter::Http(Duration::from_secs(asked));
        first(&RetryConfig::standard(), objection(status, Some(asked)))
    };
    assert_eq!(step(429, 2), millis(3000));
    assert_eq!(step(503, 2), millis(2050));
    assert_eq!(step(503, 20), millis(20_050));
    assert_eq!(step(503, 21), Step::Done);
    assert_eq!(step(503, u64::MAX), Step::Done);
    assert_eq!(step(404, 2), Step::Done);
}

#[test]
fn a_pause_that_the_deadline_cannot_hold_ends_the_call() {
    let memory = RetryMemory::new(&RetryConfig::standard());
    let now = Instant::now();
    let step = |left| {
        let deadline = Some(now + Duration::from_millis(left));
        Retry::new(&memory, deadline).next(status(429), now, 1.0)
    };
    assert_eq!(step(0), Step::Done);
    assert_eq!(step(1000), Step::Done);
    assert_eq!(step(1001), millis(1000));
    let late = now + Duration::from_secs(1);
    let mut retry = Retry::new(&memory, Some(now));
    assert_eq!(retry.next(Outcome::ClockCorrected, late, 0.0), Step::Done);
}

#[test]
fn a_retry_needs_as_much_time_as_the_shortest_attempt_has_taken() {
    let memory = RetryMemory::new(&RetryConfig::standard());
    let start = Instant::now();
    // Attempts of these durations, with the maximum delays.
    let steps = |deadline, attempts: &[(Outcome<'static>, u64)]| {
        let mut now = start;
        let mut retry = Retry::new(&memory, Some(start + Duration::from_millis(deadline)));
        let mut steps = Vec::new();
        for (outcome, took) in attempts {
            retry.sent(now);
            now += Duration::from_millis(*took);
            let step = retry.next(*outcome, now, 1.0);
            if let Step::Wait(pause) = step {
                now += pause;
            }
            steps.push(step);
        }
        steps
    };
    // A slow connection: three seconds per response. Another one must arrive in time.
    let slow = [(status(503), 3000)];
    assert_eq!(steps(6050, &slow), [Step::Done]);
    assert_eq!(steps(6051, &slow), [millis(50)]);
    let faster = [(status(503), 3000), (status(503), 1000)];
    assert_eq!(steps(6100, &faster), [millis(50), millis(100)]);
    let slower = [(status(503), 1000), (status(503), 3000)];
    assert_eq!(steps(5151, &slower), [millis(50), millis(100)]);
    assert_eq!(steps(5150, &slower), [millis(50), Step::Done]);
    // A time-out does not show how long a response takes.
    let timed_out = [(Outcome::NoResponse(TransportErrorKind::Timeout), 3000)];
    assert_eq!(steps(3051, &timed_out), [millis(50)]);
    assert_eq!(steps(3050, &timed_out), [Step::Done]);
}

#[test]
fn a_corrected_clock_is_worth_one_attempt_at_once() {
    use Outcome::{ClockCorrected, Success};
    let config = RetryConfig::standard();
    assert_eq!(steps(&config, &[ClockCorrected, Success]), [Step::Send, Step::Done]);
    assert_eq!(steps(&config, &[ClockCorrected, ClockCorrected]), [Step::Send, Step::Done]);
    // It is one of the three attempts.
    let steps = steps(&config, &[BROKEN, ClockCorrected, BROKEN]);
    assert_eq!(steps, [millis(50), Step::Send, Step::Done]);
}

#[test]
fn calls_of_a_client_share_what_retries_cost() {
    let memory = RetryMemory::new(&RetryConfig::standard());
    let fail = |outcome| {
        let mut retry = Retry::new(&memory, None);
        while retry.next(outcome, Instant::now(), 0.0) != Step::Done {}
        retry.attempts()
    };
    // A call costs 28; 500 are enough for 17 calls and one more retry.
    for _ in 0..17 {
        assert_eq!(fail(BROKEN), 3);
    }
    assert_eq!(fail(BROKEN), 2);
    assert_eq!(fail(BROKEN), 1);
    // 10 are left: enough for a throttled call, then for nothing.
    assert_eq!(fail(status(429)), 3);
    assert_eq!(fail(status(429)), 1);
    // A corrected clock needs no tokens.
    let mut retry = Retry::new(&memory, None);
    assert_eq!(retry.next(Outcome::ClockCorrected, Instant::now(), 0.0), Step::Send);
    retry.next(Outcome::Success, Instant::now(), 0.0);
    for _ in 0..13 {
        assert_eq!(fail(BROKEN), 1, "only a token for each success is back");
        Retry::new(&memory, None).next(Outcome::Success, Instant::now(), 0.0);
    }
    assert_eq!(fail(BROKEN), 2);
}

#[test]
fn a_retry_that_helps_costs_nothing() {
    let memory = RetryMemory::new(&RetryConfig::standard());
    for _ in 0..100 {
        let mut retry = Retry::new(&memory, None);
        assert_eq!(retry.next(BROKEN, Instant::now(), 1.0), millis(50));
        assert_eq!(retry.next(Outcome::Success, Instant::now(), 1.0), Step::Done);
    }
}

#[test]
fn in_adaptive_mode_throttled_callers_queue() {
    let memory = RetryMemory::new(&RetryConfig::adaptive());
    let now = Instant::now();
    let start = |deadline| {
        let mut retry = Retry::new(&memory, deadline);
        let step = retry.start(now);
        retry.sent(now);
        step
    };
    let mut throttled = Retry::new(&memory, None);
    assert_eq!(throttled.start(now), Step::Send);
    // The initial rate: one attempt in two seconds.
    assert_eq!(throttled.next(status(429), now, 1.0), millis(2000));
    assert_eq!(start(None), millis(4000));
    // A call that would start too late leaves its place to the next.
    assert_eq!(start(Some(now + Duration::from_secs(6))), Step::Done);
    assert_eq!(start(None), millis(6000));
    assert_eq!(Retry::new(&memory, None).next(BROKEN, now, 1.0), millis(8000));
    assert_eq!(Retry::new(&memory, None).start(now + Duration::from_secs(60)), Step::Send);
}

#[test]
fn in_adaptive_mode_too_long_a_queue_ends_a_call_before_its_retry() {
    let config = RetryConfig::adaptive().with_max_backoff(Duration::from_secs(5));
    let memory = RetryMemory::new(&config);
    let now = Instant::now();
    let mut calls = [(); 3].map(|()| Retry::new(&memory, None));
    let steps = calls.each_mut().map(|call| call.next(status(429), now, 1.0));
    assert_eq!(steps, [millis(2000), millis(4000), Step::Done]);
}

#[test]
fn each_call_has_the_mode_of_its_own_settings() {
    let now = Instant::now();
    let start = |memory: &RetryMemory| Retry::new(memory, None).start(now);
    let standard = RetryMemory::new(&RetryConfig::standard());
    let adaptive = standard.with(&RetryConfig::adaptive());
    // Calls in other modes do not affect it.
    Retry::new(&standard, None).next(status(429), now, 1.0);
    assert_eq!(start(&adaptive), Step::Send);

    Retry::new(&adaptive, None).next(status(429), now, 1.0);
    assert_eq!(start(&adaptive), millis(2000));
    assert_eq!(start(&standard), Step::Send);
    assert_eq!(start(&adaptive.with(&RetryConfig::disabled())), Step::Send);
    assert_eq!(Retry::new(&standard, None).next(BROKEN, now, 1.0), millis(50));
}

#[test]
fn a_call_that_is_dropped_before_it_is_sent_leaves_its_place_to_others() {
    let memory = RetryMemory::new(&RetryConfig::adaptive());
    let now = Instant::now();
    let start = || {
        let mut retry = Retry::new(&memory, None);
        let step = retry.start(now);
        (retry, step)
    };
    let mut unlimited = start().0;
    unlimited.sent(now);
    assert_eq!(unlimited.next(status(429), now, 1.0), millis(2000));
    let (dropped, step) = start();
    assert_eq!(step, millis(4000));
    drop(dropped);
    let (mut sent, step) = start();
    assert_eq!(step, millis(4000));
    sent.sent(now);
    drop(sent);
    assert_eq!(start().1, millis(6000));
    // So does a retry.
    drop(unlimited);
    assert_eq!(start().1, millis(4000));
}

#[test]
fn a_retry_is_paid_for_once_it_is_sent_whether_its_outcome_comes_or_not() {
    let memory = RetryMemory::new(&RetryConfig::standard());
    let now = Instant::now();
    let retry = || {
        let mut retry = Retry::new(&memory, None);
        let step = retry.next(BROKEN, now, 1.0);
        (retry, step)
    };
    for _ in 0..100 {
        assert_eq!(retry().1, millis(50), "dropped while it waits");
    }
    for _ in 0..35 {
        let (mut sent, step) = retry();
        assert_eq!(step, millis(50));
        sent.sent(now);
    }
    assert_eq!(retry().1, Step::Done);
}

#[test]
fn a_retry_that_could_not_be_sent_is_not_paid_for() {
    let memory = RetryMemory::new(&RetryConfig::adaptive());
    let now = Instant::now();
    for _ in 0..100 {
        let mut retry = Retry::new(&memory, None);
        retry.sent(now);
        assert_eq!(retry.next(BROKEN, now, 1.0), millis(50));
        assert_eq!(retry.next(Outcome::GivenUp, now, 1.0), Step::Done);
    }
    assert_eq!(Retry::new(&memory, None).next(BROKEN, now, 1.0), millis(50));

    // Nor does it keep its place among the calls of the client.
    let mut throttled = Retry::new(&memory, None);
    throttled.sent(now);
    assert_eq!(throttled.next(status(429), now, 1.0), millis(2000));
    assert_eq!(throttled.next(Outcome::GivenUp, now, 1.0), Step::Done);
    assert_eq!(Retry::new(&memory, None).start(now), millis(2000));
}

#[test]
fn what_the_caller_ends_is_neither_rewarded_nor_tried_again() {
    let memory = RetryMemory::new(&RetryConfig::standard());
    let now = Instant::now();
    for _ in 0..35 {
        let mut retry = Retry::new(&memory, None);
        assert_eq!(retry.next(BROKEN, now, 1.0), millis(50));
        retry.sent(now);
        assert_eq!(retry.next(Outcome::GivenUp, now, 1.0), Step::Done);
    }
    for _ in 0..100 {
        assert_eq!(Retry::new(&memory, None).next(Outcome::GivenUp, now, 1.0), Step::Done);
    }
    assert_eq!(Retry::new(&memory, None).next(BROKEN, now, 1.0), Step::Done);
}

#[test]
fn in_adaptive_mode_the_longer_of_back_off_and_wait_counts() {
    let memory = RetryMemory::new(&RetryConfig::adaptive());
    let now = Instant::now();
    let asked = Some(RetryAfter::Http(Duration::from_secs(10)));
    let step = Retry::new(&memory, None).next(objection(429, asked), now, 1.0);
    assert_eq!(step, millis(11_000));
}

#[test]
fn in_standard_mode_throttling_holds_nobody_else_up() {
    let memory = RetryMemory::new(&RetryConfig::standard());
    let now = Instant::now();
    Retry::new(&memory, None).next(status(429), now, 1.0);
    assert_eq!(Retry::new(&memory, None).start(now), Step::Send);
}
