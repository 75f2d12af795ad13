use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_types::retry::RetryConfig;

use super::RetryPartition;
use super::bucket::Bucket;
use super::send_rate::SendRate;

/// State that the calls of a client share: the tokens for retries, and the sending rate of calls in
/// adaptive mode.
///
/// There are 500 tokens, unless a [`RetryPartition`] sets another number. A retry costs 14, or 5
/// after throttling. A call that succeeds after a retry returns the cost of that retry; one that
/// succeeds immediately adds 1. A client whose calls keep failing therefore soon stops retrying,
/// and gets its errors immediately.
#[derive(Debug)]
pub struct RetryMemory {
    config: RetryConfig,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) bucket: Bucket,
    /// For calls in adaptive mode only; others neither use nor update it.
    pub(super) send_rate: SendRate,
}

impl RetryMemory {
    /// The state of a new client.
    pub fn new(config: &RetryConfig) -> Self {
        Self { config: config.clone(), state: Arc::default() }
    }

    /// The state that the clients of a partition share.
    pub fn shared(config: &RetryConfig, partition: &RetryPartition) -> Self {
        Self { config: config.clone(), state: partition.state() }
    }

    /// The same state for calls with other settings.
    pub fn with(&self, config: &RetryConfig) -> Self {
        Self { config: config.clone(), state: Arc::clone(&self.state) }
    }

    /// The retry settings.
    pub fn config(&self) -> &RetryConfig {
        &self.config
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
