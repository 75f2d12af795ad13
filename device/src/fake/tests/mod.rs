mod commands;
mod faults;
mod http;
mod http_faults;
mod life;
mod limits;
#[cfg(feature = "async")]
mod mqtt;
#[cfg(feature = "async")]
mod mqtt_faults;
mod removal;
mod retries;
#[cfg(feature = "async")]
mod table;
mod timers;

use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;
use serde_json::json;

use super::{Fake, FakeJob};
use crate::jobs::{Answer, CallError, CallErrorKind, Execution, JobsCall, StatusDetails, Update};

const THING: &str = "pump-17";
const MINUTE: Duration = Duration::from_secs(60);

/// A fake with the thing and these jobs.
fn fake(jobs: &[&str]) -> Fake {
    let fake = Fake::new();
    fake.create_thing(THING).unwrap();
    for id in jobs {
        fake.create_job(job(id)).unwrap();
    }
    fake
}

fn job(id: &str) -> FakeJob {
    FakeJob::new(id, json!({ "job": id })).target(THING)
}

fn start(fake: &Fake) -> Option<Execution> {
    start_with(fake, &StatusDetails::new(), None)
}

fn start_with(fake: &Fake, details: &StatusDetails, minutes: Option<u16>) -> Option<Execution> {
    let details = details.as_map().clone();
    let call = JobsCall::StartNext { details, step_timeout_in_minutes: minutes };
    execution(fake.call(THING, &call))
}

fn describe(fake: &Fake, one: &Execution) -> Result<Answer, CallErrorKind> {
    kind(fake.call(THING, &JobsCall::Describe(one.id.clone())))
}

fn update(
    fake: &Fake,
    one: &Execution,
    status: JobExecutionStatus,
) -> Result<Answer, CallErrorKind> {
    kind(fake.call(THING, &JobsCall::Update(Update::new(one.id.clone(), status))))
}

fn execution(answer: Result<Answer, CallError>) -> Option<Execution> {
    match answer.unwrap() {
        Answer::Execution(execution) => execution,
        other => panic!("not an execution: {other:?}"),
    }
}

fn kind(answer: Result<Answer, CallError>) -> Result<Answer, CallErrorKind> {
    answer.map_err(|error| error.kind().clone())
}

/// Status, number and version.
fn record(fake: &Fake, job: &str) -> (JobExecutionStatus, i64, i64) {
    let record = fake.execution(THING, job).unwrap();
    (record.status, record.id.number, record.version)
}
