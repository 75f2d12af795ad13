//! Calls that are refused before anything goes over the network.

use iot_jobs_data::Client;
use iot_jobs_data::error::{BuildError, ProvideErrorMetadata, SdkError};
use std::fmt::Debug;
use tests::server::Server;

use crate::call::{assert_asked, assert_says, client};

#[tokio::test]
async fn a_required_member_that_is_missing_is_named_before_anything_is_sent() {
    let (server, client) = untouched();
    let call = client.update_job_execution().thing_name("pump").job_id("flush");
    assert_not_built(call.send().await, "status", "is required by UpdateJobExecutionInput");
    assert_asked(&server, 0, 0).await;
}

#[tokio::test]
async fn a_label_that_leads_elsewhere_is_refused_before_anything_is_sent() {
    let (server, client) = untouched();
    for label in [".", ".."] {
        let call = client.get_pending_job_executions().thing_name(label);
        assert_not_built(call.send().await, "thingName", "");
        let call = client.describe_job_execution().thing_name("pump").job_id(label);
        assert_not_built(call.send().await, "jobId", "");
    }
    assert_asked(&server, 0, 0).await;
}

#[tokio::test]
async fn an_empty_label_is_refused_before_anything_is_sent() {
    let (server, client) = untouched();
    let call = client.get_pending_job_executions().thing_name("");
    assert_not_built(call.send().await, "thingName", "empty");
    assert_asked(&server, 0, 0).await;
}

fn untouched() -> (Server, Client) {
    let server = Server::playing([]);
    let client = client(&server);
    (server, client)
}

#[track_caller]
fn assert_not_built<T: Debug, E: ProvideErrorMetadata + std::error::Error>(
    result: Result<T, SdkError<E>>,
    member: &str,
    problem: &str,
) {
    let error = result.expect_err("a refusal");
    let SdkError::ConstructionFailure(failure) = &error else { panic!("{error:?}") };
    assert_eq!(failure.build_error().and_then(BuildError::member), Some(member));
    assert_says(&error, &[&format!("`{member}`"), problem]);
}
