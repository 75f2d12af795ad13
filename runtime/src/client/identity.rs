use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use tokio::sync::Mutex;

/// The credentials of a client: asked for once, and again shortly before they expire.
#[derive(Debug)]
pub(crate) struct IdentityCache {
    provider: SharedCredentialsProvider,
    // Held while the provider is asked, so that a thousand calls make one request for credentials.
    current: Mutex<Option<Credentials>>,
}

impl IdentityCache {
    pub(crate) fn new(provider: SharedCredentialsProvider) -> Self {
        Self { provider, current: Mutex::new(None) }
    }

    pub(crate) async fn credentials(
        &self,
        now: SystemTime,
    ) -> Result<Credentials, CredentialsError> {
        let mut current = self.current.lock().await;
        if let Some(credentials) = current.as_ref().filter(|known| is_fresh(known, now)) {
            return Ok(credentials.clone());
        }
        match self.provider.provide_credentials().await {
            Ok(credentials) => Ok(current.insert(credentials).clone()),
            // What is about to expire still serves while the provider is out of order.
            Err(error) => current.clone().filter(|known| is_valid(known, now)).ok_or(error),
        }
    }
}

const MARGIN: Duration = Duration::from_secs(5 * 60);

fn is_fresh(credentials: &Credentials, now: SystemTime) -> bool {
    credentials.expiry().is_none_or(|expiry| expiry > now + MARGIN)
}

fn is_valid(credentials: &Credentials, now: SystemTime) -> bool {
    credentials.expiry().is_none_or(|expiry| expiry > now)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use aws_credential_types::provider::future;

    use super::*;

    #[derive(Debug)]
    struct OneHour(Arc<AtomicU32>);

    impl ProvideCredentials for OneHour {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            let result = match self.0.fetch_add(1, Ordering::Relaxed) {
                0 => Ok(Credentials::new("k", "s", None, Some(START + HOUR), "test")),
                _ => Err(CredentialsError::not_loaded("gone")),
            };
            future::ProvideCredentials::ready(result)
        }
    }

    const START: SystemTime = SystemTime::UNIX_EPOCH;
    const HOUR: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn credentials_are_kept_until_they_expire() {
        let asked = Arc::new(AtomicU32::new(0));
        let cache = IdentityCache::new(SharedCredentialsProvider::new(OneHour(asked.clone())));
        cache.credentials(START).await.unwrap();
        cache.credentials(START + HOUR / 2).await.unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), 1);

        let close_to_expiry = START + HOUR - Duration::from_secs(60);
        cache.credentials(close_to_expiry).await.unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), 2);

        cache.credentials(START + HOUR).await.unwrap_err();
    }
}
