use serde_json::Value;

use super::*;
use crate::fake::FakeConnection;
use crate::fake::tests::mqtt::{messages, publish};

pub(super) struct Mqtt(FakeConnection);

impl Mqtt {
    pub(super) fn new(fake: &Fake) -> Self {
        Self(fake.connection(THING))
    }

    pub(super) fn call(&self, step: &Step) -> Seen {
        let (topic, mut payload) = match step {
            Step::StartNext(pairs, minutes) => (
                "start-next".to_owned(),
                json!({"statusDetails": details(pairs), "stepTimeoutInMinutes": minutes}),
            ),
            Step::DescribeNext => ("$next/get".to_owned(), json!({})),
            Step::Describe(job, number) => {
                (format!("{job}/get"), json!({"executionNumber": number}))
            }
            Step::GetPending => ("get".to_owned(), json!({})),
            Step::Update(report) => (
                format!("{}/update", report.job),
                json!({
                    "status": report.status.as_str(),
                    "statusDetails": details(report.details),
                    "expectedVersion": report.expected.map(|version| version.to_string()),
                    "executionNumber": report.number,
                    "stepTimeoutInMinutes": report.minutes,
                }),
            ),
            other => panic!("not a call: {other:?}"),
        };
        payload["clientToken"] = json!("t");
        publish(&self.0, &topic, &payload.to_string());
        // That of a duplicate comes last.
        let Some((answer_topic, answer)) = messages(&self.0).pop() else {
            return Seen::Refused("no answer");
        };
        assert_eq!(answer["clientToken"], "t");
        match answer_topic.strip_prefix(&topic) {
            Some("/accepted") => accepted(step, &answer),
            Some("/rejected") => Seen::Refused(rejected(&answer)),
            _ => panic!("an answer at another topic: {answer_topic}"),
        }
    }
}

fn accepted(step: &Step, answer: &Value) -> Seen {
    match step {
        Step::GetPending => {
            let ids = |list: &Value| list.as_array().unwrap().iter().map(id).collect();
            Seen::Pending(ids(&answer["inProgressJobs"]), ids(&answer["queuedJobs"]))
        }
        Step::Update(_) => Seen::Updated,
        _ => Seen::Execution(answer.get("execution").map(execution)),
    }
}

fn execution(value: &Value) -> Execution {
    let (job, number, queued_at) = id(value);
    let details = value.get("statusDetails").cloned().unwrap_or_else(|| json!({}));
    let left = value.get("approximateSecondsBeforeTimedOut").and_then(Value::as_u64);
    Execution {
        id: crate::jobs::ExecutionId::new(job, number, queued_at),
        status: JobExecutionStatus::from(value["status"].as_str().unwrap()),
        details: serde_json::from_value(details).unwrap(),
        version: value["versionNumber"].as_i64().unwrap(),
        document: Some(value["jobDocument"].to_string()),
        time_left: left.map(Duration::from_secs),
    }
}

fn id(value: &Value) -> (String, i64, i64) {
    let number = |name: &str| value[name].as_i64().unwrap();
    let job = value["jobId"].as_str().unwrap().to_owned();
    (job, number("executionNumber"), number("queuedAt"))
}

fn rejected(answer: &Value) -> &'static str {
    const CODES: [&str; 7] = [
        "VersionMismatch",
        "InvalidStateTransition",
        "TerminalStateReached",
        "ResourceNotFound",
        "InvalidRequest",
        "RequestThrottled",
        "InternalError",
    ];

    let code = answer["code"].as_str().unwrap();
    CODES.into_iter().find(|known| *known == code).unwrap()
}
