/// How many tokens the retries of a [`RetryPartition`](super::RetryPartition) have, and what they
/// cost. By default there are 500; a retry costs 14, or 5 if the service throttled.
///
/// It is a setting: partitions with equal ones do not share their tokens, clones of a partition do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TokenBucket {
    pub(super) capacity: u32,
    pub(super) retry_cost: u32,
    pub(super) throttling_retry_cost: u32,
}

impl TokenBucket {
    /// So many tokens, and the usual costs.
    pub fn new(capacity: usize) -> Self {
        Self::builder().capacity(capacity).build()
    }

    /// As many tokens as retries ask for.
    pub fn unlimited() -> Self {
        Self::builder().retry_cost(0).throttling_retry_cost(0).build()
    }

    /// Starts with the defaults.
    pub fn builder() -> TokenBucketBuilder {
        TokenBucketBuilder { bucket: Self::default() }
    }
}

impl Default for TokenBucket {
    fn default() -> Self {
        Self { capacity: 500, retry_cost: 14, throttling_retry_cost: 5 }
    }
}

/// Sets up a [`TokenBucket`].
#[derive(Clone, Copy, Debug, Default)]
pub struct TokenBucketBuilder {
    bucket: TokenBucket,
}

impl TokenBucketBuilder {
    /// How many tokens there are at first, and at most.
    pub fn capacity(mut self, capacity: usize) -> Self {
        self.bucket.capacity = u32::try_from(capacity).unwrap_or(u32::MAX);
        self
    }

    /// What a retry costs.
    pub fn retry_cost(mut self, tokens: u32) -> Self {
        self.bucket.retry_cost = tokens;
        self
    }

    /// What a retry costs after the service throttled.
    pub fn throttling_retry_cost(mut self, tokens: u32) -> Self {
        self.bucket.throttling_retry_cost = tokens;
        self
    }

    /// The setting.
    pub fn build(self) -> TokenBucket {
        self.bucket
    }
}
