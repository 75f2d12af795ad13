//! Authorization: the server verifies every signature and every permission.

use std::fmt::Debug;

use iot_jobs_data::error::{ProvideErrorMetadata, SdkError};
use iot_jobs_data::types::JobExecutionStatus;
use tests::ministack::{Keys, REGION};

use crate::fleet::{Fleet, assert_refused_unlisted, client};

const BAD_SIGNATURE: &str = "The request signature we calculated does not match the signature you \
    provided. Check your AWS Secret Access Key and signing method. Consult the service \
    documentation for details.";

#[tokio::test]
async fn a_wrong_secret_is_refused() {
    let fleet = Fleet::new(&["pump"]);
    let keys = Keys { secret: "guessed".to_owned(), ..fleet.keys };
    let call = client(&keys, REGION).get_pending_job_executions().thing_name("pump");
    assert_refused_unlisted(call.send().await, "InvalidSignatureException", BAD_SIGNATURE);
}

#[tokio::test]
async fn an_unknown_key_is_refused() {
    let fleet = Fleet::new(&["pump"]);
    let keys = Keys { access_key: "AKIAIOSFODNN7EXAMPLE".to_owned(), ..fleet.keys };
    let call = client(&keys, REGION).get_pending_job_executions().thing_name("pump");
    let message = "The security token included in the request is invalid.";
    assert_refused_unlisted(call.send().await, "UnrecognizedClientException", message);
}

#[tokio::test]
async fn temporary_keys_work_with_their_token() {
    let fleet = Fleet::with_job("a:b", "flush");
    let keys = fleet.control.create_session(&fleet.keys).expect("a session");
    let client = client(&keys, REGION);
    let call = client.start_next_pending_job_execution().thing_name("a:b");
    let output = call.status_details("step", "one").send().await.expect("an answer");
    assert_eq!(output.execution().and_then(|execution| execution.job_id()), Some("flush"));
    let call = client.describe_job_execution().thing_name("a:b").job_id("$next");
    let output = call.send().await.expect("an answer");
    assert_eq!(output.execution().map(|execution| execution.version_number()), Some(2));
}

#[tokio::test]
async fn temporary_keys_do_not_work_with_another_token_or_none() {
    let fleet = Fleet::new(&["pump"]);
    let keys = fleet.control.create_session(&fleet.keys).expect("a session");
    for (token, message) in [
        (Some("guessed"), "The security token included in the request is invalid"),
        (None, "The security token included in the request is invalid."),
    ] {
        let keys = Keys { token: token.map(str::to_owned), ..keys.clone() };
        let call = client(&keys, REGION).get_pending_job_executions().thing_name("pump");
        assert_refused_unlisted(call.send().await, "UnrecognizedClientException", message);
    }
}

#[tokio::test]
async fn each_operation_asks_for_its_own_permission() {
    let fleet = Fleet::with_rights(&["pump"], &[]);
    let call = fleet.client.get_pending_job_executions().thing_name("pump");
    assert_denied(&fleet, call.send().await, "iotjobsdata:GetPendingJobExecutions");

    let call = fleet.client.describe_job_execution().thing_name("pump").job_id("flush");
    assert_denied(&fleet, call.send().await, "iotjobsdata:DescribeJobExecution");

    let call = fleet.client.describe_job_execution().thing_name("pump").job_id("$next");
    assert_denied(&fleet, call.send().await, "iotjobsdata:DescribeJobExecution");

    let call = fleet.client.start_next_pending_job_execution().thing_name("pump");
    assert_denied(&fleet, call.send().await, "iotjobsdata:StartNextPendingJobExecution");

    let call = fleet.client.update_job_execution().thing_name("pump").job_id("flush");
    let call = call.status(JobExecutionStatus::Succeeded);
    assert_denied(&fleet, call.send().await, "iotjobsdata:UpdateJobExecution");

    let call = fleet.client.start_command_execution().target_arn("pump").command_arn("flush");
    assert_denied(&fleet, call.send().await, "iot:StartCommandExecution");
}

#[track_caller]
fn assert_denied<T: Debug, E: ProvideErrorMetadata + Debug>(
    fleet: &Fleet,
    result: Result<T, SdkError<E>>,
    action: &str,
) {
    let user = format!("arn:aws:iam::{}:user/device", fleet.control.account());
    let message = format!(
        "User: {user} is not authorized to perform: {action} \
         because no identity-based policy allows the {action} action"
    );
    assert_refused_unlisted(result, "AccessDeniedException", &message);
}
