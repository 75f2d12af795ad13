//! Calls that fail before a server is involved, and what an error contains and omits.

use std::error::Error;
use std::iter;

use http::StatusCode;
use iot_jobs_data::Client;
use iot_jobs_data::config::http::HttpResponse;
use iot_jobs_data::config::{ConfigBuilder, Credentials, Region};
use iot_jobs_data::error::{
    Call, CallFailure, DecodeError, RequestId, SdkError, TransportError, TransportErrorKind,
};
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsError;
use iot_jobs_data::primitives::SdkBody;
use iot_jobs_data::types::JobExecutionStatus;
use tests::script::Script;

async fn call(config: ConfigBuilder) -> SdkError<GetPendingJobExecutionsError> {
    let client = Client::from_conf(config.build());
    client.get_pending_job_executions().thing_name("pump").send().await.expect_err("a failure")
}

#[tokio::test]
async fn an_objection_after_a_lost_reply_says_so() {
    let script = Script::default().reset().reply(
        400,
        &[],
        r#"{"code":"InvalidRequestException","message":"Expected version 2 but found version 3"}"#,
    );
    let client = Client::from_conf(script.config().build());
    let call = client.update_job_execution().thing_name("pump").job_id("flush").expected_version(2);
    let error = call.status(JobExecutionStatus::Succeeded).send().await.expect_err("a failure");
    assert!(error.call().unanswered);
    assert!(error.to_string().contains("may have been carried out"), "{error}");
}

#[tokio::test]
async fn a_region_cannot_lead_a_signed_request_astray() {
    let script = Script::default();
    let mut config = script.config().region(Region::new("x@evil.example/"));
    config.set_endpoint_url(None);
    let error = call(config).await;
    assert!(error.to_string().contains("is not part of a host name"), "{error}");
    assert!(script.requests().is_empty());
}

#[tokio::test]
async fn a_password_in_the_endpoint_is_refused_and_not_repeated() {
    let config = Script::default().config().endpoint_url("https://user:hunter2@host");
    assert!(!format!("{config:?}").contains("hunter2"));
    let error = call(config).await;
    assert!(!format!("{error:?}{error}").contains("hunter2"), "{error}");
}

#[tokio::test]
async fn credentials_that_cannot_be_had_say_why() {
    let keys = Credentials::new("AKIDEXAMPLE", "secret\n", Some("to\nken".into()), None, "test");
    let error = call(Script::default().config().credentials_provider(keys)).await;
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
    assert!(error.to_string().contains("the session token contains a character"), "{error}");
    assert!(!error.to_string().contains("secret"), "{error}");
}

#[tokio::test]
async fn a_failure_can_be_taken_apart() {
    type Failure = SdkError<GetPendingJobExecutionsError>;
    let raw = || HttpResponse::new(StatusCode::BAD_REQUEST, SdkBody::from("{}"));

    let script = Script::default().reply(400, &[], r#"{"code":"InvalidRequestException"}"#);
    let error = call(script.config()).await.map_service_error(|error| error.to_string());
    assert_eq!(error.as_service_error().map(String::as_str), Some("InvalidRequestException"));
    assert!(error.to_string().starts_with("GetPendingJobExecutions failed: Invalid"), "{error}");
    let SdkError::ServiceError(error) = error else { panic!("{error:?}") };
    let body = br#"{"code":"InvalidRequestException"}"#;
    assert_eq!(error.into_raw().body().bytes(), Some(&body[..]));

    let late = Failure::timeout_error("no answer in 3 s");
    let SdkError::TimeoutError(failure) = &late else { panic!("{late:?}") };
    assert!(failure.is_timeout() && !failure.is_io());
    let broken = TransportError::new(TransportErrorKind::Interrupted, "reset");
    let broken = Failure::dispatch_failure(broken);
    let SdkError::DispatchFailure(failure) = &broken else { panic!("{broken:?}") };
    assert!(failure.is_io() && !failure.is_timeout());
    let odd = Failure::response_error("not JSON", raw());
    assert_eq!(odd.raw_response().map(HttpResponse::status), Some(raw().status()));
    let unbuilt = Failure::construction_failure("no region");
    for (error, text) in [
        (late, "timed out: no answer in 3 s"),
        (broken, "the connection broke off: reset"),
        (odd, "not JSON"),
        (unbuilt, "no region"),
    ] {
        assert!(error.to_string().contains(text), "{error}");
        assert_eq!(error.into_source().expect("a source").to_string(), text);
    }
}

#[tokio::test]
async fn a_reply_that_cannot_be_read_has_a_request_id_all_the_same() {
    let script = Script::default().reply(200, &[("x-amzn-requestid", "id-7")], "[\n]");
    let error = call(script.config()).await;
    assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
    assert_eq!(error.request_id(), Some("id-7"));
}

#[test]
fn a_cause_of_many_lines_is_told_once_and_in_one() {
    let cause = format!("first\nsecond {}", "more ".repeat(1000));
    let error = DecodeError::new(cause, b"{}");
    let failure = CallFailure::new(Call::default(), error).to_string();
    assert!(failure.ends_with(r#"…): it starts "{}""#), "{failure}");
    assert_eq!(failure.matches("first second more").count(), 1, "{failure}");
}

/// An error and its sources in one line, as `anyhow` prints them.
fn with_sources(error: &dyn std::error::Error) -> String {
    let sources = iter::successors(error.source(), |&source| source.source());
    sources.fold(error.to_string(), |line, source| format!("{line}: {source}"))
}

#[tokio::test]
async fn an_error_printed_with_its_sources_says_nothing_twice() {
    let message = r#"{"code":"InvalidRequestException","message":"the message"}"#;
    for (script, once) in [
        (Script::default().reply(400, &[], message), "the message"),
        (
            Script::default().reply(400, &[], r#"{"code":"A7","message":"the message"}"#),
            "the message",
        ),
        (Script::default().reply(400, &[], "<p>the page</p>"), "the page"),
        (Script::default().reply(200, &[], "[not JSON]"), "not JSON"),
        (Script::default().reset().reset().reset(), "reset"),
    ] {
        let error = call(script.config()).await;
        let line = with_sources(&error);
        assert_eq!(line.matches(once).count(), 1, "{line}");
        assert!(line.starts_with(&error.to_string()), "{line}");
        // The text of the operation's own error is not longer either.
        let error = error.into_service_error();
        let line = with_sources(&error);
        assert_eq!(line.matches(once).count(), 1, "{line}");
        let line = with_sources(&iot_jobs_data::Error::from(error));
        assert_eq!(line.matches(once).count(), 1, "{line}");
    }
    let unbuilt = Client::from_conf(Script::default().config().build());
    let error = unbuilt.get_pending_job_executions().send().await.expect_err("no thing");
    assert_eq!(with_sources(&error).matches("thingName").count(), 1, "{error}");
}

#[tokio::test]
async fn the_errors_inside_are_at_hand_whatever_the_text_tells() {
    let script = Script::default().reply(400, &[], r#"{"code":"InvalidRequestException"}"#);
    let error = call(script.config()).await;
    assert!(error.source().is_none());
    assert!(error.cause().is::<GetPendingJobExecutionsError>());
    let error = call(Script::default().reset().reset().reset().config()).await;
    let transport: &TransportError = error.cause().downcast_ref().expect("one of the transport");
    assert_eq!(transport.kind(), TransportErrorKind::Interrupted);
    assert!(error.to_string().contains(&transport.cause().to_string()), "{error}");
}

#[cfg(feature = "aws-config")]
#[tokio::test]
async fn the_credential_chain_of_the_cli_feeds_a_client() {
    use iot_jobs_data::config::{BehaviorVersion, aws_config};
    let shared = aws_config::defaults(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .test_credentials()
        .endpoint_url("http://127.0.0.1:1")
        .load()
        .await;
    let client = Client::new(&shared);
    assert_eq!(client.config().region().map(AsRef::as_ref), Some("eu-west-1"));
    let error = client.get_pending_job_executions().thing_name("pump").send().await;
    let error = error.expect_err("nobody listens there");
    assert!(matches!(error, SdkError::DispatchFailure(_)), "{error:?}");
}
