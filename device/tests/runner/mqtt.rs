//! The runner over MQTT: notifications instead of polls.

use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus::{Canceled, Succeeded};
use iot_jobs_device::fake::{Fake, Fault};
use iot_jobs_device::mqtt::JobsClient;
use iot_jobs_device::runner::{
    Activity, AsyncJobRunnerBuilder, Ending, JobRunner, MqttSource, Outcome,
};

use crate::handlers::{returning, scripted, until_cancelled};
use crate::support::{Notes, Running, THING, assert_status, create, service};

fn runner(fake: &Fake) -> AsyncJobRunnerBuilder {
    let client = JobsClient::builder(THING, fake.connection(THING)).build().expect("a client");
    JobRunner::builder().thing_name(THING).source(MqttSource::new(client))
}

#[tokio::test(start_paused = true)]
async fn a_new_job_starts_at_once() {
    let fake = service(&[]);
    let running = Running::start(runner(&fake).handler(returning(Outcome::done())));
    running.until(|state| state.activity == Activity::Idle && state.counters.calls > 0).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let start = tokio::time::Instant::now();
    create(&fake, "job");
    running.ended(1).await;
    assert_eq!(start.elapsed().as_secs(), 0);
    assert_status(&fake, "job", Succeeded);
}

#[tokio::test(start_paused = true)]
async fn an_idle_runner_asks_rarely() {
    let fake = service(&[]);
    let running = Running::start(runner(&fake).handler(returning(Outcome::done())));
    running.until(|state| state.counters.calls > 0).await;
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let calls = fake.counts().start_next;
    assert!((4..=7).contains(&calls), "{calls}");
}

#[tokio::test(start_paused = true)]
async fn a_cancellation_reaches_the_handler_at_once_and_with_its_reason() {
    let fake = service(&["job"]);
    let notes = Notes::default();
    let running = Running::start(runner(&fake).handler(until_cancelled(&notes)));
    running.until(|state| state.counters.started == 1).await;
    let start = tokio::time::Instant::now();
    fake.cancel_job("job", true).expect("a change");
    let state = running.ended(1).await;
    assert_eq!(start.elapsed().as_secs(), 0);
    assert_eq!(notes.all().len(), 1);
    let (_, ending) = state.last_ended.expect("an end");
    assert_eq!(ending, Ending::EndedByService { status: None });
    assert_status(&fake, "job", Canceled);
}

#[tokio::test(start_paused = true)]
async fn a_lost_notification_is_made_up_for_by_the_question_after_the_connection() {
    let fake = service(&[]);
    let running = Running::start(runner(&fake).handler(returning(Outcome::done())));
    running.until(|state| state.activity == Activity::Idle && state.counters.calls > 0).await;
    fake.disconnect(THING);
    create(&fake, "job");
    tokio::time::sleep(Duration::from_secs(10)).await;
    let calls = fake.counts().start_next;
    fake.reconnect(THING);
    running.ended(1).await;
    assert_status(&fake, "job", Succeeded);
    // One question after the connection, and one after the job.
    assert!(fake.counts().start_next - calls <= 3);
}

#[tokio::test(start_paused = true)]
async fn an_applied_report_without_an_answer_counts_as_success() {
    let fake = service(&["job"]);
    let handler = {
        let fake = fake.clone();
        scripted(move |_, _, _| {
            fake.fail_next(Fault::LoseAnswer);
            Box::pin(async { Outcome::done() })
        })
    };
    let running = Running::start(runner(&fake).handler(handler));
    let state = running.ended(1).await;
    assert_eq!(state.counters.succeeded, 1);
    assert_status(&fake, "job", Succeeded);
}
