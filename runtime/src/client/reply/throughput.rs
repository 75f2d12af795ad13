use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http_body::Frame;

use super::body::{broken_off, too_slow};
use crate::error::{BoxError, TransportError};

/// The minimum throughput of a response body.
///
/// In each span of `grace`, `bytes_per_second` times its length in seconds must arrive, and at
/// least one byte. By default 1 byte a second over 10 seconds, which allows slow connections but
/// not dead ones. For a stream, only the time during which its reader waits counts. It applies only
/// to response bodies: requests that cannot be written, and responses that do not begin, end with
/// the attempt time-out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct MinimumThroughput {
    bytes_per_second: u64,
    /// `None`: no minimum.
    pub(super) grace: Option<Duration>,
}

impl MinimumThroughput {
    /// At least this many bytes a second, measured over spans of `grace`. A `grace` of zero is the
    /// same as [`disabled`](Self::disabled).
    pub fn new(bytes_per_second: u64, grace: Duration) -> Self {
        if grace.is_zero() {
            return Self::disabled();
        }
        Self { bytes_per_second, grace: Some(grace) }
    }

    /// No minimum: only the other time-outs apply.
    pub fn disabled() -> Self {
        Self { bytes_per_second: 0, grace: None }
    }

    pub(super) fn bytes_per_span(&self, span: Duration) -> u64 {
        // Saturates. At least one byte, or a dead connection would never be noticed.
        ((self.bytes_per_second as f64 * span.as_secs_f64()) as u64).max(1)
    }
}

/// A span of time in which the body of a streamed response must bring the minimum.
pub(super) struct Span {
    throughput: MinimumThroughput,
    length: Duration,
    brought: u64,
    waited: Duration,
}

impl Span {
    pub(super) fn new(throughput: MinimumThroughput, length: Duration) -> Self {
        Self { throughput, length, brought: 0, waited: Duration::ZERO }
    }

    /// How long the reader may still wait.
    pub(super) fn left(&self) -> Duration {
        self.length.saturating_sub(self.waited)
    }

    pub(super) fn add_wait(&mut self, time: Duration) {
        self.waited += time;
    }

    /// Counts the frame that the body returned. The next span begins when there is enough.
    pub(super) fn received(
        &mut self,
        frame: Option<Result<Frame<Bytes>, BoxError>>,
    ) -> Option<Result<Frame<Bytes>, TransportError>> {
        let frame = frame?.map_err(broken_off);
        if let Ok(frame) = &frame {
            self.add(frame);
        }
        Some(frame)
    }

    fn add(&mut self, frame: &Frame<Bytes>) {
        self.brought += frame.data_ref().map_or(0, |data| data.len() as u64);
        if self.brought >= self.throughput.bytes_per_span(self.length) {
            *self = Self::new(self.throughput, self.length);
        }
    }

    pub(super) fn too_slow(&self) -> TransportError {
        too_slow(self.throughput)
    }
}

impl Default for MinimumThroughput {
    fn default() -> Self {
        Self::new(1, Duration::from_secs(10))
    }
}

impl fmt::Display for MinimumThroughput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.grace {
            Some(grace) => write!(f, "{} bytes a second over {grace:?}", self.bytes_per_second),
            None => f.write_str("nothing"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_no_time_asks_for_nothing() {
        assert_eq!(MinimumThroughput::new(1000, Duration::ZERO), MinimumThroughput::disabled());
        assert_ne!(MinimumThroughput::new(0, Duration::MAX), MinimumThroughput::disabled());
    }
}
