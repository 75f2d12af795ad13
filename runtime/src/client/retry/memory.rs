use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_types::retry::{RetryConfig, RetryMode};

use super::bucket::Bucket;
use super::send_rate::SendRate;

/// What the calls of a client share: the tokens that their retries cost and, in adaptive mode, the
/// rate at which the client sends.
///
/// There are 500 tokens. A retry costs 14, or 5 if the service throttled. A call that succeeds
/// after a retry gives back what that retry cost; one that succeeds at once gives 1. So a client
/// whose calls fail again and again soon makes no retries, and gets its errors at once.
#[derive(Debug)]
pub struct RetryMemory {
    config: RetryConfig,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
pub(super) struct State {
    pub(super) bucket: Bucket,
    /// In adaptive mode only.
    pub(super) send_rate: Option<SendRate>,
}

impl RetryMemory {
    /// The memory of a client that has made no call yet.
    pub fn new(config: &RetryConfig) -> Self {
        let state = State { bucket: Bucket::default(), send_rate: None };
        Self::of(config, Arc::new(Mutex::new(state)))
    }

    /// The same memory for calls with other settings.
    pub fn with(&self, config: &RetryConfig) -> Self {
        Self::of(config, Arc::clone(&self.state))
    }

    fn of(config: &RetryConfig, state: Arc<Mutex<State>>) -> Self {
        let memory = Self { config: config.clone(), state };
        if config.mode() == RetryMode::Adaptive {
            memory.state().send_rate.get_or_insert_default();
        }
        memory
    }

    /// The settings of the retries.
    pub fn config(&self) -> &RetryConfig {
        &self.config
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
