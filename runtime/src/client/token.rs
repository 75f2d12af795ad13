use std::fmt;
use std::sync::Arc;

use super::random::uuid_v4;

/// Makes idempotency tokens.
#[derive(Clone, Default)]
pub(crate) struct TokenProvider(Option<Arc<dyn Fn() -> String + Send + Sync>>);

impl TokenProvider {
    pub(crate) fn new(provider: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(provider)))
    }

    pub(crate) fn token(&self) -> String {
        match &self.0 {
            Some(provider) => provider(),
            None => uuid_v4(),
        }
    }
}

impl fmt::Debug for TokenProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() {
            "TokenProvider(custom)"
        } else {
            "TokenProvider(UUID v4)"
        })
    }
}
