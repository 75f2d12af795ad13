use futures_util::FutureExt;
use serde_json::Value;

use super::*;
use crate::fake::FakeConnection;
use crate::mqtt::{Connection, ConnectionEvent};

const BASE: &str = "$aws/things/pump-17/jobs/";

/// All messages so far: the topic after the base, and the payload.
pub(super) fn messages(connection: &FakeConnection) -> Vec<(String, Value)> {
    let message = |event| match event {
        ConnectionEvent::Message { topic, payload } => Some((
            topic.strip_prefix(BASE).unwrap_or(&topic).to_owned(),
            serde_json::from_slice(&payload).unwrap(),
        )),
        _ => None,
    };
    events(connection).into_iter().filter_map(message).collect()
}

/// All events so far.
pub(super) fn events(connection: &FakeConnection) -> Vec<ConnectionEvent> {
    let next = || connection.next_event().now_or_never().flatten();
    std::iter::from_fn(next).collect()
}

pub(super) fn publish(connection: &FakeConnection, topic: &str, payload: &str) {
    let sent = connection.publish(format!("{BASE}{topic}"), payload.as_bytes().to_vec());
    sent.now_or_never().unwrap().unwrap();
}

/// The one answer to a request.
pub(super) fn ask(connection: &FakeConnection, topic: &str, payload: &str) -> (String, Value) {
    publish(connection, topic, payload);
    let mut messages = messages(connection);
    let answers = messages.extract_if(.., |(answer, _)| answer.starts_with(&format!("{topic}/")));
    let [answer] = <[_; 1]>::try_from(answers.collect::<Vec<_>>()).unwrap();
    answer
}

fn subscribe(connection: &FakeConnection, filter: &str) {
    let done = connection.subscribe(vec![format!("{BASE}{filter}")]);
    done.now_or_never().unwrap().unwrap();
}

#[test]
fn answers_have_the_form_of_the_service() {
    let fake = fake(&["a"]);
    let device = fake.connection(THING);
    let at = 1_767_225_600;
    let (topic, answer) =
        ask(&device, "start-next", r#"{"clientToken":7,"statusDetails":{"claim":"1"}}"#);
    assert_eq!(topic, "start-next/accepted");
    let mut execution = json!({
        "jobId": "a", "status": "IN_PROGRESS", "statusDetails": {"claim": "1"}, "queuedAt": at,
        "startedAt": at, "lastUpdatedAt": at, "versionNumber": 2, "executionNumber": 1,
        "jobDocument": {"job": "a"},
    });
    assert_eq!(answer, json!({"clientToken": 7, "timestamp": at, "execution": execution}));
    let (topic, answer) = ask(&device, "$next/get", "");
    assert_eq!(topic, "$next/get/accepted");
    assert_eq!(answer, json!({"timestamp": at, "execution": execution}));
    let (_, answer) = ask(&device, "a/get", r#"{"includeJobDocument":false,"executionNumber":1}"#);
    execution.as_object_mut().unwrap().remove("jobDocument");
    assert_eq!(answer, json!({"timestamp": at, "execution": execution}));
    let (topic, answer) = ask(&device, "get", r#"{"clientToken":"t"}"#);
    assert_eq!(topic, "get/accepted");
    let summary = json!({
        "jobId": "a", "queuedAt": at, "lastUpdatedAt": at, "startedAt": at, "executionNumber": 1,
        "versionNumber": 2,
    });
    let lists = json!({"inProgressJobs": [summary], "queuedJobs": []});
    assert_eq!(answer["inProgressJobs"], lists["inProgressJobs"]);
    assert_eq!(answer["queuedJobs"], lists["queuedJobs"]);
    let (topic, answer) =
        ask(&device, "a/update", r#"{"status":"SUCCEEDED","expectedVersion":"2"}"#);
    assert_eq!(topic, "a/update/accepted");
    assert_eq!(answer, json!({"timestamp": at}));
    for topic in ["start-next", "$next/get"] {
        assert_eq!(ask(&device, topic, "{}").1, json!({"timestamp": at}));
    }
}

#[test]
fn an_update_answers_with_what_it_was_asked_for() {
    let fake = fake(&["a"]);
    let device = fake.connection(THING);
    let update = json!({
        "status": "IN_PROGRESS", "statusDetails": {"step": "1"}, "includeJobExecutionState": true,
        "includeJobDocument": true,
    });
    let (_, answer) = ask(&device, "a/update", &update.to_string());
    let state =
        json!({"status": "IN_PROGRESS", "statusDetails": {"step": "1"}, "versionNumber": 2});
    assert_eq!(answer["executionState"], state);
    assert_eq!(answer["jobDocument"], json!({"job": "a"}));
}

#[test]
fn rejections_have_a_code() {
    let fake = fake(&["a"]);
    let device = fake.connection(THING);
    for (topic, payload, code, has_state) in [
        ("a/update", r#"{"status":"SUCCEEDED","expectedVersion":9}"#, "VersionMismatch", true),
        ("a/update", r#"{"status":"CANCELED"}"#, "InvalidStateTransition", false),
        ("a/update", r#"{"status":"FAILURE"}"#, "InvalidRequest", false),
        ("a/update", r#"{}"#, "InvalidRequest", false),
        ("a/update", r#"{"status":1}"#, "InvalidRequest", false),
        ("a/update", r#"{"status":"FAILED","expectedVersion":"x"}"#, "InvalidRequest", false),
        ("a/update", r#"{"status":"FAILED","statusDetails":{"a":1}}"#, "InvalidRequest", false),
        ("start-next", r#"{"statusDetails":{"a":""}}"#, "InvalidRequest", false),
        ("start-next", r#"{"stepTimeoutInMinutes":0}"#, "InvalidRequest", false),
        ("b/get", "{}", "ResourceNotFound", false),
        ("a/get", "nonsense", "InvalidJson", false),
        ("a/get", "[]", "InvalidJson", false),
        ("a/other", "{}", "InvalidTopic", false),
    ] {
        let (answer_topic, answer) = ask(&device, topic, payload);
        assert_eq!(answer_topic, format!("{topic}/rejected"));
        assert_eq!(answer["code"], code, "{topic} {payload}");
        assert_eq!(answer.get("executionState").is_some(), has_state, "{topic} {payload}");
        assert!(answer["message"].is_string() && answer["timestamp"].is_i64());
    }
    ask(&device, "a/update", r#"{"status":"REJECTED"}"#);
    let (_, answer) = ask(&device, "a/update", r#"{"status":"FAILED","clientToken":"t"}"#);
    assert_eq!(answer["code"], "InvalidStateTransition");
    assert_eq!(answer["executionState"], json!({"status": "REJECTED", "versionNumber": 2}));
    assert_eq!(answer["clientToken"], "t");
    assert_eq!(ask(&device, "a/get", "{}").1["code"], "TerminalStateReached");
}

#[test]
fn notifications_come_to_those_who_have_subscribed() {
    let fake = fake(&[]);
    let (device, list, next, none) = (
        fake.connection(THING),
        fake.connection(THING),
        fake.connection("observer"),
        fake.connection(THING),
    );
    subscribe(&device, "+");
    subscribe(&list, "notify");
    let done = next.subscribe(vec!["$aws/things/+/jobs/notify-next".to_owned()]);
    done.now_or_never().unwrap().unwrap();
    let topics = |connection: &FakeConnection| -> Vec<String> {
        messages(connection).into_iter().map(|(topic, _)| topic).collect()
    };
    fake.create_job(job("a")).unwrap();
    assert_eq!(topics(&device), ["notify", "notify-next"]);
    assert_eq!(topics(&list), ["notify"]);
    assert_eq!(topics(&next), ["notify-next"]);
    // Behind another one.
    fake.create_job(job("b")).unwrap();
    let messages_of_b = messages(&device);
    assert_eq!(messages_of_b.len(), 1);
    let queued = messages_of_b[0].1["jobs"]["QUEUED"].as_array().unwrap();
    assert_eq!((&queued[0]["jobId"], &queued[1]["jobId"]), (&json!("a"), &json!("b")));
    // Neither the start nor progress.
    publish(&device, "start-next", "{}");
    publish(&device, "a/update", r#"{"status":"IN_PROGRESS"}"#);
    assert_eq!(topics(&device), ["start-next/accepted", "a/update/accepted"]);
    // The answer, then the notifications.
    publish(&device, "a/update", r#"{"status":"SUCCEEDED"}"#);
    assert_eq!(topics(&device), ["a/update/accepted", "notify", "notify-next"]);
    fake.cancel_job("b", false).unwrap();
    let last = messages(&device);
    assert_eq!(last[0].1["jobs"], json!({}));
    assert_eq!(last[1].1, json!({"timestamp": 1_767_225_600}));
    assert_eq!(topics(&none), Vec::<String>::new());
}

#[test]
fn a_job_that_is_taken_away_is_notified() {
    let fake = fake(&[]);
    let device = fake.connection(THING);
    subscribe(&device, "#");
    type Removal = fn(&Fake);
    let removals: [Removal; 4] = [
        |fake| fake.cancel_job("a", true).unwrap(),
        |fake| fake.delete_job("a", true).unwrap(),
        |fake| fake.remove_target("a", THING, true).unwrap(),
        |fake| fake.clock().advance(MINUTE),
    ];
    for remove in removals {
        fake.create_job(job("a").in_progress_timeout_in_minutes(1)).unwrap();
        start(&fake).unwrap();
        messages(&device);
        remove(&fake);
        let (topics, payloads): (Vec<_>, Vec<_>) = messages(&device).into_iter().unzip();
        assert_eq!(topics, ["notify", "notify-next"]);
        assert_eq!(payloads[0]["jobs"], json!({}));
        // Gone already, for one of them.
        let _ = fake.delete_job("a", true);
        messages(&device);
    }
    // A deleted thing is not notified.
    fake.create_job(job("a")).unwrap();
    messages(&device);
    fake.delete_thing(THING).unwrap();
    assert_eq!(messages(&device), []);
}

#[test]
fn documents_that_are_no_json_are_text() {
    let fake = fake(&[]);
    let job = FakeJob::new("a", "no JSON").target(THING).with_unchecked_document();
    fake.create_job(job).unwrap();
    let (_, answer) = ask(&fake.connection(THING), "$next/get", "");
    assert_eq!(answer["execution"]["jobDocument"], "no JSON");
}

#[test]
fn other_messages_pass_through() {
    let fake = fake(&[]);
    let (sender, receiver) = (fake.connection(THING), fake.connection("other"));
    let done = receiver.subscribe(vec!["data/#".to_owned()]);
    done.now_or_never().unwrap().unwrap();
    let sent = sender.publish("data/pump".to_owned(), b"1".to_vec());
    sent.now_or_never().unwrap().unwrap();
    assert_eq!(messages(&receiver), [("data/pump".to_owned(), json!(1))]);
    assert_eq!(messages(&sender), []);
}

#[tokio::test]
async fn a_task_that_waits_is_woken() {
    let fake = fake(&["a"]);
    let device = std::sync::Arc::new(fake.connection(THING));
    assert_eq!(device.next_event().await, Some(ConnectionEvent::Connected));
    let waiting = tokio::spawn({
        let device = std::sync::Arc::clone(&device);
        async move { device.next_event().await }
    });
    tokio::task::yield_now().await;
    device.publish(format!("{BASE}get"), Vec::new()).await.unwrap();
    let event = waiting.await.unwrap();
    assert!(matches!(event, Some(ConnectionEvent::Message { .. })), "{event:?}");
}
