use iot_jobs_device::jobs::{CallErrorKind, JobsCall};
use iot_jobs_device::mqtt::Notification;
use serde_json::json;

use super::proxy::Proxy;
use super::*;

#[tokio::test]
async fn an_interrupted_connection_is_made_again_and_reported_once() {
    let (control, device) = device("cut");
    let proxy = Proxy::start(port()).await;
    let client = client("cut", connection("cut", &device).port(proxy.port)).await;
    assert_eq!(start_next(&client).await, None);
    for round in 0..5 {
        proxy.cut();
        let Notification::Disconnected { reason } = notification(&client).await else { panic!() };
        assert!(reason.contains("closed the connection"), "{reason}");
        assert_eq!(notification(&client).await, Notification::Connected);
        // The next notification is about the job: there was no second report of the connection, and
        // the subscription was repeated.
        let job = format!("job-{round}");
        control.create_job(&job, &["cut"], &json!({})).expect("a job");
        let Notification::ListChanged { pending } = notification(&client).await else { panic!() };
        assert_eq!(pending.len(), 1, "{pending:?}");
        let Notification::NextChanged(Some(_)) = notification(&client).await else { panic!() };
        let execution = start_next(&client).await.expect("an execution");
        assert_eq!(execution.id.job_id, job);
        report(&client, &execution, JobExecutionStatus::Succeeded, 2).await.expect("an answer");
        let empty = Notification::NextChanged(None);
        until(&client, |notification| (notification == empty).then_some(())).await;
    }
}

#[tokio::test]
async fn calls_fail_at_once_without_a_connection_and_are_not_carried_out_later() {
    let (control, device) = device("offline");
    control.create_job("install", &["offline"], &json!({})).expect("a job");
    let proxy = Proxy::start(port()).await;
    let client = client("offline", connection("offline", &device).port(proxy.port)).await;
    proxy.stop();
    until(&client, |it| matches!(it, Notification::Disconnected { .. }).then_some(())).await;
    for _ in 0..200 {
        let call = JobsCall::StartNext { details: BTreeMap::new(), step_timeout_in_minutes: None };
        let error = client.call(&call).await.unwrap_err();
        assert_eq!(*error.kind(), CallErrorKind::Unreachable, "{error}");
    }
    proxy.resume();
    until(&client, |it| (it == Notification::Connected).then_some(())).await;
    // None of the calls has started it.
    let described = client.call(&JobsCall::DescribeNext).await.expect("an answer");
    let execution = execution(described).expect("an execution");
    assert_eq!((execution.status, execution.version), (JobExecutionStatus::Queued, 1));
}

#[tokio::test]
async fn a_persistent_session_keeps_notifications_of_the_time_without_a_connection() {
    let (control, device) = device("kept");
    let proxy = Proxy::start(port()).await;
    let persistent = connection("kept", &device).port(proxy.port).persistent_session(true);
    let client = client("kept", persistent).await;
    proxy.stop();
    until(&client, |it| matches!(it, Notification::Disconnected { .. }).then_some(())).await;
    let before = client.counters().notifications;
    control.create_job("install", &["kept"], &json!({})).expect("a job");
    proxy.resume();
    until(&client, |it| (it == Notification::Connected).then_some(())).await;
    let kept = async {
        while client.counters().notifications == before {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), kept).await.expect("a notification");
    assert!(start_next(&client).await.is_some());
}
