/// The number of tokens for the retries of a [`RetryPartition`](super::RetryPartition), and their
/// costs. By default there are 500; a retry costs 14, or 5 after throttling.
///
/// This is a setting only: partitions with equal settings do not share tokens, but clones of a
/// partition do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TokenBucket {
    pub(super) capacity: u32,
    pub(super) retry_cost: u32,
    pub(super) throttling_retry_cost: u32,
}

impl TokenBucket {
    /// This many tokens, with the default costs.
    pub fn new(capacity: usize) -> Self {
        Self::builder().capacity(capacity).build()
    }

    /// Unlimited tokens.
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

/// A builder of a [`TokenBucket`].
#[derive(Clone, Copy, Debug, Default)]
pub struct TokenBucketBuilder {
    bucket: TokenBucket,
}

impl TokenBucketBuilder {
    /// The initial and maximum number of tokens.
    pub fn capacity(mut self, capacity: usize) -> Self {
        self.bucket.capacity = u32::try_from(capacity).unwrap_or(u32::MAX);
        self
    }

    /// The cost of a retry.
    pub fn retry_cost(mut self, tokens: u32) -> Self {
        self.bucket.retry_cost = tokens;
        self
    }

    /// The cost of a retry after throttling.
    pub fn throttling_retry_cost(mut self, tokens: u32) -> Self {
        self.bucket.throttling_retry_cost = tokens;
        self
    }

    /// The setting.
    pub fn build(self) -> TokenBucket {
        self.bucket
    }
}
