use serde_json::{Value, json};

use crate::differences::differences;

/// What is done with one thing.
pub(crate) struct Case {
    pub(crate) thing: &'static str,
    pub(crate) acts: Vec<Act>,
}

pub(crate) enum Act {
    Control(Control),
    Call {
        method: &'static str,
        /// `{thing}` is the thing.
        path: String,
        body: Option<String>,
        /// Why the answers differ.
        differs: Option<&'static str>,
    },
}

/// What is done with the control plane.
pub(crate) enum Control {
    /// A job for the thing, with a timer of so many minutes.
    Create(&'static str, Option<u16>),
    Cancel(&'static str, bool),
    Delete(&'static str),
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = vec![idle(), describe(), life(), bad_updates(), canceled(), deleted(), queue()];
    cases.extend([timer(), routes()]);
    cases.extend(differences());
    cases
}

fn idle() -> Case {
    Case { thing: "idle", acts: vec![pending(), next(), start(json!({}))] }
}

fn describe() -> Case {
    let acts = vec![
        create("d1"),
        get("d1", ""),
        get("d1", "?executionNumber=1"),
        get("d1", "?executionNumber=2"),
        get("d1", "?includeJobDocument=false"),
        get("d1", "?includeJobDocument=true&executionNumber=1"),
        get("d1", "?executionNumber=x"),
        get("unknown", ""),
        next(),
        pending(),
    ];
    Case { thing: "describe", acts }
}

fn life() -> Case {
    let progress = |body: Value| update("l1", body);
    let acts = vec![
        create("l1"),
        create("l2"),
        pending(),
        next(),
        start(json!({"statusDetails": {"claim": "1"}})),
        start(json!({"statusDetails": {"claim": "2"}})),
        pending(),
        progress(json!({"status": "IN_PROGRESS", "statusDetails": {"step": "1", "x": "ä 🚀"}})),
        get("l1", ""),
        progress(json!({"status": "IN_PROGRESS"})),
        get("l1", ""),
        progress(json!({"status": "IN_PROGRESS", "statusDetails": {}})),
        get("l1", ""),
        progress(json!({"status": "IN_PROGRESS", "expectedVersion": 9})),
        progress(json!({"status": "IN_PROGRESS", "expectedVersion": "9"})),
        progress(json!({"status": "IN_PROGRESS", "expectedVersion": 5})),
        progress(json!({"status": "IN_PROGRESS", "expectedVersion": "6"})),
        progress(json!({"status": "IN_PROGRESS", "expectedVersion": "x"})),
        progress(json!({"status": "IN_PROGRESS", "executionNumber": 1})),
        progress(json!({"status": "IN_PROGRESS", "executionNumber": 2})),
        progress(json!({"status": "IN_PROGRESS", "executionNumber": "x"})),
        progress(json!({"status": "IN_PROGRESS", "includeJobExecutionState": true})),
        progress(json!({
            "status": "IN_PROGRESS", "statusDetails": {"a:Z_9-": "v"}, "includeJobDocument": true,
            "includeJobExecutionState": true,
        })),
        progress(json!({"status": "SUCCEEDED", "includeJobExecutionState": true})),
        progress(json!({"status": "SUCCEEDED"})),
        progress(json!({"status": "IN_PROGRESS", "expectedVersion": 11})),
        progress(json!({"status": "IN_PROGRESS", "expectedVersion": 1})),
        get("l1", ""),
        pending(),
        // Out of the queue, without a start.
        update("l2", json!({"status": "FAILED", "includeJobExecutionState": true})),
        get("l2", ""),
        start(json!({})),
        next(),
    ];
    Case { thing: "life", acts }
}

fn bad_updates() -> Case {
    let mut acts = vec![create("b1")];
    for status in ["QUEUED", "CANCELED", "TIMED_OUT", "REMOVED", "FAILURE", "succeeded", ""] {
        acts.push(update("b1", json!({ "status": status })));
    }
    for details in [json!({"a": ""}), json!({"": "a"}), json!({"a": 1}), json!("a"), json!(["a"])] {
        acts.push(update("b1", json!({"status": "FAILED", "statusDetails": details})));
        acts.push(start(json!({ "statusDetails": details })));
    }
    acts.push(update("b1", json!({})));
    acts.push(update("unknown", json!({"status": "SUCCEEDED"})));
    acts.push(call("POST", "/things/{thing}/jobs/b1", Some("nonsense".to_owned())));
    acts.push(get("b1", ""));
    Case { thing: "bad_updates", acts }
}

fn canceled() -> Case {
    let acts = vec![
        create("c1"),
        create("c2"),
        create("c3"),
        start(json!({})),
        Act::Control(Control::Cancel("c1", false)),
        Act::Control(Control::Cancel("c2", false)),
        pending(),
        get("c1", ""),
        get("c2", ""),
        update("c2", json!({"status": "SUCCEEDED"})),
        update("c1", json!({"status": "IN_PROGRESS", "includeJobExecutionState": true})),
        update("c1", json!({"status": "SUCCEEDED", "includeJobExecutionState": true})),
        start(json!({})),
        Act::Control(Control::Cancel("c3", true)),
        update("c3", json!({"status": "SUCCEEDED"})),
        update("c3", json!({"status": "SUCCEEDED", "expectedVersion": 2})),
        get("c3", ""),
        start(json!({})),
    ];
    Case { thing: "canceled", acts }
}

fn deleted() -> Case {
    let acts = vec![
        create("x1"),
        create("x2"),
        start(json!({})),
        Act::Control(Control::Delete("x1")),
        get("x1", ""),
        update("x1", json!({"status": "SUCCEEDED"})),
        next(),
        Act::Control(Control::Delete("x2")),
        pending(),
    ];
    Case { thing: "deleted", acts }
}

fn queue() -> Case {
    let mut acts = vec![create("q3"), create("q1"), create("q2"), pending()];
    for (job, status) in [("q3", "REJECTED"), ("q1", "FAILED"), ("q2", "SUCCEEDED")] {
        acts.extend([
            start(json!({})),
            next(),
            update(job, json!({ "status": status })),
            pending(),
        ]);
    }
    Case { thing: "queue", acts }
}

fn timer() -> Case {
    let acts = vec![
        Act::Control(Control::Create("t1", Some(30))),
        next(),
        start(json!({})),
        update("t1", json!({"status": "IN_PROGRESS"})),
        get("t1", ""),
        update("t1", json!({"status": "IN_PROGRESS", "stepTimeoutInMinutes": 10})),
        get("t1", ""),
        update("t1", json!({"status": "IN_PROGRESS"})),
        get("t1", ""),
        update("t1", json!({"status": "SUCCEEDED"})),
        create("t2"),
        start(json!({})),
        update("t2", json!({"status": "IN_PROGRESS", "stepTimeoutInMinutes": 10_080})),
        next(),
    ];
    Case { thing: "timer", acts }
}

fn routes() -> Case {
    let acts = vec![
        call("GET", "/things/{thing}/other", None),
        call("POST", "/things/{thing}/jobs", Some("{}".to_owned())),
        call("DELETE", "/things/{thing}/jobs/a", None),
        call("PUT", "/things/{thing}/jobs/a", Some("{}".to_owned())),
        call("POST", "/things/{thing}/jobs/%24next", Some(r#"{"status":"FAILED"}"#.to_owned())),
    ];
    Case { thing: "routes", acts }
}

pub(crate) fn create(job: &'static str) -> Act {
    Act::Control(Control::Create(job, None))
}

fn pending() -> Act {
    call("GET", "/things/{thing}/jobs", None)
}

pub(crate) fn next() -> Act {
    get("%24next", "")
}

pub(crate) fn start(body: Value) -> Act {
    call("PUT", "/things/{thing}/jobs/%24next", Some(body.to_string()))
}

pub(crate) fn get(job: &str, query: &str) -> Act {
    call("GET", &format!("/things/{{thing}}/jobs/{job}{query}"), None)
}

pub(crate) fn update(job: &str, body: Value) -> Act {
    call("POST", &format!("/things/{{thing}}/jobs/{job}"), Some(body.to_string()))
}

pub(crate) fn call(method: &'static str, path: &str, body: Option<String>) -> Act {
    Act::Call { method, path: path.to_owned(), body, differs: None }
}
