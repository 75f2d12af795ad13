//! The client over a connection in memory, whose broker is the test.

mod answers;
mod bad_input;
mod calls;
mod connection;
mod notifications;
mod requests;

use serde_json::{Value, json};

use self::connection::{Broker, connection};
use super::{JobsClient, Notification};

/// A client that has subscribed.
async fn client() -> (JobsClient, Broker) {
    let (connection, broker) = connection();
    let client = JobsClient::builder("pump-17", connection).build().unwrap();
    assert_eq!(client.next_notification().await, Some(Notification::Connected));
    (client, broker)
}

const PREFIX: &str = "$aws/things/pump-17/jobs/";

fn execution(job: &str) -> Value {
    json!({
        "jobId": job,
        "status": "IN_PROGRESS",
        "statusDetails": {"step": "install"},
        "queuedAt": 1_700_000_000,
        "startedAt": 1_700_000_005,
        "lastUpdatedAt": 1_700_000_006,
        "versionNumber": 3,
        "executionNumber": 2,
        "approximateSecondsBeforeTimedOut": 90,
        "jobDocument": {"operation": "install"},
    })
}
