use futures_util::FutureExt;

use super::connection::connection;
use super::*;
use crate::jobs::ExecutionId;
use crate::mqtt::{ConnectionError, ConnectionEvent};

/// Waits until so many notifications have arrived.
async fn arrived(client: &JobsClient, notifications: u64) {
    while client.counters().notifications < notifications {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_changed_list_has_those_in_progress_first() {
    let (client, broker) = client().await;
    let summary = |id: &str| json!({"jobId": id, "queuedAt": 5, "executionNumber": 1});
    let jobs = json!({"QUEUED": [summary("b"), summary("c")], "IN_PROGRESS": [summary("a")]});
    broker.publish(format!("{PREFIX}notify"), json!({"timestamp": 1, "jobs": jobs}).to_string());
    let pending = ["a", "b", "c"].map(|id| ExecutionId::new(id, 1, 5)).to_vec();
    assert_eq!(client.next_notification().await, Some(Notification::ListChanged { pending }));
    for empty in [r#"{"timestamp":1,"jobs":{}}"#, r#"{"timestamp":1}"#] {
        broker.publish(format!("{PREFIX}notify"), empty);
        let pending = Vec::new();
        assert_eq!(client.next_notification().await, Some(Notification::ListChanged { pending }));
    }
}

#[tokio::test]
async fn the_next_execution_comes_whole_or_not_at_all() {
    let (client, broker) = client().await;
    let message = json!({"timestamp": 1, "execution": execution("job-1")});
    broker.publish(format!("{PREFIX}notify-next"), message.to_string());
    let Some(Notification::NextChanged(Some(next))) = client.next_notification().await else {
        panic!("no execution")
    };
    assert_eq!(next.id, ExecutionId::new("job-1", 2, 1_700_000_000));
    assert_eq!(next.time_left, Some(std::time::Duration::from_secs(90)));
    assert!(next.document.unwrap().contains(r#""operation":"install""#));
    broker.publish(format!("{PREFIX}notify-next"), r#"{"timestamp":1}"#);
    assert_eq!(client.next_notification().await, Some(Notification::NextChanged(None)));
}

#[tokio::test]
async fn only_the_latest_of_each_kind_is_kept() {
    let (client, broker) = client().await;
    for number in 0..1000 {
        let summary = json!({"jobId": "a", "executionNumber": number});
        let message = json!({"jobs": {"QUEUED": [summary]}});
        broker.publish(format!("{PREFIX}notify"), message.to_string());
        broker.publish(format!("{PREFIX}notify-next"), "{}");
    }
    arrived(&client, 2000).await;
    let pending = vec![ExecutionId::new("a", 999, 0)];
    assert_eq!(client.next_notification().await, Some(Notification::ListChanged { pending }));
    assert_eq!(client.next_notification().await, Some(Notification::NextChanged(None)));
    assert_eq!(client.next_notification().now_or_never(), None);
}

#[tokio::test]
async fn each_reconnect_is_reported_once_and_ends_what_was_told_before() {
    let (client, broker) = client().await;
    broker.publish(format!("{PREFIX}notify-next"), "{}");
    arrived(&client, 1).await;
    broker.interrupt();
    let reason = "cut".to_owned();
    let mut seen = client.next_notification().await;
    if seen == Some(Notification::NextChanged(None)) {
        seen = client.next_notification().await;
    }
    assert_eq!(seen, Some(Notification::Disconnected { reason }));
    broker.send(ConnectionEvent::Connected);
    assert_eq!(client.next_notification().await, Some(Notification::Connected));
    assert_eq!(client.next_notification().now_or_never(), None);
    // What is not taken in time is not reported any more.
    broker.publish(format!("{PREFIX}notify-next"), "{}");
    arrived(&client, 2).await;
    broker.interrupt();
    broker.send(ConnectionEvent::Connected);
    broker.publish(format!("{PREFIX}notify"), "{}");
    arrived(&client, 3).await;
    assert_eq!(client.next_notification().await, Some(Notification::Connected));
    let pending = Vec::new();
    assert_eq!(client.next_notification().await, Some(Notification::ListChanged { pending }));
    assert_eq!(client.next_notification().now_or_never(), None);
}

#[tokio::test]
async fn connected_is_reported_after_the_subscription_and_only_once() {
    let (connection, mut broker) = connection();
    broker.fail_subscribe(Some(ConnectionError::unsent("not connected yet")));
    let client = JobsClient::builder("pump-17", connection).build().unwrap();
    broker.subscribed.recv().await.unwrap();
    assert_eq!(client.next_notification().now_or_never(), None);
    broker.fail_subscribe(None);
    broker.send(ConnectionEvent::Connected);
    assert_eq!(client.next_notification().await, Some(Notification::Connected));
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(client.next_notification().now_or_never(), None);
}

#[tokio::test]
async fn what_has_arrived_can_be_taken_after_the_end() {
    let (client, mut broker) = client().await;
    broker.publish(format!("{PREFIX}notify-next"), "{}");
    broker.end();
    assert_eq!(client.next_notification().await, Some(Notification::NextChanged(None)));
    assert_eq!(client.next_notification().await, None);
}
