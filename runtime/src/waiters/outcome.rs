//! What a wait ends with, in place of the types of the AWS SDKs for Rust.

use std::time::Duration;

/// The last response or error of a wait.
#[derive(Debug)]
#[non_exhaustive]
pub struct FinalPoll<O, E> {
    result: Result<O, E>,
}

impl<O, E> FinalPoll<O, E> {
    /// The result of the last call.
    pub fn new(result: Result<O, E>) -> Self {
        Self { result }
    }

    /// The result of the last call.
    pub fn into_result(self) -> Result<O, E> {
        self.result
    }

    /// Replaces an output by the result of `map`.
    pub fn map<T>(self, map: impl FnOnce(O) -> T) -> FinalPoll<T, E> {
        FinalPoll { result: self.result.map(map) }
    }

    /// Replaces an error by the result of `map`.
    pub fn map_err<T>(self, map: impl FnOnce(E) -> T) -> FinalPoll<O, T> {
        FinalPoll { result: self.result.map_err(map) }
    }

    /// The result of the last call.
    pub fn as_result(&self) -> Result<&O, &E> {
        self.result.as_ref()
    }
}

/// The condition was not met in time.
#[derive(Debug)]
#[non_exhaustive]
pub struct ExceededMaxWait {
    max_wait: Duration,
    elapsed: Duration,
    poll_count: u32,
}

impl ExceededMaxWait {
    /// A wait of this length and with this many calls.
    pub fn new(max_wait: Duration, elapsed: Duration, poll_count: u32) -> Self {
        Self { max_wait, elapsed, poll_count }
    }

    /// The longest time that the caller wanted to wait.
    pub fn max_wait(&self) -> Duration {
        self.max_wait
    }

    /// The time that was waited.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The number of calls.
    pub fn poll_count(&self) -> u32 {
        self.poll_count
    }
}

/// The condition will not be met.
#[derive(Debug)]
#[non_exhaustive]
pub struct FailureState<O, E> {
    final_poll: FinalPoll<O, E>,
}

impl<O, E> FailureState<O, E> {
    /// A wait that ended with this result.
    pub fn new(final_poll: FinalPoll<O, E>) -> Self {
        Self { final_poll }
    }

    /// The result of the last call.
    pub fn final_poll(&self) -> &FinalPoll<O, E> {
        &self.final_poll
    }

    /// The result of the last call.
    pub fn into_final_poll(self) -> FinalPoll<O, E> {
        self.final_poll
    }
}
