use futures_util::FutureExt;
use iot_jobs_data::types::JobExecutionStatus::{InProgress, Queued};

use super::mqtt::{ask, events, messages, publish};
use super::*;
use crate::fake::Fault;
use crate::mqtt::{Connection, ConnectionErrorKind, ConnectionEvent};

#[test]
fn requests_and_answers_are_lost() {
    let fake = fake(&["a"]);
    let device = fake.connection(THING);
    fake.fail_next(Fault::LoseRequest);
    publish(&device, "start-next", "{}");
    assert_eq!((messages(&device), record(&fake, "a")), (vec![], (Queued, 1, 1)));
    fake.fail_next(Fault::LoseAnswer);
    publish(&device, "start-next", "{}");
    assert_eq!((messages(&device), record(&fake, "a")), (vec![], (InProgress, 1, 2)));
}

#[test]
fn a_duplicate_gets_two_answers() {
    let fake = fake(&["a"]);
    let device = fake.connection(THING);
    fake.fail_next(Fault::Duplicate);
    publish(&device, "a/update", r#"{"status":"IN_PROGRESS","expectedVersion":1}"#);
    let (topics, payloads): (Vec<_>, Vec<_>) = messages(&device).into_iter().unzip();
    assert_eq!(topics, ["a/update/accepted", "a/update/rejected"]);
    assert_eq!(payloads[1]["executionState"]["versionNumber"], 2);
}

#[test]
fn a_delayed_request_is_answered_late() {
    let fake = fake(&["a"]);
    let device = fake.connection(THING);
    fake.fail_next(Fault::Delay(MINUTE));
    publish(&device, "start-next", r#"{"clientToken":"t"}"#);
    assert_eq!((messages(&device), record(&fake, "a")), (vec![], (Queued, 1, 1)));
    fake.clock().advance(MINUTE);
    let (topic, answer) = messages(&device).remove(0);
    assert_eq!((topic.as_str(), &answer["clientToken"]), ("start-next/accepted", &json!("t")));
    assert_eq!(answer["execution"]["startedAt"], 1_767_225_660);
}

#[test]
fn faults_of_the_service_are_rejections() {
    for (fault, code) in [
        (Fault::ServerError { is_applied: false }, "InternalError"),
        (Fault::Unavailable { is_applied: false, retry_after: None }, "InternalError"),
        (Fault::Throttle { retry_after: None }, "RequestThrottled"),
        (Fault::QuotaExceeded, "InvalidRequest"),
    ] {
        let fake = fake(&["a"]);
        let device = fake.connection(THING);
        fake.fail_next(fault);
        let (topic, answer) = ask(&device, "start-next", r#"{"clientToken":"t"}"#);
        assert_eq!(topic, "start-next/rejected");
        assert_eq!((&answer["code"], &answer["clientToken"]), (&json!(code), &json!("t")));
        assert_eq!(record(&fake, "a"), (Queued, 1, 1));
    }
}

#[test]
fn some_faults_interrupt_the_connection() {
    for (fault, error) in [
        (Fault::Disconnect, None),
        (Fault::Denied, None),
        (Fault::CertificateRejected, Some(ConnectionErrorKind::Denied)),
        (Fault::ClockWrong, Some(ConnectionErrorKind::ClockWrong)),
    ] {
        let fake = fake(&["a"]);
        let device = fake.connection(THING);
        assert_eq!(events(&device), [ConnectionEvent::Connected]);
        fake.fail_next(fault);
        let sent = device.publish("$aws/things/pump-17/jobs/start-next".to_owned(), Vec::new());
        assert_eq!(sent.now_or_never().unwrap().err().map(|error| error.kind()), error);
        let events = events(&device);
        assert!(matches!(
            &events[..],
            [ConnectionEvent::Disconnected { .. }, ConnectionEvent::Connected]
        ));
        assert_eq!(record(&fake, "a"), (Queued, 1, 1));
    }
}

#[test]
fn an_interrupted_connection_can_do_nothing_until_it_is_made_again() {
    let fake = fake(&[]);
    let device = fake.connection(THING);
    let filter = "$aws/things/pump-17/jobs/notify".to_owned();
    device.subscribe(vec![filter.clone()]).now_or_never().unwrap().unwrap();
    events(&device);
    fake.disconnect(THING);
    fake.disconnect(THING);
    let error = device.publish("a".to_owned(), Vec::new()).now_or_never().unwrap().unwrap_err();
    assert!(error.is_unsent());
    assert!(device.subscribe(vec![filter]).now_or_never().unwrap().is_err());
    fake.create_job(job("a")).unwrap();
    fake.reconnect(THING);
    let after = events(&device);
    assert!(matches!(
        &after[..],
        [ConnectionEvent::Disconnected { .. }, ConnectionEvent::Connected]
    ));
    fake.create_job(job("b")).unwrap();
    assert_eq!(messages(&device).len(), 1);
    fake.fail_next(Fault::Unreachable);
    let error = device.publish("$aws/things/pump-17/jobs/get".to_owned(), Vec::new());
    assert!(error.now_or_never().unwrap().unwrap_err().is_unsent());
}

#[test]
fn notifications_are_lost_or_late() {
    let fake = fake(&[]);
    let device = fake.connection(THING);
    let filters = vec!["$aws/things/pump-17/jobs/+".to_owned()];
    device.subscribe(filters).now_or_never().unwrap().unwrap();
    fake.fail_next(Fault::LoseNotification);
    fake.fail_next(Fault::DelayNotification(MINUTE));
    fake.create_job(job("a")).unwrap();
    assert_eq!(messages(&device), []);
    fake.cancel_job("a", true).unwrap();
    assert_eq!(messages(&device).len(), 2);
    fake.clock().advance(MINUTE);
    let (topic, late) = messages(&device).remove(0);
    assert_eq!((topic.as_str(), &late["execution"]["jobId"]), ("notify-next", &json!("a")));
    assert_eq!(late["timestamp"], 1_767_225_600);
}

#[tokio::test]
async fn the_client_of_the_jobs_api_works_with_it() {
    let fake = fake(&["a"]);
    let client = crate::mqtt::JobsClient::builder(THING, fake.connection(THING)).build().unwrap();
    let call = JobsCall::StartNext { details: Default::default(), step_timeout_in_minutes: None };
    let one = execution(client.call(&call).await).unwrap();
    assert_eq!((one.id.job_id.as_str(), one.version), ("a", 2));
    fake.fail_next(Fault::Throttle { retry_after: None });
    let throttled = client.call(&call).await.unwrap_err();
    assert!(matches!(throttled.kind(), CallErrorKind::Unavailable { .. }));
    fake.fail_next(Fault::ClockWrong);
    let wrong = client.call(&call).await.unwrap_err();
    assert_eq!(*wrong.kind(), CallErrorKind::ClockWrong);
    // Until the client has seen that the connection broke off and was made again.
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    assert_eq!(execution(client.call(&call).await), Some(one));
}
