use aws_smithy_runtime_api::client::identity::{ResolveCachedIdentity, SharedIdentityCache};

use super::IdentityCache;

/// A cache of the AWS SDKs for Rust, which replaces the client's own and shares identities among
/// all clients with the same cache and provider.
impl<C: ResolveCachedIdentity + 'static> From<C> for IdentityCache {
    fn from(cache: C) -> Self {
        Self::shared(SharedIdentityCache::new(cache))
    }
}

/// Whether it is the cache that `aws-config` sets by default: lazy, with default settings. Its type
/// is not public, so it can only be recognized by its `Debug` text. One that is not recognized is
/// used, with the same results but more slowly.
pub(super) fn is_usual(cache: &SharedIdentityCache) -> bool {
    let shown = format!("{cache:?}");
    let (start, settings, end) = USUAL;
    shown.starts_with(start) && shown.contains(settings) && shown.ends_with(end)
}

const USUAL: (&str, &str, &str) = (
    "SharedIdentityCache(LazyCache { ",
    "max_partitions: 64 }, load_timeout: None, buffer_time: 10s, ",
    ", default_expiration: 900s })",
);

#[cfg(all(test, feature = "aws-config"))]
mod tests {
    use std::time::Duration;

    use aws_config::identity::IdentityCache as Official;

    use super::*;

    #[test]
    fn the_usual_cache_is_told_from_others() {
        assert!(is_usual(&Official::lazy().build()));
        assert!(!is_usual(&Official::no_cache()));
        let second = Duration::from_secs(1);
        assert!(!is_usual(&Official::lazy().load_timeout(second).build()));
        assert!(!is_usual(&Official::lazy().buffer_time(second).build()));
        assert!(!is_usual(&Official::lazy().default_expiration(1000 * second).build()));
    }
}
