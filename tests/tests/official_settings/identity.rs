use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::future;
use aws_smithy_runtime_api::client::auth::AuthSchemeId;
use aws_smithy_runtime_api::client::identity::{
    IdentityFuture, ResolveIdentity, SharedIdentityResolver,
};
use iot_jobs_data::Client;
use iot_jobs_data::config::{
    Config, ConfigBag, Credentials, IdentityCache, ProvideCredentials, ResolveCachedIdentity,
    RuntimeComponents, SharedCredentialsProvider,
};

use crate::canned::{Canned, call, call_with};

/// Returns the same keys, and counts the requests.
#[derive(Clone, Debug)]
pub(crate) struct Counting {
    asked: Arc<Mutex<u32>>,
    keys: Credentials,
}

impl Counting {
    fn new() -> Self {
        Self::of(Credentials::from_keys("AKIDEXAMPLE", "wJalrXUtnFEMI", None))
    }

    pub(crate) fn of(keys: Credentials) -> Self {
        Self { asked: Arc::default(), keys }
    }

    pub(crate) fn asked(&self) -> u32 {
        *self.asked.lock().expect("no panic")
    }
}

impl ProvideCredentials for Counting {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        *self.asked.lock().expect("no panic") += 1;
        future::ProvideCredentials::ready(Ok(self.keys.clone()))
    }
}

fn answering() -> Canned {
    (0..8).fold(Canned::default(), |canned, _| canned.reply(200, &[], "{}"))
}

/// How many times two calls ask the provider.
async fn asked_with(cache: impl Into<IdentityCache>) -> u32 {
    let provider = Counting::new();
    let config = answering().config().credentials_provider(provider.clone()).identity_cache(cache);
    let client = Client::from_conf(config.build());
    for _ in 0..2 {
        call(&client).await.expect("an answer");
    }
    provider.asked()
}

#[tokio::test]
async fn identities_are_kept_unless_that_is_turned_off() {
    assert_eq!(asked_with(IdentityCache::lazy().build()).await, 1);
    assert_eq!(asked_with(IdentityCache::no_cache()).await, 2);
}

/// A cache that keeps the first identity of each provider for ever.
#[derive(Clone, Debug, Default)]
struct Forever {
    kept: Arc<Mutex<Vec<(SharedIdentityResolver, Credentials)>>>,
    used: Arc<AtomicU32>,
}

impl ResolveCachedIdentity for Forever {
    fn resolve_cached_identity<'a>(
        &'a self,
        resolver: SharedIdentityResolver,
        components: &'a RuntimeComponents,
        bag: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        self.used.fetch_add(1, Ordering::Relaxed);
        let partition = resolver.cache_partition();
        IdentityFuture::new(async move {
            let same =
                |(kept, _): &&(SharedIdentityResolver, _)| kept.cache_partition() == partition;
            let kept =
                self.kept.lock().expect("no panic").iter().find(same).map(|(_, keys)| keys.clone());
            if let Some(keys) = kept {
                return Ok(keys.into());
            }
            let identity = resolver.resolve_identity(components, bag).await?;
            let keys = identity.data::<Credentials>().expect("credentials").clone();
            self.kept.lock().expect("no panic").push((resolver, keys));
            Ok(identity)
        })
    }
}

#[tokio::test]
async fn clients_of_shared_settings_share_the_cache_that_these_have() {
    let (cache, provider, canned) = (Forever::default(), Counting::new(), answering());
    let shared = canned.shared().into_builder().identity_cache(cache.clone());
    let shared = shared.credentials_provider(SharedCredentialsProvider::new(provider.clone()));
    let shared = shared.build();
    let clients = [Client::new(&shared), Client::new(&shared)];
    for client in &clients {
        call(client).await.expect("an answer");
        call(client).await.expect("an answer");
    }
    assert_eq!((provider.asked(), cache.used.load(Ordering::Relaxed)), (1, 4));
    clients[0].config().identity_cache().expect("a cache").invalidate();
    call(&clients[0]).await.expect("an answer");
    call(&clients[0]).await.expect("an answer");
    assert_eq!(provider.asked(), 2);
    let signature = canned.asked().pop().expect("a request").request;
    assert!(signature.headers().get("authorization").is_some());
}

#[tokio::test]
async fn keys_that_are_refused_are_asked_for_once_more_from_a_cache_of_others() {
    let expired: &[(&str, &str)] = &[("x-amzn-errortype", "ExpiredTokenException")];
    let canned = (0..3).fold(Canned::default(), |canned, _| canned.reply(403, expired, "{}"));
    let provider = Counting::new();
    let config = canned.config().credentials_provider(provider.clone());
    let client = Client::from_conf(config.identity_cache(Forever::default()).build());
    call(&client).await.expect_err("refused");
    assert_eq!((provider.asked(), canned.asked().len()), (2, 2));
    // The keys are the same again: asking with each call would be pointless.
    call(&client).await.expect_err("refused");
    assert_eq!((provider.asked(), canned.asked().len()), (2, 1));
}

/// Has keys, but fails to return them.
#[derive(Debug)]
struct Locked;

impl ProvideCredentials for Locked {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let locked = CredentialsError::provider_error("the vault is locked");
        future::ProvideCredentials::ready(Err(locked))
    }
}

#[tokio::test]
async fn a_failure_of_a_provider_is_told_through_a_cache_of_others() {
    let config = answering().config().credentials_provider(Locked);
    let error = call_with(config.identity_cache(Forever::default())).await.expect_err("no keys");
    assert!(error.to_string().contains("the vault is locked"), "{error}");
}

#[tokio::test]
async fn without_an_identity_calls_are_sent_unsigned_only_if_that_is_allowed() {
    let canned = answering();
    let mut config = canned.config();
    config.set_credentials_provider(None);
    let error = call_with(config.clone()).await.expect_err("no keys");
    assert!(error.to_string().contains("no certificate or credentials are set"), "{error}");
    call_with(config.allow_no_auth()).await.expect("an answer");
    // With an identity, calls are signed all the same.
    call_with(canned.config().allow_no_auth()).await.expect("an answer");
    let signed: Vec<_> = canned
        .asked()
        .iter()
        .map(|asked| asked.request.headers().get("authorization").is_some())
        .collect();
    assert_eq!(signed, [false, true]);
}

#[tokio::test]
async fn a_preference_that_an_operation_does_not_take_is_passed_over() {
    let canned = answering();
    let preference = [AuthSchemeId::from("httpBearerAuth"), AuthSchemeId::from("sigv4")];
    let config = canned.config().auth_scheme_preference(preference);
    assert!(config.clone().build().auth_scheme_preference().is_some());
    call_with(config).await.expect("an answer");
    let request = canned.asked().pop().expect("a request").request;
    assert!(request.headers().get("authorization").expect("text").starts_with("AWS4"));
    let _ = Config::builder().set_auth_scheme_preference(None).set_allow_no_auth();
}
