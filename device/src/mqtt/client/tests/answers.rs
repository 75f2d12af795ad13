use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;

use super::*;
use crate::mqtt::{Describe, RejectionCode, RequestError, StartNext, UpdateExecution};

/// Answers the next request with these members.
async fn reply(broker: &mut Broker, outcome: &str, members: Value) {
    let (topic, token, _) = broker.request().await;
    broker.answer(&topic, outcome, &token, members);
}

#[tokio::test]
async fn an_execution_keeps_its_document_as_it_was_sent() {
    let (client, mut broker) = client().await;
    let document =
        r#"{ "b":1.10, "a":123456789012345678901234567890, "e":1e999, "é":"\ud83d\ude80" }"#;
    let answer = async {
        let (topic, token, _) = broker.request().await;
        let payload = format!(
            r#"{{"execution":{{"jobId":"j","jobDocument":{document}}},"clientToken":"{token}"}}"#
        );
        broker.publish(format!("{topic}/accepted"), payload);
    };
    let start = StartNext::default();
    let (result, ()) = tokio::join!(client.start_next(&start), answer);
    let execution = result.unwrap().execution.unwrap();
    let received = execution.job_document.unwrap();
    assert_eq!(received.as_str(), document);
    assert!(received.to_value().is_err(), "1e999 is no number of JSON values");
}

#[tokio::test]
async fn members_are_read_with_the_types_of_the_service() {
    let (client, mut broker) = client().await;
    let members = json!({"execution": execution("job-1")});
    let describe = Describe::default();
    let (result, ()) =
        tokio::join!(client.describe_next(&describe), reply(&mut broker, "accepted", members));
    let reply = result.unwrap();
    let execution = reply.execution.unwrap();
    assert_eq!(reply.timestamp, 1_700_000_010);
    assert_eq!(reply.client_token.len(), 32);
    assert_eq!(execution.job_id, "job-1");
    assert_eq!(execution.status, Some(JobExecutionStatus::InProgress));
    assert_eq!(execution.status_details.unwrap()["step"], "install");
    assert_eq!((execution.version_number, execution.execution_number), (3, Some(2)));
    assert_eq!(execution.queued_at, 1_700_000_000);
    assert_eq!(execution.approximate_seconds_before_timed_out, Some(90));
    assert_eq!(execution.job_document.unwrap().to_value().unwrap()["operation"], "install");
}

#[tokio::test]
async fn lists_and_updates_are_read() {
    let (client, mut broker) = client().await;
    let summary = json!({"jobId": "a", "queuedAt": 5, "executionNumber": 1, "versionNumber": 2});
    let lists = json!({"inProgressJobs": [summary], "queuedJobs": [{"jobId": "b"}]});
    let (result, ()) = tokio::join!(client.get_pending(), reply(&mut broker, "accepted", lists));
    let lists = result.unwrap();
    assert_eq!(lists.in_progress_jobs[0].job_id.as_deref(), Some("a"));
    assert_eq!(lists.in_progress_jobs[0].queued_at, 5);
    assert_eq!(lists.queued_jobs[0].job_id.as_deref(), Some("b"));

    let state = json!({"status": "IN_PROGRESS", "versionNumber": 4, "statusDetails": {"a": "b"}});
    let members = json!({"executionState": state, "jobDocument": {"x": 1}});
    let update = UpdateExecution::new(JobExecutionStatus::InProgress);
    let (result, ()) =
        tokio::join!(client.update("a", &update), reply(&mut broker, "accepted", members));
    let updated = result.unwrap();
    assert_eq!(updated.execution_state.unwrap().version_number, 4);
    assert_eq!(updated.job_document.unwrap().as_str(), r#"{"x":1}"#);
}

#[tokio::test]
async fn answers_may_come_in_any_order_and_before_the_publish_completes() {
    let (client, mut broker) = client().await;
    broker.hold_publish();
    let describe = Describe::default();
    let requests =
        async { tokio::join!(client.describe("a", &describe), client.describe("b", &describe)) };
    let answers = async {
        let first = broker.request().await;
        let second = broker.request().await;
        for (topic, token, _) in [second, first] {
            let job = topic.trim_end_matches("/get").rsplit('/').next().unwrap().to_owned();
            broker.answer(&topic, "accepted", &token, json!({"execution": execution(&job)}));
        }
    };
    let ((a, b), ()) = tokio::join!(requests, answers);
    assert_eq!(a.unwrap().execution.unwrap().job_id, "a");
    assert_eq!(b.unwrap().execution.unwrap().job_id, "b");
}

#[tokio::test]
async fn answers_to_others_are_dropped_and_counted() {
    let (client, mut broker) = client().await;
    let answer = async {
        let (topic, token, _) = broker.request().await;
        let other_thing = topic.replace("pump-17", "pump-18");
        broker.answer(&other_thing, "accepted", &token, json!({"execution": execution("x")}));
        broker.answer(&topic, "accepted", "another token", json!({}));
        broker.publish(format!("{topic}/accepted"), "{}");
        // Our token, for another operation and another job.
        broker.answer(&format!("{PREFIX}start-next"), "accepted", &token, json!({}));
        broker.answer(&format!("{PREFIX}other/get"), "accepted", &token, json!({}));
        broker.publish("plant/valve", "open");
        broker.answer(&topic, "accepted", &token, json!({"execution": execution("mine")}));
    };
    let describe = Describe::default();
    let (result, ()) = tokio::join!(client.describe("mine", &describe), answer);
    assert_eq!(result.unwrap().execution.unwrap().job_id, "mine");
    let counters = client.counters();
    assert_eq!((counters.answers, counters.for_other_things), (1, 1));
    assert_eq!((counters.unclaimed, counters.other), (4, 1));
}

#[tokio::test]
async fn a_rejection_has_code_message_and_state() {
    let (client, mut broker) = client().await;
    let members = json!({
        "code": "VersionMismatch",
        "message": "Expected version 9 but found version 1",
        "executionState": {"status": "QUEUED", "versionNumber": 1},
    });
    let update = UpdateExecution::new(JobExecutionStatus::InProgress);
    let (result, ()) =
        tokio::join!(client.update("a", &update), reply(&mut broker, "rejected", members));
    let error = result.unwrap_err();
    let rejection = error.rejection().unwrap();
    assert_eq!(rejection.code, RejectionCode::VersionMismatch);
    assert_eq!(rejection.execution_state.as_ref().unwrap().version_number, 1);
    assert!(error.to_string().contains("VersionMismatch: Expected version 9"), "{error}");
}

#[tokio::test]
async fn an_answer_that_does_not_match_is_an_error_that_quotes_nothing() {
    let (client, mut broker) = client().await;
    for members in [
        json!({"execution": "secret"}),
        json!({"execution": {"status": "secret"}}),
        json!({"execution": {"jobId": "secret", "versionNumber": "x"}}),
        json!({"execution": {"jobId": "secret", "versionNumber": 1e300}}),
    ] {
        let describe = Describe::default();
        let (result, ()) =
            tokio::join!(client.describe_next(&describe), reply(&mut broker, "accepted", members));
        let error = result.unwrap_err();
        assert!(matches!(error, RequestError::Unreadable(_)), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    let (result, ()) =
        tokio::join!(client.get_pending(), reply(&mut broker, "rejected", json!({"code": 5})));
    assert!(matches!(result, Err(RequestError::Unreadable(_))), "{result:?}");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_given_up_does_not_disturb_the_next() {
    let (client, mut broker) = client().await;
    let given_up = tokio::time::timeout(Duration::from_secs(1), client.get_pending()).await;
    assert!(given_up.is_err());
    let late = broker.request().await;
    let answer = async {
        let (topic, token, _) = broker.request().await;
        broker.answer(&late.0, "accepted", &late.1, json!({"queuedJobs": [{"jobId": "late"}]}));
        broker.answer(&topic, "accepted", &token, json!({}));
    };
    let (result, ()) = tokio::join!(client.get_pending(), answer);
    assert_eq!(result.unwrap().queued_jobs, []);
    assert_eq!(client.counters().unclaimed, 1);
}
