use std::time::{Duration, Instant};

/// The sending rate of a client in adaptive mode, computed like the window of TCP CUBIC. Throttling
/// reduces it to a fraction of the measured rate. Then it rises back to the old rate, levels off,
/// and rises further if there is no throttling.
///
/// Each attempt takes a token. Tokens are added at this rate; there is no limit before the first
/// throttling response.
#[derive(Debug, Default)]
pub(super) struct SendRate {
    limit: Option<Limit>,
    measured: Measured,
    /// All times are in seconds since the first one.
    origin: Option<Instant>,
}

/// The tokens, present after the first throttling response.
#[derive(Debug)]
struct Limit {
    /// Tokens per second.
    rate: f64,
    /// Negative while callers wait for tokens that they have taken.
    tokens: f64,
    /// When tokens were last added.
    filled: f64,
    /// The rate and the time of the last throttling response.
    throttled_rate: f64,
    throttled: f64,
}

impl SendRate {
    /// How long to wait for a token that is taken now.
    pub(super) fn wait(&mut self, now: Instant) -> Duration {
        let now = self.seconds(now);
        let Some(limit) = &mut self.limit else { return Duration::ZERO };
        limit.fill(now);
        let missing = (1.0 - limit.tokens).max(0.0);
        Duration::try_from_secs_f64(missing / limit.rate).unwrap_or(Duration::MAX)
    }

    /// Takes a token. The caller waits for it as long as `wait` says, and the next caller longer.
    /// Returns false if there is no limit yet.
    pub(super) fn take(&mut self) -> bool {
        if let Some(limit) = &mut self.limit {
            limit.tokens -= 1.0;
        }
        self.limit.is_some()
    }

    /// Returns a token that was not needed.
    pub(super) fn give_back(&mut self) {
        if let Some(limit) = &mut self.limit {
            limit.tokens = (limit.tokens + 1.0).min(limit.capacity());
        }
    }

    /// Records the outcome of an attempt.
    pub(super) fn learn(&mut self, now: Instant, is_throttled: bool) {
        let now = self.seconds(now);
        let measured = self.measured.count(now);
        let limit = match &mut self.limit {
            Some(limit) => limit,
            None if is_throttled => self.limit.insert(Limit::new(measured, now)),
            None => return,
        };
        limit.fill(now);
        let rate = if is_throttled {
            limit.throttled_rate = measured.min(limit.rate);
            limit.throttled = now;
            limit.throttled_rate * BETA
        } else {
            limit.cubic(now)
        };
        limit.set_rate(rate.min(2.0 * measured));
    }

    fn seconds(&mut self, now: Instant) -> f64 {
        let origin = *self.origin.get_or_insert(now);
        now.saturating_duration_since(origin).as_secs_f64()
    }
}

impl Limit {
    fn new(rate: f64, now: f64) -> Self {
        Self { rate, tokens: 0.0, filled: now, throttled_rate: rate, throttled: now }
    }

    fn fill(&mut self, now: f64) {
        let new = (now - self.filled).max(0.0) * self.rate;
        self.tokens = (self.tokens + new).min(self.capacity());
        self.filled = self.filled.max(now);
    }

    fn set_rate(&mut self, rate: f64) {
        self.rate = rate.max(MIN_RATE);
        self.tokens = self.tokens.min(self.capacity());
    }

    /// Tokens for one second can accumulate.
    fn capacity(&self) -> f64 {
        self.rate.max(MIN_CAPACITY)
    }

    /// The rate at a time without throttling: it reaches the old one after `plateau` seconds.
    fn cubic(&self, now: f64) -> f64 {
        let plateau = (self.throttled_rate * (1.0 - BETA) / SCALE).cbrt();
        SCALE * (now - self.throttled - plateau).powi(3) + self.throttled_rate
    }
}

/// The rate of outcomes, measured over spans of half a second.
#[derive(Debug, Default)]
struct Measured {
    rate: f64,
    count: u32,
    span_start: f64,
}

impl Measured {
    fn count(&mut self, now: f64) -> f64 {
        self.count = self.count.saturating_add(1);
        let span = (now / SPAN).floor() * SPAN;
        if span > self.span_start {
            let rate = f64::from(self.count) / (span - self.span_start);
            self.rate = rate * SMOOTH + self.rate * (1.0 - SMOOTH);
            self.count = 0;
            self.span_start = span;
        }
        self.rate
    }
}

/// The factor that throttling applies to the rate.
const BETA: f64 = 0.7;
/// The growth of the rate, in tokens per second, per second cubed.
const SCALE: f64 = 0.4;
/// The weight of the latest measurement.
const SMOOTH: f64 = 0.8;
/// In seconds.
const SPAN: f64 = 0.5;
/// Tokens per second.
const MIN_RATE: f64 = 0.5;
const MIN_CAPACITY: f64 = 1.0;

#[cfg(test)]
mod tests {
    use super::*;

    struct Run {
        rate: SendRate,
        start: Instant,
    }

    impl Run {
        /// A client with this rate of outcomes, after ten seconds.
        fn at(per_second: u32) -> Self {
            let mut run = Self { rate: SendRate::default(), start: Instant::now() };
            for n in 0..=10 * per_second {
                run.learn(f64::from(n) / f64::from(per_second), false);
            }
            run
        }

        fn learn(&mut self, seconds: f64, is_throttled: bool) {
            self.rate.learn(self.start + Duration::from_secs_f64(seconds), is_throttled);
        }

        fn wait(&mut self, seconds: f64) -> f64 {
            self.rate.wait(self.start + Duration::from_secs_f64(seconds)).as_secs_f64()
        }

        fn tokens_per_second(&self) -> f64 {
            self.rate.limit.as_ref().expect("a limit").rate
        }
    }

    #[track_caller]
    fn assert_near(left: f64, right: f64) {
        assert!((left - right).abs() < right.abs() * 0.001 + 1e-6, "{left} is not {right}");
    }

    #[test]
    fn nothing_is_limited_before_the_first_throttling() {
        let mut run = Run::at(10);
        for _ in 0..1000 {
            assert_eq!(run.wait(10.0), 0.0);
            run.rate.take();
        }
    }

    #[test]
    fn throttling_leaves_seven_tenths_of_what_was_sent() {
        let mut run = Run::at(10);
        let sent = run.rate.measured.rate;
        assert!((9.0..11.0).contains(&sent), "{sent}");
        run.learn(10.1, true);
        assert_near(run.tokens_per_second(), 0.7 * sent);
        run.learn(10.2, true);
        assert_near(run.tokens_per_second(), 0.49 * sent);
    }

    #[test]
    fn the_rate_climbs_back_rests_and_goes_on() {
        let mut run = Run::at(10);
        run.learn(10.1, true);
        let old = run.rate.limit.as_ref().unwrap().throttled_rate;
        let plateau = (old * 0.3 / 0.4_f64).cbrt();
        let mut rates = Vec::new();
        for n in 1..=40 {
            let seconds = 10.1 + f64::from(n) * plateau / 20.0;
            run.learn(seconds, false);
            rates.push(run.tokens_per_second());
        }
        assert!(rates.is_sorted(), "{rates:?}");
        assert_near(rates[19], old);
        // Near the plateau, a tenth of the time changes little; at the same distance after it, the
        // growth equals the earlier loss.
        assert!((rates[21] - rates[17]).abs() < 0.001 * old, "{rates:?}");
        assert_near(rates[39], 1.3 * old);
    }

    #[test]
    fn the_rate_stays_within_twice_what_is_sent_and_never_falls_to_nothing() {
        let mut run = Run::at(10);
        run.learn(10.1, true);
        // After an hour without calls, the rate must not have grown for an hour.
        run.learn(3600.0, false);
        run.learn(3600.6, false);
        let sent = run.rate.measured.rate;
        assert!(run.tokens_per_second() <= 2.0 * sent + 0.5, "{}", run.tokens_per_second());
        for n in 0..100 {
            run.learn(3601.0 + f64::from(n), true);
        }
        assert_near(run.tokens_per_second(), 0.5);
        assert!(run.wait(3701.0) <= 2.0);
    }

    #[test]
    fn callers_that_have_to_wait_queue() {
        let mut run = Run::at(10);
        run.learn(10.1, true);
        let rate = run.tokens_per_second();
        for place in 1..=100 {
            assert_near(run.wait(10.1), f64::from(place) / rate);
            run.rate.take();
        }
        // Half of them have passed after half of the time.
        assert_near(run.wait(10.1 + 50.0 / rate), 51.0 / rate);
    }

    #[test]
    fn a_client_that_was_quiet_has_a_second_of_tokens_and_no_more() {
        let mut run = Run::at(10);
        run.learn(10.1, true);
        let rate = run.tokens_per_second();
        let burst = (0..100).take_while(|_| {
            let is_free = run.wait(1000.0) == 0.0;
            run.rate.take();
            is_free
        });
        assert_eq!(burst.count() as f64, rate.round());
    }

    #[test]
    fn a_time_before_the_last_one_does_no_harm() {
        let mut run = Run::at(10);
        run.learn(10.1, true);
        let wait = run.wait(10.1);
        assert_near(run.wait(9.0), wait);
        run.learn(9.0, false);
        assert!(run.tokens_per_second() >= 0.5);
    }
}
