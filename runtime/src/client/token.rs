use std::fmt;
use std::sync::Arc;

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

/// A random UUID, version 4.
pub(crate) fn uuid_v4() -> String {
    const VERSION: u128 = 0x4 << 76;
    const VARIANT: u128 = 0x2 << 62;
    const FREE: u128 = !(0xf << 76 | 0x3 << 62);
    let bits = fastrand::u128(..) & FREE | VERSION | VARIANT;
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        bits >> 96,
        bits >> 80 & 0xffff,
        bits >> 64 & 0xffff,
        bits >> 48 & 0xffff,
        bits & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_a_uuid_of_version_4() {
        let token = uuid_v4();
        let parts: Vec<&str> = token.split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('4'), "{token}");
        assert!(parts[3].starts_with(['8', '9', 'a', 'b']), "{token}");
        assert_ne!(token, uuid_v4());
    }
}
