use std::io;
use std::time::{Duration, Instant};

use crate::client::driver::earliest_deadline;

/// How long it may take to make a connection.
#[derive(Clone, Copy)]
pub(super) struct ConnectLimit {
    timeout: Option<Duration>,
    end: Option<Instant>,
}

impl ConnectLimit {
    /// The time begins now. `None` is unlimited.
    pub(super) fn begin(timeout: Option<Duration>) -> Self {
        Self { timeout, end: timeout.and_then(|limit| Instant::now().checked_add(limit)) }
    }

    /// The whole connect time-out.
    pub(super) fn timeout(self) -> Option<Duration> {
        self.timeout
    }

    /// `None` if it is unlimited.
    pub(super) fn end(self) -> Option<Instant> {
        self.end
    }

    /// What is left of it, and of the time for which the caller waits.
    ///
    /// # Errors
    /// Nothing is left.
    pub(super) fn left(self) -> io::Result<Option<Duration>> {
        left_until(self.end)
    }
}

/// What is left until an end, or until the caller stops waiting if that is earlier. `None` is
/// unlimited.
///
/// # Errors
/// Nothing is left.
pub(super) fn left_until(end: Option<Instant>) -> io::Result<Option<Duration>> {
    let Some(end) = [end, earliest_deadline()].into_iter().flatten().min() else {
        return Ok(None);
    };
    let left = end.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(Some(left)) }
}

/// Whether an error means that a time limit has passed.
pub(super) fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)
}
