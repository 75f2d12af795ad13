//! Providers that are slow, fail, hang or panic, and services that reject their credentials.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_credential_types::provider::error::{CredentialsError, TokenError};
use aws_credential_types::provider::future;
use http::{Request, Response};
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::timeout::TimeoutConfig;
use iot_jobs_data::config::{
    Config, ConfigBuilder, Credentials, IdentityCache, ProvideCredentials, ProvideToken, Region,
    ReplayEvent, ReplayTransport, Token,
};
use smithy_client_runtime::client::Engine;
use smithy_client_runtime::error::{DisplayErrorContext, SdkError};

use crate::{BySignatureOrToken, ByToken, SIGNED, authorization};

/// Performs these actions, and then returns a new key after a while each time: `key1`, `key2`, …
#[derive(Clone, Debug)]
struct Provider {
    pause: Duration,
    asked: Arc<AtomicUsize>,
    script: Arc<Mutex<VecDeque<Does>>>,
    has_one_key: bool,
}

#[derive(Clone, Copy, Debug)]
enum Does {
    Give,
    Fail,
    Hang,
    Panic,
}

impl Provider {
    fn new(pause: Duration, script: impl IntoIterator<Item = Does>) -> Self {
        let script = Arc::new(Mutex::new(script.into_iter().collect()));
        Self { pause, asked: Arc::default(), script, has_one_key: false }
    }

    fn with_one_key(self) -> Self {
        Self { has_one_key: true, ..self }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    async fn key(&self) -> Option<String> {
        let number = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        let next = self.script.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        tokio::time::sleep(self.pause).await;
        match next {
            Some(Does::Fail) => return None,
            Some(Does::Hang) => std::future::pending().await,
            Some(Does::Panic) => panic!("out of order"),
            Some(Does::Give) | None => {}
        }
        Some(if self.has_one_key { "key".to_owned() } else { format!("key{number}") })
    }
}

impl ProvideCredentials for Provider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            let key = self.key().await;
            let key = key.ok_or_else(|| CredentialsError::provider_error("out of order"))?;
            Ok(Credentials::from_keys(key, "secret", None))
        })
    }
}

impl ProvideToken for Provider {
    fn provide_token<'a>(&'a self) -> future::ProvideToken<'a>
    where
        Self: 'a,
    {
        future::ProvideToken::new(async {
            let key = self.key().await;
            let key = key.ok_or_else(|| TokenError::provider_error("out of order"))?;
            Ok(Token::new(key, None))
        })
    }
}

fn config(provider: &Provider) -> ConfigBuilder {
    Config::builder()
        .region(Region::new("eu-west-1"))
        .credentials_provider(provider.clone())
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::ZERO))
}

fn client(provider: &Provider, replay: &ReplayTransport) -> Engine {
    Engine::new(&SIGNED, config(provider).transport(replay.clone()).build())
}

fn ok() -> ReplayEvent {
    ReplayEvent::json(200, "{}")
}

fn refusal(code: &str) -> ReplayEvent {
    let response = Response::builder().status(403).header("x-amzn-errortype", code);
    ReplayEvent::response(response.body("{}").expect("a response"))
}

/// The key or token of each request.
fn keys(sent: &[Request<bytes::Bytes>]) -> Vec<String> {
    let text = |request| {
        let text = authorization(request).expect("a signature or a token");
        let start = text.find("key").expect("a key");
        text[start..].chars().take_while(|character| character.is_alphanumeric()).collect()
    };
    sent.iter().map(text).collect()
}

#[tokio::test(start_paused = true)]
async fn a_provider_slower_than_the_calls_is_asked_once_and_serves_the_later_ones() {
    let provider = Provider::new(Duration::from_secs(2), []);
    let limit = TimeoutConfig::builder().operation_timeout(Duration::from_millis(1500)).build();
    let config = config(&provider).timeout_config(limit);
    let client = Engine::new(&SIGNED, config.transport(ReplayTransport::always(ok())).build());
    let mut calls = Vec::new();
    for _ in 0..200 {
        let client = client.clone();
        calls.push(tokio::spawn(async move { client.send(BySignatureOrToken).await }));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let mut failures = Vec::new();
    for call in calls {
        failures.extend(call.await.expect("no panic").err());
    }
    // Those of the first half second have waited for the maximum time.
    assert!((5..=6).contains(&failures.len()), "{}", failures.len());
    for error in failures {
        assert!(matches!(error, SdkError::TimeoutError(_)), "{error}");
        let text = error.to_string();
        assert!(text.contains("1.5s: the provider of credentials or token did not"), "{text}");
    }
    assert_eq!(provider.asked(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_provider_out_of_order_is_an_error_of_the_calls_that_waited_and_no_others() {
    for (does, words) in [
        (Does::Fail, "out of order"),
        (Does::Hang, "timed out"),
        (Does::Panic, "the provider panicked"),
    ] {
        let provider = Provider::new(Duration::from_secs(1), [does]);
        let client = client(&provider, &ReplayTransport::always(ok()));
        let (first, second) =
            tokio::join!(client.send(BySignatureOrToken), client.send(BySignatureOrToken));
        for result in [first, second] {
            let error = result.expect_err("a failure");
            assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
            let text = DisplayErrorContext(&error).to_string();
            assert!(text.contains(words), "{does:?}: {text}");
        }
        client.send(BySignatureOrToken).await.expect("an answer");
        assert_eq!(provider.asked(), 2, "{does:?}");
    }
}

#[tokio::test]
async fn keys_that_the_service_no_longer_knows_are_fetched_anew_and_the_call_is_repeated_once() {
    for code in [
        "ExpiredToken",
        "ExpiredTokenException",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "InvalidToken",
        "UnrecognizedClientException",
    ] {
        let provider = Provider::new(Duration::ZERO, []);
        let replay = ReplayTransport::new([ok(), refusal(code), ok(), ok()]);
        let client = client(&provider, &replay);
        for _ in 0..3 {
            client.send(BySignatureOrToken).await.expect("an answer");
        }
        assert_eq!(keys(&replay.requests()), ["key1", "key1", "key2", "key2"], "{code}");
        assert_eq!(provider.asked(), 2);
    }
    let provider = Provider::new(Duration::ZERO, []);
    let replay = ReplayTransport::always(refusal("AccessDeniedException"));
    client(&provider, &replay).send(BySignatureOrToken).await.expect_err("a refusal");
    assert_eq!((replay.requests().len(), provider.asked()), (1, 1));
}

#[tokio::test]
async fn a_token_that_the_service_no_longer_knows_is_fetched_anew() {
    let provider = Provider::new(Duration::ZERO, []);
    let replay = ReplayTransport::new([refusal("ExpiredTokenException"), ok()]);
    let config = Config::builder()
        .region(Region::new("eu-west-1"))
        .token_provider(provider.clone())
        .transport(replay.clone());
    let client = Engine::new(&SIGNED, config.build());
    client.send(ByToken).await.expect("an answer");
    assert_eq!(keys(&replay.requests()), ["key1", "key2"]);
}

#[tokio::test]
async fn keys_that_stay_refused_are_sent_once_a_call_and_not_fetched_each_time() {
    let provider = Provider::new(Duration::ZERO, []).with_one_key();
    let replay = ReplayTransport::always(refusal("UnrecognizedClientException"));
    let client = client(&provider, &replay);
    for _ in 0..5 {
        let error = client.send(BySignatureOrToken).await.expect_err("a refusal");
        assert!(error.to_string().contains("UnrecognizedClientException"), "{error}");
    }
    assert_eq!(replay.requests().len(), 6, "the first call is repeated");
    assert_eq!(provider.asked(), 2);
}

#[tokio::test]
async fn a_refusal_is_the_error_of_the_call_if_there_are_no_other_keys() {
    let provider = Provider::new(Duration::ZERO, []);
    let replay = ReplayTransport::always(refusal("ExpiredTokenException"));
    let client = client(&provider, &replay);
    let error = client.send(BySignatureOrToken).await.expect_err("a refusal");
    assert_eq!((replay.requests().len(), provider.asked()), (2, 2), "{error}");

    let provider = Provider::new(Duration::ZERO, [Does::Give, Does::Fail]);
    let replay = ReplayTransport::always(refusal("ExpiredTokenException"));
    let client = self::client(&provider, &replay);
    let error = client.send(BySignatureOrToken).await.expect_err("a refusal");
    assert!(error.to_string().contains("ExpiredTokenException"), "{error}");
    assert_eq!((replay.requests().len(), provider.asked()), (1, 2));

    let none = config(&provider).retry_config(RetryConfig::disabled()).transport(replay.clone());
    let client = Engine::new(&SIGNED, none.build());
    client.send(BySignatureOrToken).await.expect_err("a refusal");
    assert_eq!(replay.requests().len(), 2, "retries are off");
}

#[tokio::test]
async fn what_is_kept_can_be_invalidated() {
    let provider = Provider::new(Duration::ZERO, []);
    let replay = ReplayTransport::always(ok());
    let cache = IdentityCache::lazy().load_timeout(Duration::from_secs(5)).build();
    let config = config(&provider).identity_cache(cache.clone()).transport(replay.clone());
    let client = Engine::new(&SIGNED, config.build());
    client.send(BySignatureOrToken).await.expect("an answer");
    client.send(BySignatureOrToken).await.expect("an answer");
    cache.invalidate();
    client.send(BySignatureOrToken).await.expect("an answer");
    client.config().identity_cache().expect("that of the client").invalidate();
    client.send(BySignatureOrToken).await.expect("an answer");
    assert_eq!(keys(&replay.requests()), ["key1", "key1", "key2", "key3"]);
    // A client has one by default.
    let client = self::client(&provider, &replay);
    assert!(client.config().identity_cache().is_some());
}
