//! Prints how many calls a second the fake answers on one core, without JSON and over HTTP:
//! `cargo run --release -p iot-jobs-device --example fake_rate`

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

use iot_jobs_data::blocking::Client;
use iot_jobs_data::types::JobExecutionStatus::{self, InProgress, Succeeded};
use iot_jobs_device::fake::{Fake, FakeJob};
use iot_jobs_device::jobs::{Answer, JobsCall, StatusDetails, Update};

const THING: &str = "pump-17";
const JOBS: u32 = 20_000;
/// A start, three reports of progress and the final one.
const CALLS_OF_A_JOB: u32 = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let fake = with_jobs()?;
    let begin = Instant::now();
    while directly(&fake)? {}
    print("direct", begin);
    let fake = with_jobs()?;
    let client = Client::from_conf(fake.config().build());
    let begin = Instant::now();
    while over_http(&client)? {}
    print("HTTP, blocking client", begin);
    Ok(())
}

fn with_jobs() -> Result<Fake, Box<dyn Error>> {
    let fake = Fake::new();
    fake.create_thing(THING)?;
    for number in 0..JOBS {
        let document = r#"{"operation":"install","version":"2.4.1"}"#;
        fake.create_job(FakeJob::new(format!("job-{number}"), document).target(THING))?;
    }
    Ok(fake)
}

fn print(way: &str, begin: Instant) {
    let seconds = begin.elapsed().as_secs_f64();
    println!("{way}: {:.0} calls a second", f64::from(JOBS * CALLS_OF_A_JOB) / seconds);
}

fn statuses() -> [JobExecutionStatus; 4] {
    [InProgress, InProgress, InProgress, Succeeded]
}

fn details() -> BTreeMap<String, String> {
    StatusDetails::new().with("claim", "0123456789abcdef").with("step", "install").as_map().clone()
}

/// Whether there was a job.
fn directly(fake: &Fake) -> Result<bool, Box<dyn Error>> {
    let call = JobsCall::StartNext { details: details(), step_timeout_in_minutes: Some(5) };
    let Answer::Execution(Some(one)) = fake.call(THING, &call)? else { return Ok(false) };
    for (version, status) in (one.version..).zip(statuses()) {
        let mut update = Update::new(one.id.clone(), status);
        update.details = details();
        update.expected_version = Some(version);
        fake.call(THING, &JobsCall::Update(update))?;
    }
    Ok(true)
}

/// Whether there was a job.
fn over_http(client: &Client) -> Result<bool, Box<dyn Error>> {
    let details = || Some(details().into_iter().collect());
    let start = client.start_next_pending_job_execution().thing_name(THING);
    let start = start.set_status_details(details()).step_timeout_in_minutes(5);
    let Some(one) = start.send()?.execution else { return Ok(false) };
    for (version, status) in (one.version_number..).zip(statuses()) {
        let update = client.update_job_execution().thing_name(THING).set_job_id(one.job_id.clone());
        let update = update.set_status_details(details()).expected_version(version);
        update.status(status).send()?;
    }
    Ok(true)
}
