use std::ops::Range;
use std::time::Duration;

use smithy_client_runtime::client::Outcome;

/// A server with a limited capacity and an outage.
#[derive(Clone, Debug)]
pub struct Server {
    capacity: f64,
    down: Range<Duration>,
    outage: Outcome<'static>,
    overload: Outcome<'static>,
    /// How many requests it can accept at once.
    room: f64,
    last: Duration,
}

impl Server {
    /// A server that accepts this many requests per second, up to a tenth of a second's worth at
    /// once, and replies to others with `overload`.
    pub fn new(capacity: f64, overload: Outcome<'static>) -> Self {
        let down = Duration::ZERO..Duration::ZERO;
        Self { capacity, down, outage: overload, overload, room: 0.0, last: Duration::ZERO }
    }

    /// Adds an outage, during which it replies to every request with `outage`.
    pub fn with_outage(self, down: Range<Duration>, outage: Outcome<'static>) -> Self {
        Self { down, outage, ..self }
    }

    /// Replies to a request. Times must not decrease.
    pub(super) fn answer(&mut self, now: Duration) -> Outcome<'static> {
        if self.down.contains(&now) {
            return self.outage;
        }
        let new = (now - self.last).as_secs_f64() * self.capacity;
        self.room = (self.room + new).min(self.capacity / 10.0);
        self.last = now;
        if self.room < 1.0 {
            return self.overload;
        }
        self.room -= 1.0;
        Outcome::Success
    }
}
