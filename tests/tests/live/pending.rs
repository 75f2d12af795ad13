//! The pending executions of a thing, and their order.

use iot_jobs_data::types::JobExecutionStatus;
use serde_json::{Value, json};

use crate::fleet::{Fleet, client, job_ids};

#[tokio::test]
async fn nothing_pending_is_no_execution_and_no_error() {
    let fleet = Fleet::new(&["idle"]);
    assert!(fleet.start_next("idle").await.is_none());
    assert!(fleet.describe("idle", "$next").await.is_none());
    let pending = fleet.pending("idle").await;
    assert!(pending.in_progress.is_empty() && pending.queued.is_empty());
}

#[tokio::test]
async fn next_can_be_looked_at_without_starting_it() {
    let fleet = Fleet::with_job("pump", "flush");
    for _ in 0..2 {
        let next = fleet.describe("pump", "$next").await.expect("an execution");
        assert_eq!(next.job_id(), Some("flush"));
        assert_eq!(next.status(), Some(&JobExecutionStatus::Queued));
        assert_eq!(next.version_number(), 1);
        assert_eq!(next.job_document(), Some("{}"));
    }
}

#[tokio::test]
async fn a_started_job_is_handed_out_again_unchanged() {
    let fleet = Fleet::with_job("pump", "flush");
    let call = fleet.client.start_next_pending_job_execution().thing_name("pump");
    let first = call.status_details("run", "first").send().await.expect("an answer");
    let call = fleet.client.start_next_pending_job_execution().thing_name("pump");
    let second = call.status_details("run", "second").send().await.expect("an answer");

    let execution = second.execution().expect("an execution");
    assert_eq!(execution.version_number(), 2);
    let details = execution.status_details().expect("details");
    assert_eq!(details.get("run").map(String::as_str), Some("first"));
    assert_eq!(Some(execution), first.execution());
}

#[tokio::test]
async fn jobs_come_in_the_order_they_were_made() {
    let fleet = Fleet::new(&["crane"]);
    let jobs = ["zero", "one", "two", "three"];
    for job in jobs {
        fleet.create_job(job, "crane", &json!({}));
    }
    assert_eq!(job_ids(&fleet.pending("crane").await.queued), jobs);

    for (done, job) in jobs.into_iter().enumerate() {
        let execution = fleet.start_next("crane").await.expect("an execution");
        assert_eq!(execution.job_id(), Some(job));
        let pending = fleet.pending("crane").await;
        assert_eq!(job_ids(&pending.in_progress), [job]);
        assert_eq!(job_ids(&pending.queued), jobs[done + 1..]);
        let call = fleet.client.update_job_execution().thing_name("crane").job_id(job);
        call.status(JobExecutionStatus::Succeeded).send().await.expect("an answer");
    }
    assert!(fleet.start_next("crane").await.is_none());
}

#[tokio::test]
async fn a_job_of_many_things_is_an_execution_for_each() {
    let things = ["north", "south"];
    let fleet = Fleet::new(&things);
    fleet.control.create_job("blink", &things, &json!({})).expect("a job");
    for thing in things {
        let execution = fleet.start_next(thing).await.expect("an execution");
        assert_eq!(execution.thing_name(), Some(thing));
        let call = fleet.client.update_job_execution().thing_name(thing).job_id("blink");
        call.status(JobExecutionStatus::Succeeded).send().await.expect("an answer");
    }
    assert_eq!(fleet.control.job_status("blink").as_deref(), Ok("COMPLETED"));
}

#[tokio::test]
async fn a_canceled_job_is_not_pending_any_more() {
    let fleet = Fleet::with_job("pump", "flush");
    fleet.control.cancel_job("flush", false).expect("a cancellation");
    assert!(fleet.start_next("pump").await.is_none());
    assert!(fleet.pending("pump").await.queued.is_empty());
}

#[tokio::test]
async fn the_document_comes_unless_it_is_declined() {
    let fleet = Fleet::with_job("pump", "flush");
    for (wanted, document) in [(None, Some("{}")), (Some(true), Some("{}")), (Some(false), None)] {
        let call = fleet.client.describe_job_execution().thing_name("pump").job_id("flush");
        let call = call.set_include_job_document(wanted).execution_number(1);
        let output = call.send().await.expect("an answer");
        let execution = output.execution().expect("an execution");
        assert_eq!(execution.job_document(), document, "{wanted:?}");
        assert_eq!(execution.execution_number(), Some(1));
    }
}

#[tokio::test]
async fn a_long_document_in_many_scripts_arrives_whole() {
    let fleet = Fleet::new(&["pump"]);
    let document = json!({ "text": "Größe 漢字 😀 \"\\\n\t/ ".repeat(1500), "list": [1, true] });
    fleet.create_job("read", "pump", &document);
    let execution = fleet.describe("pump", "read").await.expect("an execution");
    let received: Value =
        serde_json::from_str(execution.job_document().expect("a document")).expect("JSON");
    assert_eq!(received, document);
}

#[tokio::test]
async fn any_name_a_thing_can_have_reaches_the_server() {
    let longest = ":".repeat(128);
    for thing in ["a:b_-C1", "-", "_:_", longest.as_str()] {
        let fleet = Fleet::with_job(thing, "name_-1");
        assert_eq!(job_ids(&fleet.pending(thing).await.queued), ["name_-1"]);
        let described = fleet.describe(thing, "name_-1").await.expect("an execution");
        assert_eq!(described.thing_name(), Some(thing));
        let started = fleet.start_next(thing).await.expect("an execution");
        assert_eq!(started.thing_name(), Some(thing));
        let call = fleet.client.update_job_execution().thing_name(thing).job_id("name_-1");
        call.status(JobExecutionStatus::Succeeded).send().await.expect("an answer");
        assert_eq!(fleet.stored("name_-1", thing)["status"], "SUCCEEDED");
    }
}

#[tokio::test]
async fn the_longest_job_id_reaches_the_server() {
    let job = "J".repeat(64);
    let fleet = Fleet::with_job("pump", &job);
    let execution = fleet.describe("pump", &job).await.expect("an execution");
    assert_eq!(execution.job_id(), Some(job.as_str()));
}

#[tokio::test]
async fn a_client_sees_the_jobs_of_its_region_only() {
    let fleet = Fleet::with_job("pump", "flush");
    let elsewhere = client(&fleet.keys, "eu-west-1");
    let call = elsewhere.get_pending_job_executions().thing_name("pump");
    assert!(call.send().await.expect("an answer").queued_jobs().is_empty());
    assert_eq!(job_ids(&fleet.pending("pump").await.queued), ["flush"]);
}
