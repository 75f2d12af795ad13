use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{sleep, timeout};

use crate::mqtt::{Connection, ConnectionError};

/// The first subscription, tried until it succeeds. The connection repeats it after an interruption.
pub(super) struct Subscribing {
    connection: Arc<dyn Connection>,
    filters: Vec<String>,
    attempt: Option<Attempt>,
    failures: u32,
}

type Attempt = Pin<Box<dyn Future<Output = Result<(), ConnectionError>> + Send>>;

impl Subscribing {
    pub(super) fn new(connection: Arc<dyn Connection>, filters: Vec<String>) -> Self {
        let mut new = Self { connection, filters, attempt: None, failures: 0 };
        new.begin(Duration::ZERO);
        new
    }

    pub(super) fn is_over(&self) -> bool {
        self.attempt.is_none()
    }

    /// Tries again at once, since the state of the connection has changed.
    pub(super) fn restart(&mut self) {
        if !self.is_over() {
            self.begin(Duration::ZERO);
        }
    }

    /// The outcome of an attempt. After a failure, the next one follows later.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<(), ConnectionError>> {
        let Some(attempt) = &mut self.attempt else { return Poll::Pending };
        let Poll::Ready(result) = attempt.as_mut().poll(context) else { return Poll::Pending };
        match &result {
            Ok(()) => self.attempt = None,
            Err(_) => {
                self.failures = self.failures.saturating_add(1);
                self.begin(pause(self.failures));
            }
        }
        Poll::Ready(result)
    }

    fn begin(&mut self, pause: Duration) {
        let (connection, filters) = (Arc::clone(&self.connection), self.filters.clone());
        self.attempt = Some(Box::pin(async move {
            sleep(pause).await;
            timeout(LIMIT, connection.subscribe(filters)).await.unwrap_or_else(|_| {
                let seconds = LIMIT.as_secs();
                let words = format!("the broker has not confirmed the subscription in {seconds} s");
                Err(ConnectionError::unsent(words))
            })
        }));
    }
}

/// The time before the next attempt: 1 s, 2 s and so on up to a minute, spread by a half.
fn pause(failures: u32) -> Duration {
    let longest = Duration::from_secs(1 << failures.saturating_sub(1).min(6)).min(MINUTE);
    let fraction = (RandomState::new().hash_one(0) >> 11) as f64 / (1_u64 << 53) as f64;
    longest.mul_f64(1.0 - fraction / 2.0)
}

const LIMIT: Duration = Duration::from_secs(30);
const MINUTE: Duration = Duration::from_secs(60);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_minute() {
        for (failures, longest) in [(1, 1.0), (2, 2.0), (6, 32.0), (7, 60.0), (u32::MAX, 60.0)] {
            let pause = pause(failures).as_secs_f64();
            assert!((longest / 2.0..=longest).contains(&pause), "{failures}: {pause}");
        }
    }
}
