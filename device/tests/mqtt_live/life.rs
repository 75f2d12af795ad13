use iot_jobs_data::types::JobExecutionStatus;
use iot_jobs_device::jobs::{Answer, CallErrorKind, ExecutionId, JobsCall};
use iot_jobs_device::mqtt::{Describe, Notification};
use serde_json::json;

use super::*;

#[tokio::test]
async fn a_job_is_done_over_mqtt() {
    let (control, device) = device("life");
    let client = client("life", connection("life", &device)).await;
    assert_eq!(start_next(&client).await, None);

    let document = json!({ "version": "1.2.0", "text": "Größe 5 µm 🚀" });
    control.create_job("install", &["life"], &document).expect("a job");
    let pending = until(&client, |notification| match notification {
        Notification::ListChanged { pending } => Some(pending),
        _ => None,
    });
    let pending = pending.await;
    let next = until(&client, |notification| match notification {
        Notification::NextChanged(next) => next,
        _ => None,
    });
    let next = next.await;
    assert_eq!((pending, next.status.clone()), (vec![next.id.clone()], JobExecutionStatus::Queued));

    let execution = start_next(&client).await.expect("an execution");
    assert_eq!(execution.id, next.id);
    assert_eq!((execution.id.job_id.as_str(), execution.version), ("install", 2));
    assert_eq!(execution.status, JobExecutionStatus::InProgress);
    assert!((1_600_000_000..9_000_000_000).contains(&execution.id.queued_at), "{execution:?}");
    let received = execution.document.as_deref().expect("a document");
    assert_eq!(serde_json::from_str::<serde_json::Value>(received).unwrap(), document);

    for call in [JobsCall::DescribeNext, JobsCall::Describe(execution.id.clone())] {
        let described = client.call(&call).await.expect("an answer");
        assert_eq!(super::execution(described), Some(execution.clone()));
    }
    let Ok(Answer::Pending(pending)) = client.call(&JobsCall::GetPending).await else { panic!() };
    assert_eq!((pending.in_progress, pending.queued), (vec![execution.id.clone()], vec![]));

    report(&client, &execution, JobExecutionStatus::InProgress, 2).await.expect("an answer");
    report(&client, &execution, JobExecutionStatus::Succeeded, 3).await.expect("an answer");
    let empty = Notification::ListChanged { pending: Vec::new() };
    until(&client, |notification| (notification == empty).then_some(())).await;
    until(&client, |notification| (notification == Notification::NextChanged(None)).then_some(()))
        .await;
    let stored = control.describe_job_execution("install", "life").expect("an execution");
    assert_eq!((&stored["status"], &stored["version"]), (&json!("SUCCEEDED"), &json!(4)));
    assert_eq!(stored["details"], json!({ "step": "installed" }));
    let counters = client.counters();
    assert_eq!((counters.unclaimed, counters.unreadable, counters.other), (0, 0, 0));
}

#[tokio::test]
async fn rejections_have_their_kinds() {
    let (control, device) = device("kinds");
    control.create_job("install", &["kinds"], &json!({})).expect("a job");
    let client = client("kinds", connection("kinds", &device)).await;
    let execution = start_next(&client).await.expect("an execution");

    let error = report(&client, &execution, JobExecutionStatus::Succeeded, 9).await.unwrap_err();
    let CallErrorKind::VersionMismatch(mismatch) = error.kind() else { panic!("{error}") };
    assert_eq!((mismatch.expected, mismatch.found), (Some(9), Some(2)));
    let state = mismatch.state.as_ref().expect("a state");
    assert_eq!(state.status, Some(JobExecutionStatus::InProgress));

    report(&client, &execution, JobExecutionStatus::Succeeded, 2).await.expect("an answer");
    let error = report(&client, &execution, JobExecutionStatus::Failed, 3).await.unwrap_err();
    let CallErrorKind::InvalidStateTransition { state } = error.kind() else { panic!("{error}") };
    let status = state.as_ref().expect("a state").status.clone();
    assert_eq!(status, Some(JobExecutionStatus::Succeeded));

    let error = client.call(&JobsCall::Describe(execution.id)).await.unwrap_err();
    assert_eq!(*error.kind(), CallErrorKind::Ended, "{error}");
    let missing = JobsCall::Describe(ExecutionId::new("no-such-job", 1, 0));
    let error = client.call(&missing).await.unwrap_err();
    assert_eq!(*error.kind(), CallErrorKind::NotFound, "{error}");
    let described = client.describe_next(&Describe::default()).await.expect("an answer");
    assert_eq!(described.execution, None);
}
