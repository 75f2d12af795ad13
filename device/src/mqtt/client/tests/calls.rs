use std::collections::BTreeMap;
use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;

use super::*;
use crate::jobs::{
    Answer, CallError, CallErrorKind, ExecutionId, JobsCall, Update, VersionMismatch,
};
use crate::mqtt::{ConnectionError, ConnectionErrorKind};

fn update(expected_version: Option<i64>) -> JobsCall {
    let mut update =
        Update::new(ExecutionId::new("job-1", 2, 1_700_000_000), JobExecutionStatus::Succeeded);
    update.expected_version = expected_version;
    update.step_timeout_in_minutes = Some(5);
    JobsCall::Update(update)
}

/// Carries out a call whose request has this topic and these members, and is answered with those.
async fn call(
    call: &JobsCall,
    (topic, members): (&str, Value),
    (outcome, answer): (&str, Value),
) -> Result<Answer, CallError> {
    let (client, mut broker) = client().await;
    let answer = async {
        let (published, token, sent) = broker.request().await;
        assert_eq!((published.strip_prefix(PREFIX), sent), (Some(topic), members));
        broker.answer(&published, outcome, &token, answer);
    };
    tokio::join!(client.call(call), answer).0
}

#[tokio::test]
async fn each_call_is_a_request() {
    let id = ExecutionId::new("job-1", 2, 1_700_000_000);
    let found = ("accepted", json!({"execution": execution("job-1")}));
    let details = BTreeMap::from([("claim".to_owned(), "c".to_owned())]);
    let start = JobsCall::StartNext { details, step_timeout_in_minutes: Some(10) };
    let members = json!({"statusDetails": {"claim": "c"}, "stepTimeoutInMinutes": 10});
    let answer = call(&start, ("start-next", members), found.clone()).await.unwrap();
    let Answer::Execution(Some(execution)) = answer else { panic!("{answer:?}") };
    assert_eq!((&execution.id, execution.version), (&id, 3));
    assert_eq!(execution.status, JobExecutionStatus::InProgress);
    assert_eq!(execution.details["step"], "install");
    assert_eq!(execution.time_left, Some(Duration::from_secs(90)));
    assert!(execution.document.unwrap().starts_with(r#"{"operation":"install""#));

    let nothing = ("accepted", json!({}));
    let answer = call(&JobsCall::DescribeNext, ("$next/get", json!({})), nothing).await;
    assert_eq!(answer.unwrap(), Answer::Execution(None));
    let describe = JobsCall::Describe(id.clone());
    let answer = call(&describe, ("job-1/get", json!({"executionNumber": 2})), found).await;
    assert!(matches!(answer, Ok(Answer::Execution(Some(_)))), "{answer:?}");
    let lists = json!({"queuedJobs": [{"jobId": "b", "queuedAt": 5, "executionNumber": 1}]});
    let answer = call(&JobsCall::GetPending, ("get", json!({})), ("accepted", lists)).await;
    let Ok(Answer::Pending(pending)) = answer else { panic!("{answer:?}") };
    assert_eq!((pending.in_progress.len(), pending.queued), (0, vec![ExecutionId::new("b", 1, 5)]));
    let members = json!({
        "status": "SUCCEEDED",
        "statusDetails": {},
        "expectedVersion": 3,
        "executionNumber": 2,
        "stepTimeoutInMinutes": 5,
    });
    let accepted = ("accepted", json!({}));
    let answer = call(&update(Some(3)), ("job-1/update", members), accepted).await;
    assert_eq!(answer.unwrap(), Answer::Updated);
}

/// The kind of error for a rejected update.
async fn rejected(members: Value) -> CallErrorKind {
    let (client, mut broker) = client().await;
    let answer = async {
        let (topic, token, _) = broker.request().await;
        broker.answer(&topic, "rejected", &token, members);
    };
    let call = update(Some(2));
    let error = tokio::join!(client.call(&call), answer).0.unwrap_err();
    error.kind().clone()
}

#[tokio::test]
async fn each_code_has_its_meaning() {
    let unavailable =
        |may_be_applied| CallErrorKind::Unavailable { retry_after: None, may_be_applied };
    for (code, kind) in [
        ("InvalidTopic", CallErrorKind::InvalidRequest),
        ("InvalidJson", CallErrorKind::InvalidRequest),
        ("InvalidRequest", CallErrorKind::InvalidRequest),
        ("InvalidStateTransition", CallErrorKind::InvalidStateTransition { state: None }),
        ("ResourceNotFound", CallErrorKind::NotFound),
        ("InternalError", unavailable(true)),
        ("RequestThrottled", unavailable(false)),
        ("TerminalStateReached", CallErrorKind::Ended),
        ("SomethingNew", unavailable(true)),
    ] {
        assert_eq!(rejected(json!({"code": code})).await, kind, "{code}");
    }
}

#[tokio::test]
async fn a_mismatch_tells_both_versions_and_the_state() {
    let state = json!({"status": "IN_PROGRESS", "statusDetails": {"a": "b"}, "versionNumber": 5});
    for message in ["Expected version 2 but found version 5", "something else"] {
        let members =
            json!({"code": "VersionMismatch", "message": message, "executionState": state});
        let kind = rejected(members).await;
        let CallErrorKind::VersionMismatch(VersionMismatch { expected, found, state }) = kind
        else {
            panic!("{kind:?}")
        };
        assert_eq!((expected, found), (Some(2), Some(5)), "{message}");
        let state = state.unwrap();
        assert_eq!(state.status, Some(JobExecutionStatus::InProgress));
        assert_eq!(state.status_details.unwrap()["a"], "b");
    }
    let state = json!({"status": "CANCELED", "versionNumber": 6});
    let kind = rejected(json!({"code": "InvalidStateTransition", "executionState": state})).await;
    let CallErrorKind::InvalidStateTransition { state: Some(state) } = kind else {
        panic!("{kind:?}")
    };
    assert_eq!(state.status, Some(JobExecutionStatus::Canceled));
}

#[tokio::test(start_paused = true)]
async fn failures_say_whether_the_call_may_have_been_carried_out() {
    let (client, broker) = client().await;
    let error = client.call(&JobsCall::GetPending).await.unwrap_err();
    assert_eq!(*error.kind(), CallErrorKind::Unanswered);
    for (kind, expected) in [
        (ConnectionErrorKind::Unsent, CallErrorKind::Unreachable),
        (ConnectionErrorKind::Denied, CallErrorKind::Denied),
        (ConnectionErrorKind::ClockWrong, CallErrorKind::ClockWrong),
        (ConnectionErrorKind::Other, CallErrorKind::Unanswered),
    ] {
        broker.fail_publish(ConnectionError::of_kind(kind, "no"));
        let error = client.call(&JobsCall::GetPending).await.unwrap_err();
        assert_eq!(*error.kind(), expected);
    }
    let id = ExecutionId::new("not/a/job", 1, 1);
    let error = client.call(&JobsCall::Describe(id)).await.unwrap_err();
    assert_eq!(*error.kind(), CallErrorKind::InvalidRequest);
}

#[tokio::test]
async fn an_answer_about_another_job_is_not_taken() {
    let id = ExecutionId::new("job-1", 0, 0);
    let other = ("accepted", json!({"execution": execution("job-2")}));
    let error = call(&JobsCall::Describe(id), ("job-1/get", json!({})), other).await.unwrap_err();
    assert!(matches!(error.kind(), CallErrorKind::Unavailable { .. }), "{error}");
}
