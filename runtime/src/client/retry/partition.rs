use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::TokenBucket;
use super::bucket::Bucket;
use super::memory::State;

/// Clients that share the tokens for retries and, in adaptive mode, the sending rate. Use it for
/// clients of one host or region, for example, which are throttled together.
///
/// ```
/// use smithy_client_runtime::config::Config;
/// use smithy_client_runtime::config::retry::{RetryPartition, TokenBucket};
///
/// let shared = Config::builder().retry_partition(RetryPartition::new("gateway"));
/// let own = RetryPartition::custom("bulk").token_bucket(TokenBucket::new(5000)).build();
/// let bulk = Config::builder().retry_partition(own);
/// ```
#[derive(Clone)]
pub struct RetryPartition {
    name: Cow<'static, str>,
    is_custom: bool,
    state: Arc<Mutex<State>>,
}

impl RetryPartition {
    /// A partition that is shared by all clients of the program whose partitions were made with
    /// this function and name.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        let name = name.into();
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, state| state.strong_count() > 0);
        let state = known.get(name.as_ref()).and_then(Weak::upgrade).unwrap_or_else(|| {
            let state = Arc::default();
            known.insert(name.clone().into_owned(), Arc::downgrade(&state));
            state
        });
        Self { name, is_custom: false, state }
    }

    /// A partition that is shared only by clients with this partition or a clone of it, regardless
    /// of its name.
    pub fn custom(name: impl Into<Cow<'static, str>>) -> RetryPartitionBuilder {
        RetryPartitionBuilder { name: name.into(), token_bucket: TokenBucket::default() }
    }

    pub(super) fn state(&self) -> Arc<Mutex<State>> {
        Arc::clone(&self.state)
    }
}

/// The state of named partitions, while they are in use.
static KNOWN: Mutex<BTreeMap<String, Weak<Mutex<State>>>> = Mutex::new(BTreeMap::new());

impl PartialEq for RetryPartition {
    fn eq(&self, other: &Self) -> bool {
        (self.is_custom, &self.name) == (other.is_custom, &other.name)
    }
}

impl Eq for RetryPartition {}

impl Hash for RetryPartition {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.is_custom, &self.name).hash(state);
    }
}

impl fmt::Display for RetryPartition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Debug for RetryPartition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, is_custom, .. } = self;
        f.debug_struct("RetryPartition").field("name", name).field("is_custom", is_custom).finish()
    }
}

/// A builder of a separate [`RetryPartition`].
#[derive(Clone, Debug)]
pub struct RetryPartitionBuilder {
    name: Cow<'static, str>,
    token_bucket: TokenBucket,
}

impl RetryPartitionBuilder {
    /// The number of tokens, and the costs of retries.
    pub fn token_bucket(mut self, bucket: TokenBucket) -> Self {
        self.token_bucket = bucket;
        self
    }

    /// The partition.
    pub fn build(self) -> RetryPartition {
        let state = State { bucket: Bucket::new(self.token_bucket), ..State::default() };
        RetryPartition { name: self.name, is_custom: true, state: Arc::new(Mutex::new(state)) }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use aws_smithy_types::retry::RetryConfig;

    use super::super::{Outcome, Retry, RetryMemory, Step};
    use super::*;
    use crate::error::TransportErrorKind;

    /// Whether a call without a response is retried.
    fn is_retried(memory: &RetryMemory) -> bool {
        let mut retry = Retry::new(memory, None);
        let now = Instant::now();
        assert_eq!(retry.start(now), Step::Send);
        retry.sent(now);
        let step = retry.next(Outcome::NoResponse(TransportErrorKind::Connect), now, 1.0);
        retry.sent(now);
        step != Step::Done
    }

    fn memory(partition: &RetryPartition) -> RetryMemory {
        RetryMemory::shared(&RetryConfig::standard(), partition)
    }

    #[test]
    fn partitions_of_a_name_share_their_tokens_and_custom_ones_have_their_own() {
        let first = RetryPartition::new("shared by name");
        let used_up = (0..100).take_while(|_| is_retried(&memory(&first))).count();
        assert_eq!(used_up, 35, "500 tokens at 14 each");
        assert!(!is_retried(&memory(&RetryPartition::new("shared by name".to_owned()))));
        assert!(is_retried(&memory(&RetryPartition::new("another name"))));
        let custom = RetryPartition::custom("shared by name").build();
        assert!(is_retried(&memory(&custom)) && custom != first);

        // No partition is left.
        drop(first);
        assert!(is_retried(&memory(&RetryPartition::new("shared by name"))));
    }

    #[test]
    fn a_bucket_of_ones_own_has_its_own_size_and_prices() {
        let bucket = TokenBucket::builder().capacity(20).retry_cost(10).build();
        let small = RetryPartition::custom("small").token_bucket(bucket).build();
        let retries = [(); 3].map(|()| is_retried(&memory(&small.clone())));
        assert_eq!(retries, [true, true, false]);
        assert!(!is_retried(&memory(
            &RetryPartition::custom("none").token_bucket(TokenBucket::new(0)).build()
        )));
    }
}
