//! Complete lives of jobs, from queued to every terminal status that a device can set.

use std::time::{SystemTime, UNIX_EPOCH};

use iot_jobs_data::types::JobExecutionStatus;
use serde_json::{Value, json};

use crate::fleet::{Fleet, job_ids};

#[tokio::test]
async fn a_job_is_queued_started_worked_on_and_done() {
    let fleet = Fleet::new(&["press"]);
    fleet.create_job("firmware", "press", &json!({ "version": "1.2.0" }));

    assert_queued(&fleet).await;
    assert_started(&fleet).await;
    for (step, version) in [("download", 3), ("verify", 4), ("install", 5)] {
        report(&fleet, step, version).await;
    }
    succeed(&fleet).await;

    let left = fleet.pending("press").await;
    assert!(left.in_progress.is_empty() && left.queued.is_empty());
    let stored = fleet.stored("firmware", "press");
    assert_eq!(stored["status"], "SUCCEEDED");
    assert_eq!(stored["details"], json!({ "step": "install" }));
    assert_eq!(stored["version"], 6);
    assert_eq!(fleet.control.job_status("firmware").as_deref(), Ok("COMPLETED"));
}

async fn assert_queued(fleet: &Fleet) {
    let pending = fleet.pending("press").await;
    assert!(pending.in_progress.is_empty());
    let [summary] = &pending.queued[..] else { panic!("{:?}", pending.queued) };
    assert_eq!(summary.job_id(), Some("firmware"));
    assert_eq!(summary.version_number(), 1);
    assert_eq!(summary.execution_number(), Some(1));
    assert_eq!(summary.started_at(), None);
    assert_is_now(summary.queued_at());
    assert_is_now(summary.last_updated_at());

    let execution = fleet.describe("press", "firmware").await.expect("an execution");
    assert_eq!(execution.status(), Some(&JobExecutionStatus::Queued));
    assert_eq!(execution.status_details(), None);
    assert_eq!(execution.version_number(), 1);
}

async fn assert_started(fleet: &Fleet) {
    let call = fleet.client.start_next_pending_job_execution().thing_name("press");
    let output = call.status_details("step", "begin").send().await.expect("an answer");
    let execution = output.execution().expect("an execution");
    assert_eq!(execution.job_id(), Some("firmware"));
    assert_eq!(execution.thing_name(), Some("press"));
    assert_eq!(execution.status(), Some(&JobExecutionStatus::InProgress));
    assert_eq!(execution.version_number(), 2);
    assert_eq!(execution.execution_number(), Some(1));
    let details = execution.status_details().expect("details");
    assert_eq!(details.get("step").map(String::as_str), Some("begin"));
    assert_is_now(execution.queued_at());
    assert_is_now(execution.started_at().expect("a start"));
    assert_is_now(execution.last_updated_at());
    let document: Value =
        serde_json::from_str(execution.job_document().expect("a document")).expect("JSON");
    assert_eq!(document, json!({ "version": "1.2.0" }));

    let pending = fleet.pending("press").await;
    assert!(pending.queued.is_empty());
    assert_eq!(job_ids(&pending.in_progress), ["firmware"]);
    assert_is_now(pending.in_progress[0].started_at().expect("a start"));
}

/// Reports a step, which increases the version of the execution to this one.
async fn report(fleet: &Fleet, step: &str, version: i64) {
    let call = fleet.client.update_job_execution().thing_name("press").job_id("firmware");
    let call = call.status(JobExecutionStatus::InProgress).status_details("step", step);
    let call = call.expected_version(version - 1).include_job_execution_state(true);
    let output = call.send().await.expect("an answer");
    let state = output.execution_state().expect("a state");
    assert_eq!(state.status(), Some(&JobExecutionStatus::InProgress));
    assert_eq!(state.version_number(), version);
    let details = state.status_details().expect("details");
    assert_eq!(details.get("step").map(String::as_str), Some(step));
}

async fn succeed(fleet: &Fleet) {
    let call = fleet.client.update_job_execution().thing_name("press").job_id("firmware");
    let call = call.status(JobExecutionStatus::Succeeded).expected_version(5);
    call.send().await.expect("an answer");
}

fn assert_is_now(seconds: i64) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time after 1970");
    let age = i64::try_from(now.as_secs()).expect("a time before 292277026596") - seconds;
    assert!((-1..300).contains(&age), "{seconds} is {age} s ago");
}

const ENDS: [(JobExecutionStatus, &str); 3] = [
    (JobExecutionStatus::Succeeded, "SUCCEEDED"),
    (JobExecutionStatus::Failed, "FAILED"),
    (JobExecutionStatus::Rejected, "REJECTED"),
];

#[tokio::test]
async fn a_started_job_ends_as_the_device_says() {
    for (status, stored) in ENDS {
        let fleet = Fleet::with_job("lamp", "dim");
        fleet.start_next("lamp").await.expect("an execution");
        end(&fleet, status, stored, 3).await;
    }
}

#[tokio::test]
async fn a_queued_job_ends_without_a_start() {
    for (status, stored) in ENDS {
        let fleet = Fleet::with_job("lamp", "dim");
        end(&fleet, status, stored, 2).await;
    }
}

/// Ends the job `dim` of the thing `lamp`, which increases the version of its execution to this
/// one.
async fn end(fleet: &Fleet, status: JobExecutionStatus, name: &str, version: i64) {
    let call = fleet.client.update_job_execution().thing_name("lamp").job_id("dim");
    let call = call.status(status.clone()).status_details("reason", name);
    let output = call.include_job_execution_state(true).send().await.expect("an answer");
    let state = output.execution_state().expect("a state");
    assert_eq!(state.status(), Some(&status));
    assert_eq!(state.version_number(), version);

    let stored = fleet.stored("dim", "lamp");
    assert_eq!(stored["status"], name);
    assert_eq!(stored["details"], json!({ "reason": name }));
    assert!(fleet.start_next("lamp").await.is_none());
}
