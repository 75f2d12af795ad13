use std::sync::Arc;
use std::time::Duration;

use iot_jobs_device::mqtt::Connection;
use serde_json::json;

use super::*;

#[tokio::test]
async fn answers_for_another_thing_and_to_others_are_dropped_and_counted() {
    let (control, device) = device("mine");
    control.create_things(&["other"]).expect("a thing");
    control.create_job("foreign", &["other"], &json!({})).expect("a job");
    let shared = Arc::new(connection("mine", &device).build().expect("a connection"));
    let client = JobsClient::builder("mine", Arc::clone(&shared)).build().expect("a client");
    assert_eq!(notification(&client).await, Notification::Connected);
    // Requests of the application, on the connection that it shares with the client.
    let answers = vec!["$aws/things/other/jobs/get/+".to_owned()];
    shared.subscribe(answers).await.expect("a subscription");
    for topic in ["$aws/things/other/jobs/get", "$aws/things/mine/jobs/get"] {
        let payload = br#"{"clientToken":"theirs"}"#.to_vec();
        shared.publish(topic.to_owned(), payload).await.expect("a publish");
    }
    assert_eq!(start_next(&client).await, None);
    let counted = async {
        while client.counters().for_other_things == 0 || client.counters().unclaimed == 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), counted).await.expect("both are counted");
    let counters = client.counters();
    assert_eq!((counters.for_other_things, counters.unclaimed, counters.answers), (1, 1, 1));
}

#[tokio::test]
async fn answers_to_another_client_of_the_thing_are_dropped_and_counted() {
    let (control, device) = device("twice");
    control.create_job("install", &["twice"], &json!({})).expect("a job");
    let one = client("twice", connection("twice-1", &device)).await;
    let other = client("twice", connection("twice-2", &device)).await;
    // This server publishes answers to all that have subscribed.
    assert!(start_next(&one).await.is_some());
    assert!(start_next(&other).await.is_some());
    let counted = async {
        while one.counters().unclaimed + other.counters().unclaimed < 2 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), counted).await.expect("both are counted");
    assert_eq!((one.counters().answers, other.counters().answers), (1, 1));
}
