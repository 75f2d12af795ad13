//! What becomes of each outcome of a handler.

use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus::{Failed, InProgress, Rejected, Succeeded};
use iot_jobs_device::jobs::StatusDetails;
use iot_jobs_device::runner::{Activity, Exit, Outcome};

use crate::handlers::{returning, scripted};
use crate::support::{
    Notes, Running, assert_status, create, directory, journal, pass, record, runner, service,
};

#[tokio::test(start_paused = true)]
async fn jobs_are_done_one_after_the_other() {
    let fake = service(&["one", "two", "three"]);
    let running = Running::start(runner(&fake).handler(returning(Outcome::done())));
    let state = running.ended(3).await;
    assert_eq!(state.counters.succeeded, 3);
    for job in ["one", "two", "three"] {
        assert_status(&fake, job, Succeeded);
    }
    assert_eq!(running.stop().await, Exit::Shutdown);
}

#[tokio::test(start_paused = true)]
async fn each_verdict_has_its_status() {
    for (outcome, status, reason) in [
        (Outcome::done(), Succeeded, None),
        (Outcome::failed("no space left"), Failed, Some("no space left")),
        (Outcome::rejected("unknown operation"), Rejected, Some("unknown operation")),
        (Outcome::interrupted(), Failed, Some("the handler stopped halfway")),
        (Outcome::from(Err::<(), _>("broken")), Failed, Some("broken")),
        (Outcome::from(Ok::<_, String>(())), Succeeded, None),
    ] {
        let fake = service(&["job"]);
        let running = Running::start(runner(&fake).handler(returning(outcome)));
        running.ended(1).await;
        let record = record(&fake, "job");
        assert_eq!(record.status, status);
        assert_eq!(record.details.get("reason").map(String::as_str), reason);
        assert!(record.details.contains_key("claim"));
        running.stop().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_job_that_goes_on_later_is_resumed_with_its_step() {
    let fake = service(&["job"]);
    let notes = Notes::default();
    let seen = notes.clone();
    let handler = scripted(move |_, step, context| {
        seen.add(format!("{step:?}"));
        Box::pin(async move {
            match step {
                None => {
                    context.step("downloaded").await.expect("a journal");
                    Outcome::later(Duration::from_secs(600))
                }
                Some(_) => Outcome::done(),
            }
        })
    });
    let running = Running::start(runner(&fake).handler(handler));
    running.until(|state| matches!(state.activity, Activity::Paused(_))).await;
    assert_status(&fake, "job", InProgress);
    running.ended(1).await;
    assert_eq!(notes.all(), ["None", r#"Some(Some("downloaded"))"#]);
    assert_eq!(record(&fake, "job").details["step"], "downloaded");
}

#[tokio::test(start_paused = true)]
async fn a_restart_ends_the_runner_and_the_next_one_resumes() {
    let fake = service(&["reboot", "after"]);
    let directory = directory("restart");
    let notes = Notes::default();
    let handler = || {
        let notes = notes.clone();
        scripted(move |job, step, context| {
            notes.add(format!("{} {step:?}", job.id().job_id));
            Box::pin(async move {
                if job.id().job_id == "reboot" && step.is_none() {
                    context.step("rebooting").await.expect("a journal");
                    return Outcome::restart();
                }
                Outcome::done()
            })
        })
    };
    let first = Running::start(runner(&fake).journal(journal(&directory)).handler(handler()));
    assert_eq!(first.exit().await, Exit::Restart);
    assert_status(&fake, "reboot", InProgress);
    let second = Running::start(runner(&fake).journal(journal(&directory)).handler(handler()));
    second.ended(2).await;
    assert_status(&fake, "reboot", Succeeded);
    assert_eq!(notes.all(), ["reboot None", r#"reboot Some(Some("rebooting"))"#, "after None"]);
}

#[tokio::test(start_paused = true)]
async fn progress_is_reported_with_claim_and_step_and_keeps_the_timer_alive() {
    let fake = service(&["job"]);
    let handler = scripted(|_, _, context| {
        Box::pin(async move {
            context.step("install").await.expect("a journal");
            context.progress(StatusDetails::new().with("percent", "40"));
            tokio::time::sleep(Duration::from_secs(3 * 3600)).await;
            Outcome::done()
        })
    });
    let running = Running::start(runner(&fake).step_timeout_in_minutes(Some(10)).handler(handler));
    pass(&fake, Duration::from_secs(60)).await;
    let details = record(&fake, "job").details;
    assert_eq!((&*details["percent"], &*details["step"]), ("40", "install"));
    let claim = details["claim"].clone();
    pass(&fake, Duration::from_secs(3 * 3600)).await;
    running.ended(1).await;
    let record = record(&fake, "job");
    assert_eq!((record.status, &record.details["claim"]), (Succeeded, &claim));
    // A report each third of the step time-out.
    assert!((50..=60).contains(&record.version), "{}", record.version);
}

#[tokio::test(start_paused = true)]
async fn after_a_shutdown_the_job_is_resumed() {
    let fake = service(&["job"]);
    let directory = directory("shutdown");
    let notes = Notes::default();
    let handler = || {
        let notes = notes.clone();
        scripted(move |_, step, context| {
            let notes = notes.clone();
            Box::pin(async move {
                if step.is_some() {
                    notes.add("resumed");
                    return Outcome::done();
                }
                let reason = context.cancellation().cancelled().await;
                notes.add(reason.to_string());
                Outcome::interrupted()
            })
        })
    };
    let first = Running::start(runner(&fake).journal(journal(&directory)).handler(handler()));
    first.until(|state| state.counters.started == 1).await;
    assert_eq!(first.stop().await, Exit::Shutdown);
    assert_status(&fake, "job", InProgress);
    let second = Running::start(runner(&fake).journal(journal(&directory)).handler(handler()));
    second.ended(1).await;
    assert_eq!(notes.all(), ["the runner stops", "resumed"]);
    assert_status(&fake, "job", Succeeded);
}

#[tokio::test(start_paused = true)]
async fn a_wake_handle_ends_the_wait_for_the_next_poll() {
    let fake = service(&[]);
    let hour = Duration::from_secs(3600);
    let builder = runner(&fake).poll_intervals(hour, hour).handler(returning(Outcome::done()));
    let running = Running::start(builder);
    running.until(|state| state.counters.calls > 0).await;
    create(&fake, "job");
    let start = tokio::time::Instant::now();
    running.wake.wake();
    running.ended(1).await;
    assert!(start.elapsed() < Duration::from_secs(1));
}
