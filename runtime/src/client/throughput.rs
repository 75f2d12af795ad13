use std::fmt;
use std::time::Duration;

/// The least that a reply must bring, once its head is there.
///
/// Each span of `grace` must bring `bytes_per_second` times its seconds. By default 1 byte a second
/// over 10 seconds: a line that is slow is waited for, one that is dead is not.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct MinimumThroughput {
    bytes_per_second: u64,
    /// None: nothing is asked.
    pub(super) grace: Option<Duration>,
}

impl MinimumThroughput {
    /// At least so many bytes a second, measured over spans of `grace`.
    pub fn new(bytes_per_second: u64, grace: Duration) -> Self {
        Self { bytes_per_second, grace: Some(grace) }
    }

    /// However little comes, it is waited for as long as the other time-outs allow.
    pub fn disabled() -> Self {
        Self { bytes_per_second: 0, grace: None }
    }

    pub(super) fn bytes_per_span(&self, span: Duration) -> u64 {
        // Saturates. A span must bring something, or a dead line would never be noticed.
        ((self.bytes_per_second as f64 * span.as_secs_f64()) as u64).max(1)
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
