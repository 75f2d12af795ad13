use serde_json::json;

use crate::cases::{Act, Case, Control, call, create, get, next, start, update};

/// Each on a thing of its own, since the states differ afterwards.
pub(crate) fn differences() -> Vec<Case> {
    const PATTERN: &str = "patterns and lengths of the model of iot-jobs-data (botocore 1.43)";
    const RANGE: &str = "UpdateJobExecution, API reference: 1 to 10,080 minutes, or -1";

    let mut cases = vec![
        differing("no_thing", &[], call("GET", "/things/nobody/jobs", None),
            "GetPendingJobExecutions, API reference: ResourceNotFoundException, which MiniStack \
             never answers here"),
        differing("no_thing_2", &[], call("PUT", "/things/nobody/jobs/%24next", Some("{}".into())),
            "StartNextPendingJobExecution, API reference: ResourceNotFoundException"),
        differing("step_at_start", &["s1"], start(json!({"stepTimeoutInMinutes": 5})),
            "StartNextPendingJobExecution, API reference: the step timer starts; MiniStack ignores \
             the member"),
        differing("commands", &[], call("POST", "/command-executions", Some(
            r#"{"targetArn":"arn:aws:iot:us-east-1:000000000000:thing/a","commandArn":"c"}"#.into())),
            "StartCommandExecution is in the model; MiniStack has no such operation"),
    ];
    cases.push(Case {
        thing: "order",
        acts: vec![
            create("o1"),
            create("o2"),
            update("o2", json!({"status": "IN_PROGRESS"})),
            because(
                start(json!({})),
                "StartNextPendingJobExecution, API reference: executions that are \
            IN_PROGRESS are returned first; MiniStack goes by the time of queueing alone",
            ),
        ],
    });
    cases.push(Case {
        thing: "outlast",
        acts: vec![
            Act::Control(Control::Create("u1", Some(5))),
            start(json!({})),
            update("u1", json!({"status": "IN_PROGRESS", "stepTimeoutInMinutes": 60})),
            because(
                next(),
                "developer guide, job timeout configurations: the step timer cannot \
            outlast the in-progress timer; on MiniStack it replaces it",
            ),
        ],
    });
    cases.push(Case {
        thing: "no_step",
        acts: vec![
            create("n1"),
            start(json!({})),
            update("n1", json!({"status": "IN_PROGRESS", "stepTimeoutInMinutes": 5})),
            update("n1", json!({"status": "IN_PROGRESS", "stepTimeoutInMinutes": -1})),
            because(
                next(),
                "UpdateJobExecution, API reference: -1 cancels the step timer; on MiniStack \
            the execution times out at once",
            ),
        ],
    });
    for (thing, job, details) in [
        ("p1", "p1", json!({"a b": "1"})),
        ("p2", "p2", json!({"a".repeat(129): "1"})),
        ("p3", "p3", json!({"a": "1\n2"})),
        ("p4", "p4", json!({"a": "1".repeat(1025)})),
    ] {
        let act = update(job, json!({"status": "IN_PROGRESS", "statusDetails": details}));
        cases.push(differing(thing, &[job], act, PATTERN));
    }
    for (thing, job, minutes) in [("r1", "r1", 0), ("r2", "r2", 10_081)] {
        let act = update(job, json!({"status": "IN_PROGRESS", "stepTimeoutInMinutes": minutes}));
        cases.push(differing(thing, &[job], act, RANGE));
    }
    cases.push(differing("p5", &[], get("a%20b", ""), PATTERN));
    cases
}

fn differing(thing: &'static str, jobs: &[&'static str], act: Act, reason: &'static str) -> Case {
    let jobs = jobs.iter().map(|job| create(job));
    Case { thing, acts: jobs.chain([because(act, reason)]).collect() }
}

fn because(act: Act, reason: &'static str) -> Act {
    match act {
        Act::Call { method, path, body, .. } => {
            Act::Call { method, path, body, differs: Some(reason) }
        }
        control => control,
    }
}
