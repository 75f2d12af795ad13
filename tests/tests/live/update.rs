//! What an update changes, what it leaves unchanged and what it returns.

use std::collections::HashMap;

use iot_jobs_data::operation::update_job_execution::UpdateJobExecutionError;
use iot_jobs_data::types::{JobExecutionState, JobExecutionStatus};
use serde_json::json;

use crate::fleet::{Fleet, assert_refused};

type Details = HashMap<String, String>;

fn details(pairs: &[(&str, &str)]) -> Details {
    pairs.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect()
}

/// Reports that the job `flush` of the thing `pump` is in progress.
async fn report(fleet: &Fleet, details: Option<Details>) -> JobExecutionState {
    let call = fleet.client.update_job_execution().thing_name("pump").job_id("flush");
    let call = call.status(JobExecutionStatus::InProgress).set_status_details(details);
    let output = call.include_job_execution_state(true).send().await.expect("an answer");
    output.execution_state().cloned().expect("a state")
}

#[tokio::test]
async fn details_stay_when_none_are_sent_and_are_replaced_by_those_that_are() {
    let fleet = Fleet::with_job("pump", "flush");
    let first = details(&[("step", "one"), ("percent", "10")]);
    assert_eq!(report(&fleet, Some(first.clone())).await.status_details(), Some(&first));
    assert_eq!(report(&fleet, None).await.status_details(), Some(&first));

    let second = details(&[("step", "two")]);
    assert_eq!(report(&fleet, Some(second.clone())).await.status_details(), Some(&second));
    let described = fleet.describe("pump", "flush").await.expect("an execution");
    assert_eq!(described.status_details(), Some(&second));
}

#[tokio::test]
async fn no_details_at_all_are_another_thing_than_none_sent() {
    let fleet = Fleet::with_job("pump", "flush");
    assert_eq!(report(&fleet, None).await.status_details(), None);
    report(&fleet, Some(details(&[("step", "one")]))).await;
    let empty = Details::new();
    assert_eq!(report(&fleet, Some(empty.clone())).await.status_details(), Some(&empty));
}

#[tokio::test]
async fn details_in_any_script_come_back_as_they_were() {
    let fleet = Fleet::with_job("pump", "flush");
    let longest = "ß".repeat(1024);
    let odd_key = format!("{}:_-Z9", "k".repeat(123));
    let sent = details(&[
        ("german", "Grüße aus der Pumpe"),
        ("chinese", "泵已冲洗"),
        ("emoji", "😀🔧"),
        ("quotes", r#"a "b" \c\ /d/ <e> &f; %41 \u0041 + ="#),
        ("longest", &longest),
        (&odd_key, "a key of 128 characters"),
    ]);
    assert_eq!(report(&fleet, Some(sent.clone())).await.status_details(), Some(&sent));
    assert_eq!(fleet.stored("flush", "pump")["details"], json!(sent));
}

#[tokio::test]
async fn the_right_version_is_let_through_and_raised() {
    let fleet = Fleet::with_job("pump", "flush");
    for version in 1..5 {
        let call = fleet.client.update_job_execution().thing_name("pump").job_id("flush");
        let call = call.status(JobExecutionStatus::InProgress).expected_version(version);
        let output = call.include_job_execution_state(true).send().await.expect("an answer");
        assert_eq!(output.execution_state().expect("a state").version_number(), version + 1);
    }
}

#[tokio::test]
async fn a_wrong_version_is_refused_and_changes_nothing() {
    let fleet = Fleet::with_job("pump", "flush");
    for version in [i64::MIN, -1, 0, 2, i64::MAX] {
        let call = fleet.client.update_job_execution().thing_name("pump").job_id("flush");
        let call = call.status(JobExecutionStatus::Succeeded).expected_version(version);
        assert_refused(
            call.send().await,
            UpdateJobExecutionError::is_invalid_request_exception,
            "InvalidRequestException",
            &format!("Expected version {version} but found version 1"),
        );
    }
    let stored = fleet.stored("flush", "pump");
    assert_eq!(stored["status"], "QUEUED");
    assert_eq!(stored["version"], 1);
}

#[tokio::test]
async fn an_update_answers_with_what_was_asked_for() {
    let fleet = Fleet::with_job("pump", "flush");
    for (state, document) in [(false, false), (false, true), (true, false), (true, true)] {
        let call = fleet.client.update_job_execution().thing_name("pump").job_id("flush");
        let call = call.status(JobExecutionStatus::InProgress).execution_number(1);
        let call = call.include_job_execution_state(state).include_job_document(document);
        let output = call.send().await.expect("an answer");
        assert_eq!(output.execution_state().is_some(), state);
        assert_eq!(output.job_document(), document.then_some("{}"));
    }
}

#[tokio::test]
async fn an_update_answers_with_nothing_unless_asked() {
    let fleet = Fleet::with_job("pump", "flush");
    let call = fleet.client.update_job_execution().thing_name("pump").job_id("flush");
    let output = call.status(JobExecutionStatus::InProgress).send().await.expect("an answer");
    assert!(output.execution_state().is_none());
    assert!(output.job_document().is_none());
}

#[tokio::test]
async fn a_step_timeout_runs_from_the_update_that_sets_it() {
    let fleet = Fleet::with_job("pump", "flush");
    let call = fleet.client.start_next_pending_job_execution().thing_name("pump");
    let started = call.step_timeout_in_minutes(5).send().await.expect("an answer");
    assert!(started.execution().is_some());

    for minutes in [5, 10_080] {
        let call = fleet.client.update_job_execution().thing_name("pump").job_id("flush");
        let call = call.status(JobExecutionStatus::InProgress).step_timeout_in_minutes(minutes);
        call.send().await.expect("an answer");
        let execution = fleet.describe("pump", "flush").await.expect("an execution");
        let left = execution.approximate_seconds_before_timed_out().expect("a timeout");
        assert!((minutes * 60 - 60..=minutes * 60).contains(&left), "{left}");
    }
}
