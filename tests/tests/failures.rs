//! Calls that go wrong before a server has a part in it, and what an error says and does not say.

use iot_jobs_data::Client;
use iot_jobs_data::config::{ConfigBuilder, Credentials, Region};
use iot_jobs_data::error::SdkError;
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsError;
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
    let config = script.config().set_endpoint_url(None).region(Region::new("x@evil.example/"));
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
    assert!(error.to_string().contains("the session token has a character"), "{error}");
    assert!(!error.to_string().contains("secret"), "{error}");
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
