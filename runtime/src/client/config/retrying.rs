//! Retry partitions.

use super::{Config, ConfigBuilder};
use crate::client::retry::RetryPartition;

impl ConfigBuilder {
    /// A partition whose clients share the tokens that retries cost and, in adaptive mode, the
    /// sending rate. By default, each client has its own.
    pub fn retry_partition(mut self, partition: RetryPartition) -> Self {
        self.set_retry_partition(Some(partition));
        self
    }

    /// Sets or clears the retry partition.
    pub fn set_retry_partition(&mut self, partition: Option<RetryPartition>) -> &mut Self {
        self.config.retry_partition = partition;
        self
    }
}

impl Config {
    /// The retry partition, if set.
    pub fn retry_partition(&self) -> Option<&RetryPartition> {
        self.retry_partition.as_ref()
    }
}
