//! Calls that fail before anything is sent over the network.

use std::fmt::Debug;
use std::time::Duration;

use iot_jobs_data::error::{BuildError, ProvideErrorMetadata, SdkError};
use tests::server::Server;

use crate::call::{assert_asked, assert_says, client};
use crate::driver::Client;

#[tokio::test]
async fn a_required_member_that_is_missing_is_named_before_anything_is_sent() {
    let (server, client) = untouched();
    let call = client.update_job_execution().thing_name("pump").job_id("flush");
    let expected = "UpdateJobExecution failed: `status` is required by UpdateJobExecutionInput";
    assert_not_built(call.clone().send().await, "status", expected);
    assert_not_built(call.clone().customize().into_signed_request().await, "status", expected);
    let presigned = call.customize().presign(Duration::from_secs(60)).await;
    assert_not_built(presigned, "status", expected);
    assert_asked(&server, 0, 0).await;
}

#[tokio::test]
async fn a_label_that_leads_elsewhere_is_refused_before_anything_is_sent() {
    let (server, client) = untouched();
    for label in [".", ".."] {
        let call = client.get_pending_job_executions().thing_name(label);
        let expected = "GetPendingJobExecutions failed: `thingName` is a dot segment";
        assert_not_built(call.send().await, "thingName", expected);
        let call = client.describe_job_execution().thing_name("pump").job_id(label);
        let expected = "DescribeJobExecution failed: `jobId` is a dot segment";
        assert_not_built(call.clone().send().await, "jobId", expected);
        assert_not_built(call.customize().into_signed_request().await, "jobId", expected);
    }
    assert_asked(&server, 0, 0).await;
}

#[tokio::test]
async fn an_empty_label_is_refused_before_anything_is_sent() {
    let (server, client) = untouched();
    let call = client.get_pending_job_executions().thing_name("");
    let expected = "GetPendingJobExecutions failed: `thingName` is empty";
    assert_not_built(call.send().await, "thingName", expected);
    assert_asked(&server, 0, 0).await;
}

fn untouched() -> (Server, Client) {
    let server = Server::playing([]);
    let client = client(&server);
    (server, client)
}

/// The member is named, and the text starts as expected.
#[track_caller]
fn assert_not_built<T: Debug, E: ProvideErrorMetadata + std::error::Error>(
    result: Result<T, SdkError<E>>,
    member: &str,
    expected: &str,
) {
    let error = result.expect_err("a refusal");
    let SdkError::ConstructionFailure(failure) = &error else { panic!("{error:?}") };
    assert_eq!(failure.build_error().and_then(BuildError::member), Some(member));
    assert_says(&error, &[]);
    assert!(error.to_string().starts_with(expected), "{error}");
}
