//! Whose execution it is.

use std::collections::BTreeMap;

use iot_jobs_data::types::JobExecutionStatus::{Failed, InProgress, Queued, Succeeded};
use iot_jobs_device::fake::{Fake, FakeJob};
use iot_jobs_device::jobs::JobsCall;
use iot_jobs_device::runner::{Accepts, Activity, ForeignPolicy, Outcome};

use crate::handlers::{Scripted, returning, scripted};
use crate::support::{
    Notes, Running, THING, assert_status, create_with, directory, journal, record, runner, service,
};

/// Another agent starts the next job.
fn start_elsewhere(fake: &Fake) {
    let details = BTreeMap::from([("claim".to_owned(), "of another agent".to_owned())]);
    let call = JobsCall::StartNext { details, step_timeout_in_minutes: None };
    fake.call(THING, &call).expect("an answer");
}

#[tokio::test(start_paused = true)]
async fn an_execution_of_another_agent_is_left_alone() {
    let fake = service(&["job", "next"]);
    start_elsewhere(&fake);
    let running = Running::start(runner(&fake).handler(returning(Outcome::done())));
    let state =
        running.until(|state| matches!(state.activity, Activity::ForeignExecution(_))).await;
    assert_eq!(state.activity.to_string(), "job#1 is in progress, started by someone else");
    assert_status(&fake, "job", InProgress);
    fake.cancel_job("job", true).expect("a change");
    running.ended(1).await;
    assert_status(&fake, "next", Succeeded);
}

#[tokio::test(start_paused = true)]
async fn an_execution_of_another_agent_fails_if_asked_for() {
    let fake = service(&["job"]);
    start_elsewhere(&fake);
    let builder = runner(&fake).foreign_executions(ForeignPolicy::Fail);
    let running = Running::start(builder.handler(returning(Outcome::done())));
    running.ended(1).await;
    assert_status(&fake, "job", Failed);
    let reason = &record(&fake, "job").details["reason"];
    assert_eq!(reason, "this device does not know that it began the job");
}

#[tokio::test(start_paused = true)]
async fn an_execution_of_another_agent_is_resumed_if_asked_for() {
    let fake = service(&["job"]);
    start_elsewhere(&fake);
    let notes = Notes::default();
    let seen = notes.clone();
    let handler = scripted(move |_, step, _| {
        seen.add(format!("{step:?}"));
        Box::pin(async { Outcome::done() })
    });
    let builder = runner(&fake).foreign_executions(ForeignPolicy::Resume);
    let running = Running::start(builder.handler(handler));
    running.ended(1).await;
    assert_status(&fake, "job", Succeeded);
    assert_eq!(notes.all(), ["Some(None)"]);
}

#[tokio::test(start_paused = true)]
async fn a_foreign_job_at_the_head_blocks_nothing() {
    let fake = service(&[]);
    create_with(&fake, FakeJob::new("greengrass", r#"{"operation":"deploy"}"#));
    create_with(&fake, FakeJob::new("odd", "no JSON").with_unchecked_document());
    create_with(&fake, FakeJob::new("ours", r#"{"operation":"install"}"#));
    let handler = Scripted {
        accepts: Accepts::only(|document| document["operation"] == "install"),
        ..scripted(|_, _, _| Box::pin(async { Outcome::done() }))
    };
    let running = Running::start(runner(&fake).handler(handler));
    running.ended(1).await;
    assert_status(&fake, "ours", Succeeded);
    for job in ["greengrass", "odd"] {
        let record = record(&fake, job);
        assert_eq!((record.status, record.version), (Queued, 1), "{job}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_job_that_was_begun_before_a_crash_is_resumed_and_not_started() {
    let fake = service(&["job"]);
    let directory = directory("crash");
    let notes = Notes::default();
    let handler = || {
        let notes = notes.clone();
        scripted(move |_, step, context| {
            let notes = notes.clone();
            notes.add(format!("{step:?}"));
            Box::pin(async move {
                if step.is_none() {
                    context.step("flashing").await.expect("a journal");
                    notes.add("flashing");
                    std::future::pending::<()>().await;
                }
                Outcome::done()
            })
        })
    };
    let first = Running::start(runner(&fake).journal(journal(&directory)).handler(handler()));
    first.until(|s| matches!(&s.activity, Activity::Working { step: Some(_), .. })).await;
    first.kill().await;
    let second = Running::start(runner(&fake).journal(journal(&directory)).handler(handler()));
    second.ended(1).await;
    assert_eq!(notes.all(), ["None", "flashing", r#"Some(Some("flashing"))"#]);
    assert_status(&fake, "job", Succeeded);
}

#[tokio::test(start_paused = true)]
async fn a_retry_by_the_service_starts_from_the_beginning() {
    let fake = service(&[]);
    create_with(&fake, FakeJob::new("job", "{}").retries(2));
    let notes = Notes::default();
    let seen = notes.clone();
    let handler = scripted(move |_, step, _| {
        seen.add(format!("{step:?}"));
        let attempts = seen.all().len();
        Box::pin(
            async move { if attempts < 3 { Outcome::failed("not yet") } else { Outcome::done() } },
        )
    });
    let running = Running::start(runner(&fake).handler(handler));
    running.ended(3).await;
    assert_eq!(notes.all(), ["None", "None", "None"]);
    assert_status(&fake, "job", Succeeded);
}
