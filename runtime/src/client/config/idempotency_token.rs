use std::fmt;
use std::sync::Arc;

/// Makes idempotency tokens, instead of random UUIDs.
#[derive(Clone)]
pub(crate) struct TokenProvider(Arc<dyn Fn() -> String + Send + Sync>);

impl TokenProvider {
    pub(crate) fn new(provider: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(provider))
    }

    pub(crate) fn token(&self) -> String {
        (self.0)()
    }
}

impl fmt::Debug for TokenProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenProvider")
    }
}
