use std::sync::{PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use tokio::sync::Mutex;

/// The credentials of a client: asked for once, and again shortly before they expire.
#[derive(Debug)]
pub(crate) struct IdentityCache {
    provider: SharedCredentialsProvider,
    known: RwLock<Option<Known>>,
    // Held while the provider is asked, so that a thousand calls make one request for credentials.
    asking: Mutex<()>,
}

#[derive(Clone, Debug)]
struct Known {
    credentials: Credentials,
    /// From then on they are asked for anew.
    refresh: Option<SystemTime>,
}

/// Tells the time; a function, because asking for credentials takes some.
pub(crate) type Now<'a> = &'a (dyn Fn() -> SystemTime + Sync);

impl IdentityCache {
    pub(crate) fn new(provider: SharedCredentialsProvider) -> Self {
        Self { provider, known: RwLock::new(None), asking: Mutex::new(()) }
    }

    pub(crate) async fn credentials(&self, now: Now<'_>) -> Result<Credentials, CredentialsError> {
        let known = self.known();
        if let Some(known) = known.as_ref().filter(|known| known.is_fresh(now())) {
            return Ok(known.credentials.clone());
        }
        let valid = known.filter(|known| known.is_valid(now()));
        let _asking = match (&valid, self.asking.try_lock()) {
            (_, Ok(asking)) => asking,
            // One call asks; the others go on with what they have.
            (Some(known), Err(_)) => return Ok(known.credentials.clone()),
            (None, Err(_)) => self.asking.lock().await,
        };
        if let Some(known) = self.known().filter(|known| known.is_fresh(now())) {
            return Ok(known.credentials);
        }
        self.ask(valid, now).await
    }

    async fn ask(
        &self,
        valid: Option<Known>,
        now: Now<'_>,
    ) -> Result<Credentials, CredentialsError> {
        let asked = tokio::time::timeout(LONGEST_WAIT, self.provider.provide_credentials())
            .await
            .unwrap_or_else(|_| Err(CredentialsError::provider_timed_out(LONGEST_WAIT)));
        let known = match (asked, valid) {
            (Ok(credentials), _) => Known::new(credentials, now()),
            // What is about to expire still serves while the provider is out of order.
            (Err(_), Some(known)) if known.is_valid(now()) => {
                Known { refresh: Some(now() + PAUSE), ..known }
            }
            (Err(error), _) => return Err(error),
        };
        let credentials = known.credentials.clone();
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(known);
        Ok(credentials)
    }

    fn known(&self) -> Option<Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// How long before their expiry credentials are asked for anew; less if they live for minutes only.
const MARGIN: Duration = Duration::from_secs(5 * 60);
/// How long a provider may take.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// How long a provider that failed is left alone, while the credentials still serve.
const PAUSE: Duration = Duration::from_secs(5);

impl Known {
    fn new(credentials: Credentials, now: SystemTime) -> Self {
        let refresh = credentials.expiry().map(|expiry| {
            let life = expiry.duration_since(now).unwrap_or_default();
            now + life - MARGIN.min(life / 10)
        });
        Self { credentials, refresh }
    }

    fn is_fresh(&self, now: SystemTime) -> bool {
        self.refresh.is_none_or(|refresh| now < refresh)
    }

    fn is_valid(&self, now: SystemTime) -> bool {
        self.credentials.expiry().is_none_or(|expiry| now < expiry)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use aws_credential_types::provider::future;

    use super::*;

    /// Gives credentials for an hour, once.
    #[derive(Debug)]
    struct OneHour(Arc<AtomicU32>);

    impl ProvideCredentials for OneHour {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            future::ProvideCredentials::new(async {
                tokio::task::yield_now().await;
                match self.0.fetch_add(1, Ordering::Relaxed) {
                    0 => Ok(Credentials::new("k", "s", None, Some(START + HOUR), "test")),
                    _ => Err(CredentialsError::not_loaded("gone")),
                }
            })
        }
    }

    const START: SystemTime = SystemTime::UNIX_EPOCH;
    const HOUR: Duration = Duration::from_secs(3600);

    fn cache() -> (IdentityCache, Arc<AtomicU32>) {
        let asked = Arc::new(AtomicU32::new(0));
        (IdentityCache::new(SharedCredentialsProvider::new(OneHour(asked.clone()))), asked)
    }

    #[tokio::test]
    async fn credentials_are_kept_until_they_expire() {
        let (cache, asked) = cache();
        cache.credentials(&|| START).await.unwrap();
        cache.credentials(&|| START + HOUR / 2).await.unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), 1);

        let close_to_expiry = START + HOUR - Duration::from_secs(60);
        cache.credentials(&|| close_to_expiry).await.unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), 2);
        // A provider that has just failed is left alone.
        cache.credentials(&|| close_to_expiry).await.unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), 2);

        cache.credentials(&|| START + HOUR).await.unwrap_err();
    }

    #[tokio::test]
    async fn calls_at_one_time_make_one_request_for_credentials() {
        let (cache, asked) = cache();
        let cache = Arc::new(cache);
        let calls: Vec<_> = (0..1000)
            .map(|_| {
                let cache = cache.clone();
                tokio::spawn(async move { cache.credentials(&|| START).await.map(drop) })
            })
            .collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
        assert_eq!(asked.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn short_lived_credentials_are_kept_too() {
        let (cache, asked) = cache();
        let near_the_end = START + HOUR - Duration::from_secs(120);
        cache.credentials(&|| near_the_end).await.unwrap();
        cache.credentials(&|| near_the_end + Duration::from_secs(60)).await.unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), 1);
    }
}
