use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use tokio::sync::Mutex;
use tokio::time::{Instant, timeout, timeout_at};

use super::provider::IdentityProvider;

/// The credentials or the token of a client: asked for once, and again shortly before they expire.
#[derive(Debug)]
pub(crate) struct IdentityCache<P: IdentityProvider> {
    provider: P,
    known: RwLock<Option<Known<P::Identity>>>,
    /// The latest answer to calls that had nothing to go on with. Locked while the provider is
    /// asked, so that a thousand calls make one request for credentials.
    asking: Mutex<Option<Answer<P>>>,
    /// How many such answers there have been.
    answers: AtomicU32,
}

/// Shared, as one failure is told to all who waited.
type Answer<P> = Result<<P as IdentityProvider>::Identity, Arc<<P as IdentityProvider>::Error>>;

#[derive(Clone, Debug)]
struct Known<I> {
    identity: I,
    expiry: Option<SystemTime>,
    /// From then on it is asked for anew.
    refresh: Option<SystemTime>,
}

/// Tells the time; a function, because asking for credentials takes some.
pub(crate) type Now<'a> = &'a (dyn Fn() -> SystemTime + Sync);

impl<P: IdentityProvider> IdentityCache<P> {
    pub(crate) fn new(provider: P) -> Self {
        Self {
            provider,
            known: RwLock::new(None),
            asking: Mutex::new(None),
            answers: AtomicU32::new(0),
        }
    }

    pub(crate) async fn identity(&self, now: Now<'_>) -> Answer<P> {
        // Before `known` is read: an answer that comes in between is then one to be waited for.
        let seen = self.answers.load(Ordering::Acquire);
        match self.known() {
            Some(known) if known.is_fresh(now()) => Ok(known.identity),
            Some(known) if known.is_valid(now()) => Ok(self.refresh(known, now).await),
            _ => self.wait(seen, now).await,
        }
    }

    /// Asks for credentials that replace valid ones. One call does; the others go on with what they
    /// have.
    async fn refresh(&self, known: Known<P::Identity>, now: Now<'_>) -> P::Identity {
        if !self.put_off(now()) {
            return known.identity;
        }
        match timeout(REFRESH_WAIT, self.ask(now)).await {
            Ok(Ok(identity)) => identity,
            // What is about to expire still serves while the provider is out of order.
            _ => known.identity,
        }
    }

    /// Puts the next refresh off, before this one is made: a call that is dropped meanwhile must
    /// not leave the next one to the same wait. False if another call is making it.
    fn put_off(&self, now: SystemTime) -> bool {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        match known.as_mut().filter(|known| !known.is_fresh(now)) {
            Some(known) => {
                known.refresh = Some(now + PAUSE);
                true
            }
            None => false,
        }
    }

    /// Waits for an answer later than those seen. The first to wait asks for all.
    async fn wait(&self, seen: u32, now: Now<'_>) -> Answer<P> {
        let until = Instant::now() + LONGEST_WAIT;
        let late = || P::timed_out(LONGEST_WAIT);
        let Ok(mut latest) = timeout_at(until, self.asking.lock()).await else {
            return Err(late().into());
        };
        if self.answers.load(Ordering::Acquire) != seen
            && let Some(answer) = &*latest
        {
            return answer.clone();
        }
        let answer = timeout_at(until, self.ask(now)).await.unwrap_or_else(|_| Err(late()));
        let answer = latest.insert(answer.map_err(Arc::new)).clone();
        self.answers.fetch_add(1, Ordering::Release);
        answer
    }

    async fn ask(&self, now: Now<'_>) -> Result<P::Identity, P::Error> {
        let identity = self.provider.provide().await?;
        let known = Known::new(identity.clone(), P::expiry(&identity), now());
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(known);
        Ok(identity)
    }

    fn known(&self) -> Option<Known<P::Identity>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// How long before their expiry credentials are asked for anew; less if they live for minutes only.
const MARGIN: Duration = Duration::from_secs(5 * 60);
/// How long a call without credentials waits for them.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// How long a call with valid credentials waits for new ones. Providers on the network answer
/// within a second or two, and a call whose keys are good must not lose much more than that.
const REFRESH_WAIT: Duration = Duration::from_secs(5);
/// From one refresh to the next, while none succeeds. So a provider that hangs delays one call in
/// this time, and there are ten refreshes before credentials of an hour expire.
const PAUSE: Duration = Duration::from_secs(30);

impl<I> Known<I> {
    fn new(identity: I, expiry: Option<SystemTime>, now: SystemTime) -> Self {
        let refresh = expiry.map(|expiry| {
            let life = expiry.duration_since(now).unwrap_or_default();
            now + life - MARGIN.min(life / 10)
        });
        Self { identity, expiry, refresh }
    }

    fn is_fresh(&self, now: SystemTime) -> bool {
        self.is_valid(now) && self.refresh.is_none_or(|refresh| now < refresh)
    }

    /// Whether they will still be valid after a refresh that comes to nothing.
    fn is_valid(&self, now: SystemTime) -> bool {
        self.expiry.is_none_or(|expiry| now + REFRESH_WAIT < expiry)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::future::pending;

    use aws_credential_types::Credentials;
    use aws_credential_types::provider::error::CredentialsError;
    use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};

    use super::*;

    type Cache = IdentityCache<SharedCredentialsProvider>;

    /// Does these things one after the other, and then fails.
    #[derive(Debug)]
    struct Provider {
        script: std::sync::Mutex<VecDeque<Does>>,
        asked: Arc<AtomicU32>,
    }

    #[derive(Debug)]
    enum Does {
        /// Gives credentials that expire an hour after the start.
        Give,
        Fail,
        Hang,
    }

    impl Provider {
        async fn answer(&self) -> Result<Credentials, CredentialsError> {
            self.asked.fetch_add(1, Ordering::Relaxed);
            let next = self.script.lock().unwrap().pop_front();
            tokio::time::sleep(ROUND_TRIP).await;
            match next {
                Some(Does::Give) => {
                    Ok(Credentials::new("k", "s", None, Some(START + HOUR), "test"))
                }
                Some(Does::Hang) => pending().await,
                Some(Does::Fail) | None => Err(CredentialsError::not_loaded("gone")),
            }
        }
    }

    impl ProvideCredentials for Provider {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            future::ProvideCredentials::new(self.answer())
        }
    }

    const START: SystemTime = SystemTime::UNIX_EPOCH;
    const HOUR: Duration = Duration::from_secs(3600);
    const CLOSE_TO_EXPIRY: Duration = Duration::from_secs(3600 - 60);
    const ROUND_TRIP: Duration = Duration::from_secs(1);

    fn cache(script: impl IntoIterator<Item = Does>) -> (Cache, Arc<AtomicU32>) {
        let asked = Arc::new(AtomicU32::new(0));
        let script = std::sync::Mutex::new(script.into_iter().collect());
        let provider = Provider { script, asked: asked.clone() };
        (IdentityCache::new(SharedCredentialsProvider::new(provider)), asked)
    }

    /// What a hundred calls get that are made in a row, one every tenth of a second.
    async fn calls(cache: Cache) -> Vec<(Answer<SharedCredentialsProvider>, Duration)> {
        let cache = Arc::new(cache);
        let mut calls = Vec::new();
        for _ in 0..100 {
            let cache = cache.clone();
            calls.push(tokio::spawn(async move {
                let start = Instant::now();
                (cache.identity(&|| START).await, start.elapsed())
            }));
            tokio::time::sleep(ROUND_TRIP / 10).await;
        }
        let mut answers = Vec::new();
        for call in calls {
            answers.push(call.await.unwrap());
        }
        answers
    }

    async fn timed(cache: &Cache, age: Duration) -> Duration {
        let start = Instant::now();
        cache.identity(&|| START + age).await.unwrap();
        start.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn credentials_are_kept_until_they_expire() {
        let (cache, asked) = cache([Does::Give]);
        cache.identity(&|| START).await.unwrap();
        cache.identity(&|| START + HOUR / 2).await.unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), 1);

        cache.identity(&|| START + CLOSE_TO_EXPIRY).await.unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), 2);
        // A provider that has just failed is left alone.
        cache.identity(&|| START + CLOSE_TO_EXPIRY).await.unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), 2);

        // Also if they expire while it is.
        let end = HOUR - Duration::from_secs(10);
        cache.identity(&|| START + end).await.unwrap();
        cache.identity(&|| START + HOUR).await.unwrap_err();
    }

    #[tokio::test(start_paused = true)]
    async fn calls_at_one_time_make_one_request_for_credentials() {
        let (cache, asked) = cache([Does::Give]);
        for (answer, time) in calls(cache).await {
            answer.unwrap();
            assert!(time <= ROUND_TRIP, "{time:?}");
        }
        assert_eq!(asked.load(Ordering::Relaxed), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_provider_that_hangs_holds_no_call_for_longer_than_the_longest_wait() {
        let (cache, asked) = cache([Does::Hang]);
        for (answer, time) in calls(cache).await {
            assert!(matches!(*answer.unwrap_err(), CredentialsError::ProviderTimedOut(_)));
            assert!(time <= LONGEST_WAIT, "{time:?}");
        }
        assert_eq!(asked.load(Ordering::Relaxed), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_failure_is_told_to_all_who_waited_and_the_next_call_asks_anew() {
        let (cache, asked) = cache([Does::Fail, Does::Give]);
        let answers = calls(cache).await;
        let failed = answers.iter().filter(|(answer, _)| answer.is_err()).count();
        assert!((10..=11).contains(&failed), "those of the first second: {failed}");
        assert!(answers.iter().all(|(_, time)| *time <= ROUND_TRIP));
        assert_eq!(asked.load(Ordering::Relaxed), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_is_dropped_leaves_the_asking_to_the_next() {
        let (cache, asked) = cache([Does::Hang, Does::Give]);
        let cut_off = timeout(ROUND_TRIP, cache.identity(&|| START));
        let (cut_off, next) = tokio::join!(cut_off, cache.identity(&|| START));
        cut_off.unwrap_err();
        next.unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_refresh_that_hangs_delays_one_call_and_not_by_much() {
        let (cache, asked) = cache([Does::Give, Does::Hang, Does::Give]);
        timed(&cache, Duration::ZERO).await;
        let (first, second) =
            tokio::join!(timed(&cache, CLOSE_TO_EXPIRY), timed(&cache, CLOSE_TO_EXPIRY));
        assert_eq!((first, second), (REFRESH_WAIT, Duration::ZERO));
        assert_eq!(timed(&cache, CLOSE_TO_EXPIRY + REFRESH_WAIT).await, Duration::ZERO);
        assert_eq!(asked.load(Ordering::Relaxed), 2);
        assert_eq!(timed(&cache, CLOSE_TO_EXPIRY + PAUSE).await, ROUND_TRIP);
    }

    #[tokio::test(start_paused = true)]
    async fn a_refresh_that_is_dropped_is_not_left_to_the_next_call() {
        let (cache, asked) = cache([Does::Give, Does::Hang]);
        timed(&cache, Duration::ZERO).await;
        timeout(ROUND_TRIP, timed(&cache, CLOSE_TO_EXPIRY)).await.unwrap_err();
        assert_eq!(timed(&cache, CLOSE_TO_EXPIRY).await, Duration::ZERO);
        assert_eq!(asked.load(Ordering::Relaxed), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn short_lived_credentials_are_kept_too() {
        let (cache, asked) = cache([Does::Give]);
        let near_the_end = START + HOUR - Duration::from_secs(120);
        cache.identity(&|| near_the_end).await.unwrap();
        cache.identity(&|| near_the_end + Duration::from_secs(60)).await.unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), 1);
    }
}
