//! Providers that are told that the service no longer knows their keys.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_credential_types::provider::future;
use http::Response;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::{
    Config, ConfigBuilder, Credentials, ProvideCredentials, Region, ReplayEvent, ReplayTransport,
};
use smithy_client_runtime::client::{Engine, RefuseCredentials};

use crate::{BySignatureOrToken, SIGNED, authorization};

/// Keeps its keys until they are refused, and has new ones then: `key0`, `key1`, …
#[derive(Clone, Debug, Default)]
struct Keeper {
    number: Arc<AtomicUsize>,
    refused: Arc<Mutex<Vec<String>>>,
}

impl Keeper {
    fn refused(&self) -> Vec<String> {
        self.refused.lock().expect("no panic").clone()
    }
}

impl ProvideCredentials for Keeper {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let key = format!("key{}", self.number.load(Ordering::Relaxed));
        future::ProvideCredentials::ready(Ok(Credentials::from_keys(key, "secret", None)))
    }
}

impl RefuseCredentials for Keeper {
    fn refuse(&self, access_key_id: &str) -> bool {
        self.refused.lock().expect("no panic").push(access_key_id.to_owned());
        self.number.fetch_add(1, Ordering::Relaxed);
        true
    }
}

fn config(replay: &ReplayTransport) -> ConfigBuilder {
    Config::builder()
        .region(Region::new("eu-west-1"))
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::ZERO))
        .transport(replay.clone())
}

fn expired() -> ReplayEvent {
    let response = Response::builder().status(403).header("x-amzn-errortype", "ExpiredToken");
    ReplayEvent::response(response.body("{}").expect("a response"))
}

fn ok() -> ReplayEvent {
    ReplayEvent::json(200, "{}")
}

#[track_caller]
fn assert_keys(replay: &ReplayTransport, keys: &[&str]) {
    let sent = replay.requests();
    assert_eq!(sent.len(), keys.len());
    for (request, key) in sent.iter().zip(keys) {
        let value = authorization(request).expect("a signature");
        assert!(value.contains(&format!("Credential={key}/")), "{value}");
    }
}

#[tokio::test]
async fn a_provider_is_told_of_refused_keys_once_and_the_call_repeated_once() {
    let (keeper, replay) = (Keeper::default(), ReplayTransport::new([expired(), ok(), ok()]));
    let client = config(&replay).refusable_credentials_provider(keeper.clone()).build();
    let client = Engine::new(&SIGNED, client);
    client.send(BySignatureOrToken).await.expect("an answer");
    client.send(BySignatureOrToken).await.expect("an answer");
    assert_eq!(keeper.refused(), ["key0"]);
    assert_keys(&replay, &["key0", "key1", "key1"]);
}

#[test]
fn so_does_a_blocking_client() {
    let (keeper, replay) = (Keeper::default(), ReplayTransport::new([expired(), ok(), ok()]));
    let client = config(&replay).refusable_credentials_provider(keeper.clone()).build();
    let client = Engine::blocking(&SIGNED, client);
    client.send(BySignatureOrToken).expect("an answer");
    client.send(BySignatureOrToken).expect("an answer");
    assert_eq!(keeper.refused(), ["key0"]);
    assert_keys(&replay, &["key0", "key1", "key1"]);
}

#[tokio::test]
async fn keys_of_one_call_are_refused_to_their_own_provider() {
    let (keeper, other) = (Keeper::default(), Keeper::default());
    let replay = ReplayTransport::new([expired(), ok(), expired(), ok()]);
    let client = config(&replay).refusable_credentials_provider(keeper.clone()).build();
    let client = iot_jobs_data::Client::from_conf(client);
    let call = || client.get_pending_job_executions().thing_name("pump").customize();
    let changes = Config::builder().refusable_credentials_provider(other.clone());
    call().config_override(changes).send().await.expect("an answer");
    assert_eq!((keeper.refused(), other.refused()), (vec![], vec!["key0".to_owned()]));
    // Another change leaves the provider in its place.
    let changes = Config::builder().region(Region::new("eu-west-2"));
    call().config_override(changes).send().await.expect("an answer");
    assert_eq!((keeper.refused().len(), other.refused().len()), (1, 1));
}

#[tokio::test]
async fn a_plain_provider_is_only_asked_again() {
    let (keeper, replay) = (Keeper::default(), ReplayTransport::always(expired()));
    let client = config(&replay).credentials_provider(keeper.clone()).build();
    let client = Engine::new(&SIGNED, client);
    client.send(BySignatureOrToken).await.expect_err("a refusal");
    // The provider has no other keys, so there is nothing to repeat the call with.
    assert!(keeper.refused().is_empty());
    let sent = replay.requests();
    assert!(sent.iter().all(|request| authorization(request).expect("one").contains("key0/")));
    assert_eq!(sent.len(), 2);
    client.send(BySignatureOrToken).await.expect_err("a refusal");
    assert_eq!(replay.requests().len(), 3);
}

#[tokio::test]
async fn other_denials_are_not_reported_to_the_provider() {
    let keeper = Keeper::default();
    let denied = Response::builder().status(403).header("x-amzn-errortype", "AccessDenied");
    let denied = ReplayEvent::response(denied.body("{}").expect("a response"));
    let replay = ReplayTransport::always(denied);
    let client = config(&replay).refusable_credentials_provider(keeper.clone()).build();
    Engine::new(&SIGNED, client).send(BySignatureOrToken).await.expect_err("a denial");
    assert_eq!((keeper.refused().len(), replay.requests().len()), (0, 1));
}
