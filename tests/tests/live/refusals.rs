//! Every error that the server can return, by type, code and message.

use iot_jobs_data::operation::describe_job_execution::DescribeJobExecutionError;
use iot_jobs_data::operation::start_next_pending_job_execution::StartNextPendingJobExecutionError;
use iot_jobs_data::operation::update_job_execution::UpdateJobExecutionError;
use iot_jobs_data::types::JobExecutionStatus;

use crate::fleet::{Fleet, assert_refused, assert_refused_unlisted};

const NOT_FOUND: &str = "ResourceNotFoundException";
const INVALID_REQUEST: &str = "InvalidRequestException";
const INVALID_TRANSITION: &str = "InvalidStateTransitionException";
const TERMINAL: &str = "TerminalStateException";
const ENDED: &str =
    "Job Execution has reached terminal state. It is neither IN_PROGRESS nor QUEUED";
const BAD_DETAILS: &str =
    "statusDetails must be a map of non-empty string keys to non-empty strings";

/// Things, jobs and numbers of executions that do not exist; the job `flush` of `pump` does.
const MISSING: [(&str, &str, Option<i64>); 3] =
    [("pump", "drain", None), ("nobody", "flush", None), ("pump", "flush", Some(2))];

#[tokio::test]
async fn describing_what_is_not_there() {
    let fleet = Fleet::with_job("pump", "flush");
    for (thing, job, number) in MISSING {
        let call = fleet.client.describe_job_execution().thing_name(thing).job_id(job);
        assert_refused(
            call.set_execution_number(number).send().await,
            DescribeJobExecutionError::is_resource_not_found_exception,
            NOT_FOUND,
            &format!("Job {job} not found for {thing}"),
        );
    }
}

#[tokio::test]
async fn describing_a_job_that_was_deleted() {
    let fleet = Fleet::with_job("pump", "flush");
    fleet.control.delete_job("flush").expect("a deletion");
    let call = fleet.client.describe_job_execution().thing_name("pump").job_id("flush");
    assert_refused(
        call.send().await,
        DescribeJobExecutionError::is_resource_not_found_exception,
        NOT_FOUND,
        "Job flush not found for pump",
    );
}

#[tokio::test]
async fn describing_a_job_that_has_ended() {
    for status in
        [JobExecutionStatus::Succeeded, JobExecutionStatus::Failed, JobExecutionStatus::Rejected]
    {
        let fleet = Fleet::with_job("pump", "flush");
        let call = fleet.client.update_job_execution().thing_name("pump").job_id("flush");
        call.status(status).send().await.expect("an answer");
        assert_ended(&fleet).await;
    }
}

#[tokio::test]
async fn describing_a_job_that_was_canceled() {
    let fleet = Fleet::with_job("pump", "flush");
    fleet.control.cancel_job("flush", false).expect("a cancellation");
    assert_ended(&fleet).await;
}

#[tokio::test]
async fn describing_a_job_that_was_canceled_under_way() {
    let fleet = Fleet::with_job("pump", "flush");
    fleet.start_next("pump").await.expect("an execution");
    fleet.control.cancel_job("flush", true).expect("a cancellation");
    assert_ended(&fleet).await;
}

async fn assert_ended(fleet: &Fleet) {
    let call = fleet.client.describe_job_execution().thing_name("pump").job_id("flush");
    assert_refused(
        call.send().await,
        DescribeJobExecutionError::is_terminal_state_exception,
        TERMINAL,
        ENDED,
    );
}

#[tokio::test]
async fn starting_with_details_the_service_does_not_take() {
    let fleet = Fleet::with_job("pump", "flush");
    for (key, value) in [("step", ""), ("", "one")] {
        let call = fleet.client.start_next_pending_job_execution().thing_name("pump");
        assert_refused(
            call.status_details(key, value).send().await,
            StartNextPendingJobExecutionError::is_invalid_request_exception,
            INVALID_REQUEST,
            BAD_DETAILS,
        );
    }
    assert_eq!(fleet.stored("flush", "pump")["status"], "QUEUED");
}

#[tokio::test]
async fn updating_with_details_the_service_does_not_take() {
    let fleet = Fleet::with_job("pump", "flush");
    for (key, value) in [("step", ""), ("", "one")] {
        let call = fleet.client.update_job_execution().thing_name("pump").job_id("flush");
        let call = call.status(JobExecutionStatus::InProgress).status_details(key, value);
        assert_refused(
            call.send().await,
            UpdateJobExecutionError::is_invalid_request_exception,
            INVALID_REQUEST,
            BAD_DETAILS,
        );
    }
}

#[tokio::test]
async fn updating_what_is_not_there() {
    let fleet = Fleet::with_job("pump", "flush");
    for (thing, job, number) in MISSING {
        let call = fleet.client.update_job_execution().thing_name(thing).job_id(job);
        let call = call.status(JobExecutionStatus::InProgress).set_execution_number(number);
        assert_refused(
            call.send().await,
            UpdateJobExecutionError::is_resource_not_found_exception,
            NOT_FOUND,
            &format!("Job {job} not found for {thing}"),
        );
    }
}

#[tokio::test]
async fn updating_the_next_job_without_its_name() {
    let fleet = Fleet::with_job("pump", "flush");
    let call = fleet.client.update_job_execution().thing_name("pump").job_id("$next");
    assert_refused(
        call.status(JobExecutionStatus::InProgress).send().await,
        UpdateJobExecutionError::is_invalid_request_exception,
        INVALID_REQUEST,
        "Unsupported iot-jobs-data path: POST /things/pump/jobs/$next",
    );
}

#[tokio::test]
async fn updating_to_a_status_nobody_knows() {
    let fleet = Fleet::with_job("pump", "flush");
    let call = fleet.client.update_job_execution().thing_name("pump").job_id("flush");
    assert_refused(
        call.status(JobExecutionStatus::from("SLEEPING")).send().await,
        UpdateJobExecutionError::is_invalid_request_exception,
        INVALID_REQUEST,
        "Invalid job execution status: 'SLEEPING'",
    );
}

#[tokio::test]
async fn updating_to_a_status_the_service_keeps_for_itself() {
    let fleet = Fleet::with_job("pump", "flush");
    for (status, name) in [
        (JobExecutionStatus::Queued, "QUEUED"),
        (JobExecutionStatus::TimedOut, "TIMED_OUT"),
        (JobExecutionStatus::Removed, "REMOVED"),
        (JobExecutionStatus::Canceled, "CANCELED"),
    ] {
        let call = fleet.client.update_job_execution().thing_name("pump").job_id("flush");
        assert_refused(
            call.status(status).send().await,
            UpdateJobExecutionError::is_invalid_state_transition_exception,
            INVALID_TRANSITION,
            &format!("The status of job execution cannot be changed to be {name}"),
        );
    }
}

#[tokio::test]
async fn updating_a_job_that_has_ended() {
    let fleet = Fleet::with_job("pump", "flush");
    let update = || fleet.client.update_job_execution().thing_name("pump").job_id("flush");
    update().status(JobExecutionStatus::Failed).send().await.expect("an answer");
    for status in [JobExecutionStatus::InProgress, JobExecutionStatus::Failed] {
        assert_refused(
            update().status(status).send().await,
            UpdateJobExecutionError::is_invalid_state_transition_exception,
            INVALID_TRANSITION,
            "Job flush for pump has already finished with status FAILED",
        );
    }
}

#[tokio::test]
async fn updating_a_job_that_was_canceled() {
    let fleet = Fleet::with_job("pump", "flush");
    fleet.control.cancel_job("flush", false).expect("a cancellation");
    let call = fleet.client.update_job_execution().thing_name("pump").job_id("flush");
    assert_refused(
        call.status(JobExecutionStatus::InProgress).send().await,
        UpdateJobExecutionError::is_invalid_state_transition_exception,
        INVALID_TRANSITION,
        "Job flush for pump has already finished with status CANCELED",
    );
}

/// This server does not implement commands and returns an error that the operation does not
/// declare.
#[tokio::test]
async fn starting_a_command() {
    let fleet = Fleet::new(&["pump"]);
    let call = fleet.client.start_command_execution();
    let call = call.target_arn("arn:aws:iot:us-east-1:123456789012:thing/pump");
    let call = call.command_arn("arn:aws:iot:us-east-1:123456789012:command/flush");
    assert_refused_unlisted(
        call.send().await,
        INVALID_REQUEST,
        "Unsupported iot-jobs-data path: POST /command-executions",
    );
}
