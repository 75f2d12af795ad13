use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;

use super::connection::connection;
use super::*;
use crate::mqtt::{
    ConnectionError, ConnectionErrorKind, Describe, RequestError, StartNext, UpdateExecution,
};

#[tokio::test]
async fn the_filters_are_subscribed_to_at_once_and_before_the_first_request() {
    let (client, mut broker) = client().await;
    let filters = broker.subscribed.try_recv().unwrap();
    assert_eq!(filters.len(), 6);
    assert!(filters.iter().all(|filter| filter.starts_with(PREFIX)), "{filters:?}");
    assert!(broker.has_no_request());
    assert_eq!(client.thing_name(), "pump-17");
}

#[tokio::test]
async fn each_request_has_its_topic_and_members() {
    let (client, mut broker) = client().await;
    let start = StartNext {
        status_details: Some([("claim".to_owned(), "c".to_owned())].into()),
        step_timeout_in_minutes: Some(5),
    };
    let describe = Describe { execution_number: Some(2), include_job_document: Some(false) };
    let whole = Describe::default();
    let mut update = UpdateExecution::new(JobExecutionStatus::Succeeded);
    update.expected_version = Some(7);
    let requests = async {
        let _ = tokio::join!(
            client.get_pending(),
            client.start_next(&start),
            client.describe_next(&whole),
            client.describe("job-1", &describe),
            client.update("job-1", &update),
        );
    };
    let check = async {
        for (topic, members) in [
            ("get", json!({})),
            ("start-next", json!({"statusDetails": {"claim": "c"}, "stepTimeoutInMinutes": 5})),
            ("$next/get", json!({})),
            ("job-1/get", json!({"executionNumber": 2, "includeJobDocument": false})),
            ("job-1/update", json!({"status": "SUCCEEDED", "expectedVersion": 7})),
        ] {
            let (published, _, sent) = broker.request().await;
            assert_eq!((published, sent), (format!("{PREFIX}{topic}"), members));
        }
    };
    tokio::select! {
        () = requests => panic!("nothing was answered"),
        () = check => {}
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_made_is_refused() {
    let (client, mut broker) = client().await;
    for id in ["", "a/b", "+", "#", "$next"] {
        let error = client.describe(id, &Describe::default()).await.unwrap_err();
        assert!(matches!(error, RequestError::Invalid(_)), "{error}");
    }
    let mut update = UpdateExecution::new(JobExecutionStatus::Failed);
    update.status_details = Some([("log".to_owned(), "x".repeat(128 * 1024))].into());
    let error = client.update("a", &update).await.unwrap_err();
    assert!(error.to_string().ends_with("AWS IoT takes at most 131072"), "{error}");
    assert!(broker.has_no_request());
    let (connection, _broker) = connection();
    let error = JobsClient::builder("pump/17", connection).build().unwrap_err();
    assert!(error.to_string().contains("the thing name contains '/'"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_request_without_an_answer_may_have_been_carried_out() {
    let (connection, mut broker) = connection();
    let client = JobsClient::builder("pump-17", connection);
    let client = client.timeout(Duration::from_secs(3)).build().unwrap();
    let error = client.get_pending().await.unwrap_err();
    assert!(matches!(error, RequestError::Unanswered { .. }), "{error}");
    let (topic, token, _) = broker.request().await;
    // The answer that comes too late is dropped.
    broker.answer(&topic, "accepted", &token, json!({}));
    while client.counters().unclaimed == 0 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_publish_that_never_completes_ends_with_the_time_out() {
    let (client, broker) = client().await;
    broker.hold_publish();
    let error = client.get_pending().await.unwrap_err();
    assert!(matches!(error, RequestError::Unanswered { .. }), "{error}");
}

#[tokio::test]
async fn a_publish_that_fails_says_whether_it_was_sent() {
    let (client, broker) = client().await;
    broker.fail_publish(ConnectionError::unsent("offline"));
    let error = client.get_pending().await.unwrap_err();
    assert!(matches!(error, RequestError::NotSent(_)), "{error}");
    assert_eq!(error.to_string(), "the request was not sent: offline");
    broker.fail_publish(ConnectionError::new("broken pipe"));
    let error = client.get_pending().await.unwrap_err();
    assert!(matches!(error, RequestError::Unanswered { .. }), "{error}");
}

#[tokio::test]
async fn an_interruption_ends_what_waits_for_an_answer() {
    let (client, mut broker) = client().await;
    let cut = async {
        broker.request().await;
        broker.interrupt();
    };
    let (result, ()) = tokio::join!(client.get_pending(), cut);
    let error = result.unwrap_err();
    assert!(matches!(error, RequestError::Unanswered { .. }), "{error}");
    assert!(error.to_string().ends_with("may have been carried out: cut"), "{error}");
}

#[tokio::test]
async fn no_request_is_sent_while_the_subscription_fails() {
    let (connection, mut broker) = connection();
    let denied = ConnectionError::of_kind(ConnectionErrorKind::Denied, "the policy denies it");
    broker.fail_subscribe(Some(denied));
    let client = JobsClient::builder("pump-17", connection).build().unwrap();
    let error = client.get_pending().await.unwrap_err();
    let RequestError::NotSent(error) = error else { panic!("{error}") };
    assert_eq!(error.kind(), ConnectionErrorKind::Denied);
    assert!(broker.has_no_request());
    // The next connection brings the next attempt.
    broker.fail_subscribe(None);
    broker.send(crate::mqtt::ConnectionEvent::Connected);
    assert_eq!(client.next_notification().await, Some(Notification::Connected));
    let request = async {
        let (topic, token, _) = broker.request().await;
        broker.answer(&topic, "accepted", &token, json!({}));
    };
    let (result, ()) = tokio::join!(client.get_pending(), request);
    result.unwrap();
}

#[tokio::test]
async fn requests_after_the_end_of_the_connection_are_not_sent() {
    let (client, mut broker) = client().await;
    let end = async {
        broker.request().await;
        broker.end();
    };
    let (result, ()) = tokio::join!(client.get_pending(), end);
    assert!(matches!(result, Err(RequestError::Unanswered { .. })), "{result:?}");
    assert!(matches!(client.get_pending().await, Err(RequestError::NotSent(_))));
    assert_eq!(client.next_notification().await, None);
}

#[tokio::test]
async fn the_task_ends_with_the_client() {
    let (client, mut broker) = client().await;
    drop(client);
    // The connection is dropped with the task.
    while broker.subscribed.recv().await.is_some() {}
}

#[test]
fn a_client_outside_of_tokio_is_an_error() {
    let (connection, _broker) = connection();
    let error = JobsClient::builder("pump-17", connection).build().unwrap_err();
    assert!(error.to_string().contains("must be made within Tokio"), "{error}");
}
