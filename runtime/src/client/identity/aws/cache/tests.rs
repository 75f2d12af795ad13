use std::collections::VecDeque;
use std::future::pending;
use std::sync::atomic::{AtomicU32, Ordering};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};

use tokio::time::{Instant, timeout};

use super::*;
use crate::error::DisplayErrorContext;

type Cache = Arc<CachedIdentity<SharedCredentialsProvider>>;

/// Performs these actions in order, and then fails.
#[derive(Debug)]
struct Provider {
    script: std::sync::Mutex<VecDeque<Does>>,
    asked: Arc<AtomicU32>,
}

#[derive(Clone, Copy, Debug)]
enum Does {
    /// Returns credentials that expire an hour after the start.
    Give,
    /// Returns credentials with this key and without an expiry.
    Key(&'static str),
    Fail,
    Hang,
    Panic,
}

impl Provider {
    async fn answer(&self) -> Result<Credentials, CredentialsError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let next = self.script.lock().unwrap().pop_front();
        tokio::time::sleep(ROUND_TRIP).await;
        match next {
            Some(Does::Give) => Ok(Credentials::new("k", "s", None, Some(START + HOUR), "test")),
            Some(Does::Key(key)) => Ok(Credentials::from_keys(key, "s", None)),
            Some(Does::Hang) => pending().await,
            Some(Does::Panic) => panic!("hunter2"),
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
const LONGEST_WAIT: Duration = Duration::from_secs(30);

fn cache(script: impl IntoIterator<Item = Does>) -> (Cache, Arc<AtomicU32>) {
    cache_with(IdentityCache::default(), script)
}

fn cache_with(
    settings: IdentityCache,
    script: impl IntoIterator<Item = Does>,
) -> (Cache, Arc<AtomicU32>) {
    let asked = Arc::new(AtomicU32::new(0));
    let script = std::sync::Mutex::new(script.into_iter().collect());
    let provider = Provider { script, asked: asked.clone() };
    let provider = SharedCredentialsProvider::new(provider);
    (Arc::new(CachedIdentity::new(provider, false, settings)), asked)
}

fn count(asked: &AtomicU32) -> u32 {
    asked.load(Ordering::Relaxed)
}

/// The results of a hundred consecutive calls, one every tenth of a second, each dropped after this
/// time.
async fn calls(cache: Cache, limit: Duration) -> Vec<(Option<Answer<Shared>>, Duration)> {
    let mut calls = Vec::new();
    for _ in 0..100 {
        let cache = cache.clone();
        calls.push(tokio::spawn(async move {
            let start = Instant::now();
            (timeout(limit, cache.identity(Driver::Tokio, START)).await.ok(), start.elapsed())
        }));
        tokio::time::sleep(ROUND_TRIP / 10).await;
    }
    let mut answers = Vec::new();
    for call in calls {
        answers.push(call.await.unwrap());
    }
    answers
}

type Shared = SharedCredentialsProvider;

async fn timed(cache: &Cache, age: Duration) -> Duration {
    let start = Instant::now();
    cache.identity(Driver::Tokio, START + age).await.unwrap();
    start.elapsed()
}

async fn key(cache: &Cache, age: Duration) -> String {
    cache.identity(Driver::Tokio, START + age).await.unwrap().identity.access_key_id().to_owned()
}

#[tokio::test(start_paused = true)]
async fn credentials_are_kept_until_they_expire() {
    let (cache, asked) = cache([Does::Give]);
    cache.identity(Driver::Tokio, START).await.unwrap();
    cache.identity(Driver::Tokio, START + HOUR / 2).await.unwrap();
    assert_eq!(count(&asked), 1);

    cache.identity(Driver::Tokio, START + CLOSE_TO_EXPIRY).await.unwrap();
    assert_eq!(count(&asked), 2);
    // A provider that has just failed is not asked again.
    cache.identity(Driver::Tokio, START + CLOSE_TO_EXPIRY).await.unwrap();
    assert_eq!(count(&asked), 2);

    // Also if they expire meanwhile.
    let end = HOUR - Duration::from_secs(10);
    cache.identity(Driver::Tokio, START + end).await.unwrap();
    cache.identity(Driver::Tokio, START + HOUR).await.unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn credentials_without_an_expiry_are_asked_for_again_after_15_minutes() {
    let (cache, asked) = cache([Does::Key("a"), Does::Key("b"), Does::Fail]);
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    assert_eq!(key(&cache, minutes(0)).await, "a");
    assert_eq!(key(&cache, minutes(14)).await, "a");
    assert_eq!(key(&cache, minutes(16)).await, "b");
    assert_eq!(key(&cache, minutes(30)).await, "b");
    // They do not expire because the provider fails.
    assert_eq!(key(&cache, minutes(32)).await, "b");
    assert_eq!(count(&asked), 3);
    // If the clock is set back by a year, they are not kept for a year.
    let (cache, _) = self::cache([Does::Key("a"), Does::Key("b")]);
    assert_eq!(key(&cache, 9000 * HOUR).await, "a");
    assert_eq!(key(&cache, minutes(0)).await, "b");
}

#[tokio::test(start_paused = true)]
async fn the_limits_can_be_set() {
    let settings = IdentityCache::lazy()
        .load_timeout(ROUND_TRIP * 2)
        .buffer_time(HOUR / 2)
        .default_expiration(HOUR)
        .build();
    let (cache, _) = cache_with(settings.clone(), [Does::Hang]);
    for (answer, time) in calls(cache, LONGEST_WAIT).await.drain(..1) {
        answer.unwrap().unwrap_err();
        assert_eq!(time, ROUND_TRIP * 2);
    }
    let (cache, asked) = cache_with(settings.clone(), [Does::Give, Does::Give]);
    cache.identity(Driver::Tokio, START).await.unwrap();
    cache.identity(Driver::Tokio, START + HOUR / 2 - ROUND_TRIP * 2).await.unwrap();
    assert_eq!(count(&asked), 1);
    cache.identity(Driver::Tokio, START + HOUR / 2).await.unwrap();
    assert_eq!(count(&asked), 2);
    let (cache, _) = cache_with(settings, [Does::Key("a"), Does::Key("b")]);
    assert_eq!(key(&cache, Duration::ZERO).await, "a");
    assert_eq!(key(&cache, HOUR - ROUND_TRIP * 2).await, "a");
    assert_eq!(key(&cache, HOUR + ROUND_TRIP * 2).await, "b");
}

#[tokio::test(start_paused = true)]
async fn calls_at_one_time_make_one_request_for_credentials() {
    let (cache, asked) = cache([Does::Give]);
    for (answer, time) in calls(cache, LONGEST_WAIT).await {
        answer.unwrap().unwrap();
        assert!(time <= ROUND_TRIP, "{time:?}");
    }
    assert_eq!(count(&asked), 1);
}

#[tokio::test(start_paused = true)]
async fn a_provider_slower_than_any_call_is_asked_once_and_answers() {
    let (cache, asked) = cache([Does::Give]);
    let answers = calls(cache, ROUND_TRIP / 2).await;
    let served = answers.iter().filter(|(answer, _)| answer.is_some()).count();
    assert!((94..=96).contains(&served), "all but those of the first half second: {served}");
    assert_eq!(count(&asked), 1);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_hangs_holds_no_call_for_longer_than_the_longest_wait() {
    let (cache, asked) = cache([Does::Hang]);
    for (answer, time) in calls(cache, HOUR).await {
        let error = answer.unwrap().unwrap_err();
        assert!(matches!(*error, CredentialsError::ProviderTimedOut(_)), "{error:?}");
        assert!(time <= LONGEST_WAIT, "{time:?}");
    }
    assert_eq!(count(&asked), 1);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_hung_is_asked_anew_also_if_no_call_waited_for_its_end() {
    let (cache, asked) = cache([Does::Hang, Does::Give]);
    timeout(ROUND_TRIP, cache.identity(Driver::Tokio, START)).await.unwrap_err();
    tokio::time::sleep(LONGEST_WAIT).await;
    assert_eq!(timed(&cache, Duration::ZERO).await, ROUND_TRIP);
    assert_eq!(count(&asked), 2);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_panics_is_an_error_of_all_who_waited_and_is_asked_anew() {
    let (cache, asked) = cache([Does::Panic, Does::Give]);
    let (first, second) =
        tokio::join!(cache.identity(Driver::Tokio, START), cache.identity(Driver::Tokio, START));
    for answer in [first, second] {
        let error = answer.unwrap_err();
        let text = DisplayErrorContext(&*error).to_string();
        assert!(text.contains("the provider panicked") && !text.contains("hunter2"), "{text}");
    }
    cache.identity(Driver::Tokio, START).await.unwrap();
    assert_eq!(count(&asked), 2);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_told_to_all_who_waited_and_the_next_call_asks_anew() {
    let (cache, asked) = cache([Does::Fail, Does::Give]);
    let answers = calls(cache, LONGEST_WAIT).await;
    let failed = answers.iter().filter(|(answer, _)| answer.as_ref().unwrap().is_err()).count();
    assert!((10..=11).contains(&failed), "those of the first second: {failed}");
    assert!(answers.iter().all(|(_, time)| *time <= ROUND_TRIP));
    assert_eq!(count(&asked), 2);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_does_not_end_the_fetch() {
    let (cache, asked) = cache([Does::Give]);
    timeout(ROUND_TRIP / 2, cache.identity(Driver::Tokio, START)).await.unwrap_err();
    assert_eq!(timed(&cache, Duration::ZERO).await, ROUND_TRIP / 2);
    assert_eq!(count(&asked), 1);
}

#[test]
fn a_runtime_that_is_shut_down_takes_no_call_of_another_with_it() {
    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_time().start_paused(true).build().unwrap()
    };
    let (cache, asked) = cache([Does::Hang, Does::Give]);
    let first = runtime();
    first.block_on(async {
        timeout(ROUND_TRIP, cache.identity(Driver::Tokio, START)).await.unwrap_err()
    });
    drop(first);
    runtime().block_on(cache.identity(Driver::Tokio, START)).unwrap();
    assert_eq!(count(&asked), 2);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_hangs_delays_one_call_and_not_by_much() {
    let (cache, asked) = cache([Does::Give, Does::Hang, Does::Give]);
    timed(&cache, Duration::ZERO).await;
    let (first, second) =
        tokio::join!(timed(&cache, CLOSE_TO_EXPIRY), timed(&cache, CLOSE_TO_EXPIRY));
    assert_eq!((first, second), (REFRESH_WAIT, Duration::ZERO));
    assert_eq!(timed(&cache, CLOSE_TO_EXPIRY + REFRESH_WAIT).await, Duration::ZERO);
    assert_eq!(count(&asked), 2);
    tokio::time::sleep(LONGEST_WAIT).await;
    assert_eq!(timed(&cache, CLOSE_TO_EXPIRY + PAUSE).await, ROUND_TRIP);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_that_is_dropped_goes_on() {
    let (cache, asked) = cache([Does::Key("a"), Does::Key("b")]);
    assert_eq!(key(&cache, Duration::ZERO).await, "a");
    timeout(ROUND_TRIP / 2, timed(&cache, HOUR)).await.unwrap_err();
    assert_eq!(key(&cache, HOUR).await, "a");
    tokio::time::sleep(ROUND_TRIP).await;
    assert_eq!(key(&cache, HOUR).await, "b");
    assert_eq!(count(&asked), 2);
}

#[tokio::test(start_paused = true)]
async fn short_lived_credentials_are_kept_too() {
    let (cache, asked) = cache([Does::Give]);
    let near_the_end = START + HOUR - Duration::from_secs(120);
    cache.identity(Driver::Tokio, near_the_end).await.unwrap();
    cache.identity(Driver::Tokio, near_the_end + Duration::from_secs(60)).await.unwrap();
    assert_eq!(count(&asked), 1);
}

#[tokio::test(start_paused = true)]
async fn an_invalidation_drops_what_is_kept_and_what_is_on_its_way() {
    let settings = IdentityCache::default();
    let script = [Does::Key("a"), Does::Key("b"), Does::Key("c")];
    let (cache, asked) = cache_with(settings.clone(), script);
    assert_eq!(key(&cache, Duration::ZERO).await, "a");
    settings.invalidate();
    let early = tokio::spawn({
        let cache = cache.clone();
        async move { key(&cache, Duration::ZERO).await }
    });
    tokio::time::sleep(ROUND_TRIP / 2).await;
    settings.clone().invalidate();
    assert_eq!(key(&cache, Duration::ZERO).await, "c");
    assert_eq!(early.await.unwrap(), "b");
    assert_eq!(key(&cache, Duration::ZERO).await, "c");
    assert_eq!(count(&asked), 3);
}

#[tokio::test(start_paused = true)]
async fn refused_credentials_are_dropped_and_the_same_ones_not_tried_for_ever() {
    let script = [Does::Key("a"), Does::Key("b"), Does::Key("b"), Does::Key("b")];
    let (cache, asked) = cache(script);
    let held = cache.identity(Driver::Tokio, START).await.unwrap();
    // Calls that are signed together are rejected together.
    assert!(cache.refuse(&held) && cache.refuse(&held));
    let held = cache.identity(Driver::Tokio, START).await.unwrap();
    assert_eq!((held.identity.access_key_id(), count(&asked)), ("b", 2));
    assert!(cache.refuse(&held));
    let same = cache.identity(Driver::Tokio, START).await.unwrap();
    assert_eq!((same.identity.access_key_id(), count(&asked)), ("b", 3));
    assert!(!cache.refuse(&same), "the provider has no others");
    // They are kept for a while, so that the provider is not asked with each call.
    cache.identity(Driver::Tokio, START + PAUSE / 2).await.unwrap();
    assert_eq!(count(&asked), 3);
    cache.identity(Driver::Tokio, START + PAUSE * 2).await.unwrap();
    assert_eq!(count(&asked), 4);
}
