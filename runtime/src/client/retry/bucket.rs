use super::{RetryKind, TokenBucket};

/// The tokens that pay for the retries of all calls of a client.
#[derive(Debug)]
pub(super) struct Bucket {
    tokens: u32,
    settings: TokenBucket,
}

impl Default for Bucket {
    fn default() -> Self {
        Self::new(TokenBucket::default())
    }
}

impl Bucket {
    /// A full bucket.
    pub(super) fn new(settings: TokenBucket) -> Self {
        Self { tokens: settings.capacity, settings }
    }

    /// The cost of a retry.
    pub(super) fn cost(&self, kind: RetryKind) -> u32 {
        match kind {
            RetryKind::Transient => self.settings.retry_cost,
            RetryKind::Throttling => self.settings.throttling_retry_cost,
        }
    }

    /// Pays for a retry. Returns false and takes nothing if there are too few tokens.
    pub(super) fn pay(&mut self, cost: u32) -> bool {
        let rest = self.tokens.checked_sub(cost);
        self.tokens = rest.unwrap_or(self.tokens);
        rest.is_some()
    }

    /// Refills after a success: by what the call paid for its last retry, or by 1.
    pub(super) fn reward(&mut self, paid: Option<u32>) {
        self.give_back(paid.unwrap_or(REWARD));
    }

    /// Returns tokens.
    pub(super) fn give_back(&mut self, tokens: u32) {
        self.tokens = self.tokens.saturating_add(tokens).min(self.settings.capacity);
    }
}

const REWARD: u32 = 1;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_bucket_pays_for_nothing_until_calls_succeed() {
        let mut bucket = Bucket::default();
        let cost = bucket.cost(RetryKind::Transient);
        let paid = (0..100).take_while(|_| bucket.pay(cost)).count();
        assert_eq!(paid, 35);
        // 500 - 35 × 14 = 10 are left.
        for _ in 0..4 {
            assert!(!bucket.pay(cost));
            bucket.reward(None);
        }
        assert!(bucket.pay(cost));
        assert!(!bucket.pay(1));
    }

    #[test]
    fn a_retry_that_helps_gives_back_what_it_cost() {
        let mut bucket = Bucket::default();
        let cost = bucket.cost(RetryKind::Throttling);
        assert!(bucket.pay(cost) && bucket.pay(cost));
        bucket.reward(Some(cost));
        assert_eq!(bucket.tokens, 495);
    }

    #[test]
    fn a_bucket_never_overflows() {
        let mut bucket = Bucket::default();
        bucket.reward(None);
        bucket.reward(Some(u32::MAX));
        assert_eq!(bucket.tokens, 500);
    }
}
