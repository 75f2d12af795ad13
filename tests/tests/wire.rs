//! The bytes on the wire match those of boto3 and the official crate, which were recorded with the
//! same calls and agree in everything that `wire/recordings.json` contains.

use bytes::Bytes;
use http::Request;
use iot_jobs_data::operation::describe_job_execution::DescribeJobExecutionInput;
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsInput;
use iot_jobs_data::operation::start_command_execution::StartCommandExecutionInput;
use iot_jobs_data::operation::start_next_pending_job_execution::StartNextPendingJobExecutionInput;
use iot_jobs_data::operation::update_job_execution::UpdateJobExecutionInput;
use iot_jobs_data::{Client, Operation};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tests::script::Script;

#[tokio::test]
async fn requests_equal_those_of_boto3_and_of_the_official_crate() {
    for recording in recordings() {
        let name = format!("{} {}", recording["operation"], recording["case"]);
        let sent = send(&recording).await;
        assert_eq!(sent.method().as_str(), recording["method"], "{name}");
        assert_eq!(sent.uri().path(), recording["path"], "{name}");
        assert_eq!(sent.uri().query().unwrap_or_default(), recording["query"], "{name}");
        let content_type =
            sent.headers().get("content-type").map(|value| value.to_str().expect("text"));
        assert_eq!(content_type, recording["contentType"].as_str(), "{name}");
        let body = match sent.body().as_ref() {
            b"" => Value::Null,
            body => serde_json::from_slice(body).expect("JSON"),
        };
        assert_eq!(body, recording["body"], "{name}");
        assert_signed(&sent);
    }
}

/// Every AWS SDK sends these headers.
fn assert_signed(sent: &Request<Bytes>) {
    let header = |name: &str| sent.headers()[name].to_str().expect("text");
    let date = header("x-amz-date");
    let scope =
        format!("Credential=AKIDEXAMPLE/{}/us-east-1/iot-jobs-data/aws4_request", &date[..8]);
    assert!(header("authorization").contains(&scope), "{}", header("authorization"));
    let signed =
        if sent.body().is_empty() { "host;x-amz-date" } else { "content-type;host;x-amz-date" };
    assert!(header("authorization").contains(&format!("SignedHeaders={signed},")));
    assert_eq!(header("amz-sdk-request"), "attempt=1; max=3");
    assert_eq!(header("amz-sdk-invocation-id").len(), 36);
    assert!(header("user-agent").starts_with("iot-jobs-data/"));
}

async fn send(recording: &Value) -> Request<Bytes> {
    let mut members = recording["outsideTheBody"].clone();
    for (name, value) in recording["body"].as_object().into_iter().flatten() {
        members[name] = value.clone();
    }
    match recording["operation"].as_str().expect("a name") {
        "DescribeJobExecution" => call::<DescribeJobExecutionInput>(members).await,
        "GetPendingJobExecutions" => call::<GetPendingJobExecutionsInput>(members).await,
        "StartCommandExecution" => call::<StartCommandExecutionInput>(members).await,
        "StartNextPendingJobExecution" => call::<StartNextPendingJobExecutionInput>(members).await,
        "UpdateJobExecution" => call::<UpdateJobExecutionInput>(members).await,
        other => panic!("an operation without a recording: {other}"),
    }
}

/// Every input can be read from JSON, including members outside the body.
async fn call<O>(members: Value) -> Request<Bytes>
where
    O: DeserializeOwned + Operation<Client = Client>,
{
    let input: O = serde_json::from_value(members).expect("an input");
    let script = Script::default();
    let client = Client::from_conf(script.config().build());
    client.send(input).await.unwrap_or_else(|error| panic!("{error}"));
    script.requests().remove(0)
}

fn recordings() -> Vec<Value> {
    let recordings = serde_json::from_str(include_str!("../wire/recordings.json")).expect("JSON");
    let Value::Array(recordings) = recordings else { panic!("not a list") };
    assert_eq!(recordings.len(), 8);
    recordings
}
