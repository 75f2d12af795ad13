use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_types::retry::RetryConfig;

use super::RetryPartition;
use super::bucket::Bucket;
use super::send_rate::SendRate;

/// What the calls of a client share: the tokens that their retries cost, and the rate at which
/// those of them send that are in adaptive mode.
///
/// There are 500 tokens, unless a [`RetryPartition`] has it otherwise. A retry costs 14, or 5 if the
/// service throttled. A call that succeeds
/// after a retry gives back what that retry cost; one that succeeds at once gives 1. So a client
/// whose calls fail again and again soon makes no retries, and gets its errors at once.
#[derive(Debug)]
pub struct RetryMemory {
    config: RetryConfig,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) bucket: Bucket,
    /// For calls in adaptive mode only: others neither ask it nor tell it anything.
    pub(super) send_rate: SendRate,
}

impl RetryMemory {
    /// The memory of a client that has made no call yet.
    pub fn new(config: &RetryConfig) -> Self {
        Self { config: config.clone(), state: Arc::default() }
    }

    /// The memory that the clients of a partition share.
    pub fn shared(config: &RetryConfig, partition: &RetryPartition) -> Self {
        Self { config: config.clone(), state: partition.state() }
    }

    /// The same memory for calls with other settings.
    pub fn with(&self, config: &RetryConfig) -> Self {
        Self { config: config.clone(), state: Arc::clone(&self.state) }
    }

    /// The settings of the retries.
    pub fn config(&self) -> &RetryConfig {
        &self.config
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
