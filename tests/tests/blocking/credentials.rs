//! Providers of credentials, which are asynchronous also for the blocking client.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use aws_credential_types::provider::future;
use iot_jobs_data::blocking::Client;
use iot_jobs_data::config::timeout::TimeoutConfig;
use iot_jobs_data::config::{
    Credentials, IdentityCache, ProvideCredentials, ReplayEvent, ReplayTransport,
};
use iot_jobs_data::error::{DisplayErrorContext, SdkError};

use crate::{SHORT, call, config};

#[derive(Clone, Debug)]
struct Provider {
    first: Does,
    asked: Arc<AtomicUsize>,
}

/// What a provider does when it is asked for the first time.
#[derive(Clone, Copy, Debug)]
enum Does {
    Sleep,
    Panic,
    Hang,
}

impl Provider {
    fn new(first: Does) -> Self {
        Self { first, asked: Arc::default() }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

impl ProvideCredentials for Provider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let is_first = self.asked.fetch_add(1, Ordering::Relaxed) == 0;
        future::ProvideCredentials::new(async move {
            match self.first {
                // It needs a Tokio runtime.
                Does::Sleep => tokio::time::sleep(Duration::from_millis(100)).await,
                Does::Panic if is_first => panic!("out of order"),
                Does::Hang if is_first => pending().await,
                Does::Panic | Does::Hang => {}
            }
            Ok(Credentials::from_keys("key", "secret", None))
        })
    }
}

fn client(provider: &Provider, cache: IdentityCache) -> Client {
    let config = config("http://jobs.test")
        .credentials_provider(provider.clone())
        .identity_cache(cache)
        .transport(ReplayTransport::always(ReplayEvent::json(200, "{}")));
    Client::from_conf(config.build())
}

#[test]
fn threads_that_call_at_once_ask_a_provider_that_sleeps_once() {
    let provider = Provider::new(Does::Sleep);
    let client = client(&provider, IdentityCache::default());
    thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| {
                for _ in 0..20 {
                    call(&client).expect("an answer");
                }
            });
        }
    });
    assert_eq!(provider.asked(), 1);
}

#[test]
fn a_provider_out_of_order_is_an_error_and_asked_again_by_the_next_call() {
    for (does, words) in [(Does::Panic, "the provider panicked"), (Does::Hang, "timed out")] {
        let provider = Provider::new(does);
        let cache = IdentityCache::lazy().load_timeout(SHORT).build();
        let client = client(&provider, cache);
        let error = call(&client).expect_err("no credentials");
        assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
        let text = DisplayErrorContext(&error).to_string();
        assert!(text.contains(words), "{does:?}: {text}");
        call(&client).expect("an answer");
        assert_eq!(provider.asked(), 2, "{does:?}");
    }
}

#[test]
fn all_threads_that_wait_for_a_provider_get_its_failure() {
    for does in [Does::Panic, Does::Hang] {
        let provider = Provider::new(does);
        let cache = IdentityCache::lazy().load_timeout(SHORT).build();
        let client = client(&provider, cache);
        let failures: usize = thread::scope(|scope| {
            let calls: Vec<_> = (0..10).map(|_| scope.spawn(|| call(&client).is_err())).collect();
            calls.into_iter().map(|call| usize::from(call.join().expect("no panic"))).sum()
        });
        // A thread that is late finds the next answer.
        assert!((1..=10).contains(&failures), "{failures}");
        assert_eq!(provider.asked(), if failures == 10 { 1 } else { 2 });
    }
}

#[test]
fn the_operation_time_out_ends_the_wait_for_a_provider() {
    let provider = Provider::new(Does::Hang);
    let timeouts = TimeoutConfig::builder().operation_timeout(SHORT).build();
    let config = config("http://jobs.test").credentials_provider(provider).timeout_config(timeouts);
    let error = call(&Client::from_conf(config.build())).expect_err("no time");
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
    let words = "the operation time-out of 250ms: the provider of credentials or token did not";
    assert!(error.to_string().contains(words), "{error}");
}

#[test]
fn a_provider_works_on_the_thread_of_a_runtime_too() {
    let provider = Provider::new(Does::Sleep);
    let client = client(&provider, IdentityCache::default());
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async { call(&client) }).expect("an answer");
    assert_eq!(provider.asked(), 1);
}
