use std::error::Error;
use std::io;
use std::time::Duration;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::http::{
    HttpConnectorSettings, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::retry::ErrorKind;
use iot_jobs_data::Client;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::timeout::TimeoutConfig;
use iot_jobs_data::config::{Config, ConfigBag, HttpClient, RuntimeComponents};
use iot_jobs_data::error::{SdkError, TransportErrorKind};
use tests::script::Script;

use crate::canned::{Canned, call, call_with};

const JOBS: &str = r#"{"queuedJobs":[{"jobId":"flush"}]}"#;

#[tokio::test]
async fn the_http_client_carries_signed_requests_and_brings_answers() {
    let canned = Canned::default().reply(200, &[], JOBS).reply(200, &[], "");
    let client = Client::from_conf(canned.config().build());
    assert!(client.config().http_client().is_some());
    let output = call(&client).await.expect("an answer");
    assert_eq!(output.queued_jobs()[0].job_id(), Some("flush"));
    // Like official clients, it treats an empty body as an empty result.
    assert!(call(&client).await.expect("an answer").queued_jobs().is_empty());
    let asked = canned.asked();
    let request = &asked[0].request;
    assert_eq!((request.method(), request.uri()), ("GET", "http://127.0.0.1:9/things/pump/jobs"));
    let signature = request.headers().get("authorization").expect("a signature");
    assert!(signature.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"), "{signature}");
    // The settings do not print it.
    assert!(!format!("{:?}", client.config()).contains("AKIDEXAMPLE/"));
}

#[tokio::test]
async fn each_attempt_has_the_time_outs_of_its_call() {
    let seconds = Duration::from_secs;
    let canned = Canned::default().reply(200, &[], "{}").reply(200, &[], "{}");
    let client = Client::from_conf(canned.config().build());
    call(&client).await.expect("an answer");
    let timeouts = TimeoutConfig::builder().read_timeout(seconds(7)).disable_connect_timeout();
    let pending = client.get_pending_job_executions().thing_name("pump").customize();
    let changes = Config::builder().timeout_config(timeouts.build());
    pending.config_override(changes).send().await.expect("an answer");
    let found: Vec<_> = canned.asked().iter().map(|asked| (asked.connect, asked.read)).collect();
    assert_eq!(found, [(Some(Duration::from_millis(3100)), None), (None, Some(seconds(7)))]);
}

#[tokio::test]
async fn what_is_set_last_and_nearest_carries_the_call() {
    let (shared, own, once) = (Canned::default(), Canned::default(), Canned::default());
    let [shared, own, once] = [shared, own, once].map(|canned| canned.reply(200, &[], "{}"));
    let script = Script::default();
    let asked = || [&shared, &own, &once].map(|canned| canned.asked().len());

    call(&Client::new(&shared.shared())).await.expect("an answer");
    assert_eq!(asked(), [1, 0, 0]);
    let config = iot_jobs_data::config::Builder::from(&shared.shared()).http_client(own.clone());
    let client = Client::from_conf(config.clone().build());
    call(&client).await.expect("an answer");
    assert_eq!(asked(), [0, 1, 0]);

    let client = Client::from_conf(config.transport(script.clone()).build());
    call(&client).await.expect("an answer");
    assert_eq!((asked(), script.requests().len()), ([0, 0, 0], 1));
    let pending = client.get_pending_job_executions().thing_name("pump").customize();
    let changes = Config::builder().http_client(once.clone());
    pending.config_override(changes).send().await.expect("an answer");
    assert_eq!((asked(), script.requests().len()), ([0, 0, 1], 1));
}

#[tokio::test]
async fn a_client_without_answers_says_so_and_names_the_request() {
    let canned = Canned::default();
    let error = call_with(canned.config()).await.expect_err("no answer");
    assert_eq!(canned.asked().len(), 1, "the error is not one to try again after");
    assert!(matches!(error, SdkError::DispatchFailure(_)), "{error:?}");
    let text = error.to_string();
    assert!(text.contains("GET http://127.0.0.1:9/things/pump/jobs"), "{text}");
    assert!(text.contains("there is no other answer"), "{text}");
}

/// The kind of a failed call, its attempts, and whether the connector error is its cause.
async fn failed(error: fn() -> ConnectorError) -> (TransportErrorKind, usize, bool) {
    let canned = Canned::default().error(error()).error(error());
    let retry = RetryConfig::standard().with_max_attempts(2);
    let retry = retry.with_initial_backoff(Duration::ZERO);
    let failure = call_with(canned.config().retry_config(retry)).await.expect_err("no answer");
    let transport = match &failure {
        SdkError::DispatchFailure(failure) | SdkError::TimeoutError(failure) => {
            failure.transport_error().expect("an error of the transport")
        }
        other => panic!("{other:?}"),
    };
    let expected = error();
    let cause = transport.cause().downcast_ref::<ConnectorError>().expect("the connector's error");
    let same = (cause.is_io(), cause.is_timeout(), cause.is_user(), cause.as_other())
        == (expected.is_io(), expected.is_timeout(), expected.is_user(), expected.as_other());
    let told = expected.source().expect("a source").to_string();
    assert!(failure.to_string().contains(&told), "{failure}");
    (transport.kind(), canned.asked().len(), same)
}

#[tokio::test]
async fn errors_of_a_connector_keep_their_kind_and_stay_the_cause() {
    use TransportErrorKind::{Connect, Interrupted, Other, Setup, Timeout};

    fn refused() -> BoxError {
        io::Error::from(io::ErrorKind::ConnectionRefused).into()
    }
    fn odd() -> BoxError {
        "the cable is cut".into()
    }
    assert_eq!(failed(|| ConnectorError::io(refused())).await, (Connect, 2, true));
    assert_eq!(failed(|| ConnectorError::io(odd())).await, (Interrupted, 2, true));
    assert_eq!(failed(|| ConnectorError::timeout(odd())).await, (Timeout, 2, true));
    assert_eq!(failed(|| ConnectorError::user(odd())).await, (Setup, 1, true));
    assert_eq!(failed(|| ConnectorError::other(odd(), None)).await, (Other, 1, true));
    let transient = || ConnectorError::other(odd(), Some(ErrorKind::TransientError));
    assert_eq!(failed(transient).await, (Other, 2, true));
    let throttled = || ConnectorError::other(odd(), Some(ErrorKind::ThrottlingError));
    assert_eq!(failed(throttled).await, (Other, 2, true));
}

/// Rejects all settings.
#[derive(Debug)]
struct Picky;

impl HttpClient for Picky {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        panic!("its settings were refused")
    }

    fn validate_final_config(
        &self,
        components: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<(), BoxError> {
        assert!(components.http_client().is_some());
        Err("only on Sundays".into())
    }
}

#[tokio::test]
async fn a_client_that_refuses_its_settings_fails_the_call_by_name() {
    let config = Canned::default().config().http_client(Picky);
    let text = call_with(config).await.expect_err("refused").to_string();
    assert!(text.contains("http_client") && text.contains("only on Sundays"), "{text}");
}

#[tokio::test]
async fn a_connector_may_be_chosen_by_a_function() {
    let canned = Canned::default().reply(200, &[], JOBS);
    let chosen = canned.clone();
    let client =
        http_client_fn(move |settings, components| chosen.http_connector(settings, components));
    let output = call_with(canned.config().http_client(client)).await.expect("an answer");
    assert_eq!(output.queued_jobs().len(), 1);
}
