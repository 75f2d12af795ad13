//! What surrounds a request: checks before it, retries, and complete error messages.

use iot_jobs_data::error::{ProvideErrorMetadata, RequestId, SdkError};
use iot_jobs_data::operation::update_job_execution::UpdateJobExecutionError;
use iot_jobs_data::types::{CommandParameterValue, JobExecutionStatus};
use iot_jobs_data::{Client, Config, Error};
use serde_json::Value;
use tests::script::Script;

fn client(script: &Script) -> Client {
    Client::from_conf(script.config().build())
}

async fn update(script: &Script) -> SdkError<UpdateJobExecutionError> {
    let call = client(script).update_job_execution().thing_name("pump").job_id("flush");
    call.status(JobExecutionStatus::Succeeded).send().await.expect_err("a failure")
}

#[tokio::test]
async fn constraints_are_checked_only_on_request() {
    let script = Script::default();
    let call = |client: &Client| client.get_pending_job_executions().thing_name("a b");
    call(&client(&script)).send().await.expect("sent as it is");
    let strict = Client::from_conf(script.config().validate(true).build());
    let error = call(&strict).send().await.expect_err("a failure").to_string();
    let expected = "`thingName` must match ^[a-zA-Z0-9:_-]+$, but is \"a b\"";
    assert!(error.contains(expected), "{error}");
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn a_broken_constraint_names_member_constraint_and_value() {
    let script = Script::default();
    let strict = Client::from_conf(script.config().validate(true).build());
    let update = || {
        let call = strict.update_job_execution().thing_name("pump").job_id("flush");
        call.status(JobExecutionStatus::InProgress)
    };
    let command = || {
        let call = strict.start_command_execution().target_arn("arn:t").command_arn("arn:c");
        call.execution_timeout_seconds(1)
    };
    let broken = [
        (
            update().job_id("x".repeat(65)).send().await.err().map(|e| e.to_string()),
            "`jobId` must have 1 to 64 characters, but is 65 long",
        ),
        (
            update().step_timeout_in_minutes(0).send().await.err().map(|e| e.to_string()),
            "`stepTimeoutInMinutes` must be -1 or from 1 to 10080, but is 0",
        ),
        (
            update().status_details("a b", "v").send().await.err().map(|e| e.to_string()),
            "`the key \"a b\" of statusDetails` must match",
        ),
        (
            update().status_details("k", "tab\t").send().await.err().map(|e| e.to_string()),
            "`statusDetails[\"k\"]` must match",
        ),
        (
            command().execution_timeout_seconds(0).send().await.err().map(|e| e.to_string()),
            "`executionTimeoutSeconds` must be at least 1, but is 0",
        ),
        (
            command()
                .parameters("n", CommandParameterValue::builder().ul("12x").build())
                .send()
                .await
                .err()
                .map(|e| e.to_string()),
            "`parameters[\"n\"].UL` must match ^[0-9]*$, but is \"12x\"",
        ),
        (
            command()
                .set_parameters(Some(Default::default()))
                .send()
                .await
                .err()
                .map(|e| e.to_string()),
            "`parameters` must have at least 1 entries",
        ),
    ];
    for (error, expected) in broken {
        let error = error.expect("a failure");
        assert!(error.contains(expected), "{error}\nlacks {expected}");
    }
    assert!(script.requests().is_empty());
    update().step_timeout_in_minutes(-1).send().await.expect("-1 cancels the timer");
}

#[tokio::test]
async fn one_call_keeps_its_token_and_its_id_over_all_attempts() {
    let script = Script::default().reply(503, &[], "").reset().reply(200, &[], "{}");
    let call = client(&script).start_command_execution().target_arn("arn:t").command_arn("arn:c");
    call.send().await.expect("the third attempt succeeds");
    let requests = script.requests();
    let tokens: Vec<Value> = requests
        .iter()
        .map(|request| {
            serde_json::from_slice::<Value>(request.body()).expect("JSON")["clientToken"].clone()
        })
        .collect();
    assert_eq!(tokens.len(), 3);
    assert!(tokens[0].as_str().is_some_and(|token| token.len() == 36), "{tokens:?}");
    assert!(tokens.iter().all(|token| *token == tokens[0]), "{tokens:?}");
    let header = |index: usize, name: &str| requests[index].headers()[name].clone();
    assert_eq!(header(0, "amz-sdk-invocation-id"), header(2, "amz-sdk-invocation-id"));
    assert_eq!(header(2, "amz-sdk-request"), "attempt=3; max=3");
}

#[tokio::test]
async fn an_error_tells_the_whole_story_in_one_line() {
    let script = Script::default().reply(
        404,
        &[("x-amzn-errortype", "ResourceNotFoundException"), ("x-amzn-requestid", "id-1")],
        r#"{"message":"no such job"}"#,
    );
    let error = update(&script).await;
    let line = error.to_string();
    let expected = "UpdateJobExecution failed: ResourceNotFoundException: no such job (status 404, \
                    request id id-1) [127.0.0.1:18080, 1 attempt, ";
    assert!(line.starts_with(expected), "{line}");
    assert_eq!(error.request_id(), Some("id-1"));
    assert_eq!(error.raw_response().map(|raw| raw.status().as_u16()), Some(404));
    assert!(
        error
            .as_service_error()
            .is_some_and(UpdateJobExecutionError::is_resource_not_found_exception)
    );
    assert!(matches!(Error::from(error), Error::ResourceNotFoundException(_)));
}

#[tokio::test]
async fn the_state_in_a_rejection_is_at_hand() {
    let script = Script::default().reply(
        409,
        &[],
        r#"{"code":"InvalidStateTransitionException","message":"m",
            "executionState":{"status":"SUCCEEDED","versionNumber":7}}"#,
    );
    let error = update(&script).await.into_service_error();
    let UpdateJobExecutionError::InvalidStateTransitionException(rejection) = error else {
        panic!("{error:?}");
    };
    let state = rejection.execution_state().expect("a state");
    assert_eq!(state.status(), Some(&JobExecutionStatus::Succeeded));
    assert_eq!(state.version_number(), 7);
}

#[tokio::test]
async fn an_error_that_nobody_modelled_keeps_code_and_message() {
    let script = Script::default().reply(403, &[], r#"{"code":"Odd","Message":"strange"}"#);
    let error = update(&script).await.into_service_error();
    assert_eq!((error.code(), error.message()), (Some("Odd"), Some("strange")));
    assert!(matches!(error, UpdateJobExecutionError::Other(Error::Unhandled(_))));
}

#[tokio::test]
async fn what_is_not_set_up_says_how_to_set_it_up() {
    let call = |config: Config| async {
        let call = Client::from_conf(config).get_pending_job_executions().thing_name("pump");
        call.send().await.expect_err("a failure").to_string()
    };
    let script = Script::default();
    let nothing = call(Config::builder().transport(script.clone()).build()).await;
    assert!(nothing.contains("AWS_REGION"), "{nothing}");
    let no_region =
        call(Config::builder().transport(script.clone()).endpoint_url("h").build()).await;
    assert!(no_region.contains("AWS_REGION"), "{no_region}");
    let mut keyless = script.config();
    keyless.set_credentials_provider(None);
    let no_keys = call(keyless.build()).await;
    assert!(no_keys.contains("AWS_ACCESS_KEY_ID"), "{no_keys}");
    let odd = call(script.config().endpoint_url("ftp://host").build()).await;
    assert!(odd.contains("ftp://host"), "{odd}");
    assert!(script.requests().is_empty());
}

#[tokio::test]
async fn no_secret_shows_in_an_error_or_a_debug_line() {
    let script = Script::default().reply(403, &[], "{}");
    let client = client(&script);
    let error =
        client.get_pending_job_executions().thing_name("pump").send().await.expect_err("a failure");
    for text in [format!("{error:?}"), error.to_string(), format!("{client:?}")] {
        assert!(!text.contains("wJalrXUtnFEMI"), "{text}");
    }
}
