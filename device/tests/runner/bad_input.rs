//! Whatever is wrong from outside ends in a state or a report that says so.

use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus::{Failed, InProgress, Rejected, Succeeded};
use iot_jobs_device::fake::{FakeJob, Fault, FaultRates};
use iot_jobs_device::runner::{Ending, Outcome, Trouble};

use crate::handlers::{returning, scripted, until_cancelled};
use crate::support::{
    Notes, Running, THING, assert_status, create, create_with, pass, record, runner, service,
};

#[tokio::test(start_paused = true)]
async fn a_handler_that_panics_fails_its_job_with_the_message() {
    let fake = service(&["job", "next"]);
    let handler = scripted(|job, _, _| {
        Box::pin(async move {
            assert_ne!(job.id().job_id, "job", "the pump\nis dry");
            Outcome::done()
        })
    });
    let running = Running::start(runner(&fake).handler(handler));
    let state = running.ended(2).await;
    assert_eq!(state.counters.panics, 1);
    let record = record(&fake, "job");
    assert_eq!(record.status, Failed);
    let reason = &record.details["reason"];
    assert!(reason.starts_with("the handler panicked: "), "{reason}");
    assert!(reason.contains("the pump is dry"), "{reason}");
    assert_status(&fake, "next", Succeeded);
}

#[tokio::test(start_paused = true)]
async fn details_with_anything_in_them_are_accepted() {
    let fake = service(&["job"]);
    let log = "line\n\u{0}\t\u{1b}[31m\u{200d}".repeat(5000);
    let outcome = Outcome::failed(&log)
        .detail("exit code (ä)", "")
        .detail("", "x")
        .detail("n".repeat(500), "y")
        .detail_tail("log", &log);
    let running = Running::start(runner(&fake).handler(returning(outcome)));
    let state = running.ended(1).await;
    assert_eq!(state.counters.details_refused, 0);
    assert_status(&fake, "job", Failed);
    assert_eq!(record(&fake, "job").details["log"].chars().count(), 1024);
}

#[tokio::test(start_paused = true)]
async fn a_status_is_not_lost_for_its_details() {
    let fake = service(&["job"]);
    let handler = scripted({
        let fake = fake.clone();
        move |_, _, _| {
            // The service refuses the next request as invalid.
            fake.fail_next(Fault::QuotaExceeded);
            Box::pin(async { Outcome::done().detail("log", "all well") })
        }
    });
    let running = Running::start(runner(&fake).handler(handler));
    let state = running.ended(1).await;
    assert_eq!(state.counters.details_refused, 1);
    let record = record(&fake, "job");
    assert_eq!(record.status, Succeeded);
    assert_eq!(record.details.keys().collect::<Vec<_>>(), ["claim"]);
}

#[tokio::test(start_paused = true)]
async fn a_document_that_is_no_json_is_rejected_before_any_handler_sees_it() {
    let fake = service(&[]);
    for (job, document) in [("text", "no JSON"), ("empty", ""), ("cut", r#"{"a":"#)] {
        create_with(&fake, FakeJob::new(job, document).with_unchecked_document());
    }
    let notes = Notes::default();
    let seen = notes.clone();
    let handler = scripted(move |job, _, _| {
        seen.add(job.document_text());
        Box::pin(async { Outcome::done() })
    });
    let running = Running::start(runner(&fake).handler(handler));
    running.ended(3).await;
    assert!(notes.all().is_empty());
    for job in ["text", "empty", "cut"] {
        assert_status(&fake, job, Rejected);
        assert_eq!(record(&fake, job).details["reason"], "the job document is not JSON");
    }
}

#[tokio::test(start_paused = true)]
async fn the_largest_document_reaches_the_handler() {
    let fake = service(&[]);
    let document = format!(r#"{{"text":"{}"}}"#, "ü".repeat(32_757));
    assert_eq!(document.chars().count(), 32_768);
    create_with(&fake, FakeJob::new("job", &document));
    let handler = scripted(move |job, _, _| {
        let is_whole = job.document_text() == document;
        Box::pin(async move { if is_whole { Outcome::done() } else { Outcome::failed("cut") } })
    });
    let running = Running::start(runner(&fake).handler(handler));
    running.ended(1).await;
    assert_status(&fake, "job", Succeeded);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_is_deleted_or_canceled_under_way_cancels_its_handler() {
    for (is_deleted, reason) in [(true, "removed"), (false, "ended")] {
        let fake = service(&["job"]);
        let notes = Notes::default();
        let running = Running::start(runner(&fake).handler(until_cancelled(&notes)));
        running.until(|state| state.counters.started == 1).await;
        let changed = match is_deleted {
            true => fake.delete_job("job", true),
            false => fake.cancel_job("job", true),
        };
        changed.expect("a change");
        let state = running.ended(1).await;
        let (_, ending) = state.last_ended.expect("an end");
        let expected = match is_deleted {
            true => Ending::Removed,
            false => Ending::EndedByService { status: None },
        };
        assert_eq!(ending, expected);
        assert!(notes.all()[0].contains(reason), "{:?}", notes.all());
    }
}

#[tokio::test(start_paused = true)]
async fn a_deleted_thing_is_a_state() {
    let fake = service(&["job"]);
    fake.delete_thing(THING).expect("a change");
    let running = Running::start(runner(&fake).handler(returning(Outcome::done())));
    let state = running.until(|state| state.trouble.is_some()).await;
    assert_eq!(state.trouble, Some(Trouble::UnknownThing));
    assert!(state.last_error.is_some());
    fake.create_thing(THING).expect("a thing");
    create(&fake, "again");
    running.ended(1).await;
    assert_status(&fake, "again", Succeeded);
}

#[tokio::test(start_paused = true)]
async fn what_keeps_it_from_working_is_a_state_and_it_goes_on_afterwards() {
    let unavailable = Fault::Unavailable { is_applied: true, retry_after: None };
    for (fault, trouble) in [
        (Fault::Unreachable, Trouble::Network),
        (Fault::LoseAnswer, Trouble::Network),
        (Fault::Denied, Trouble::Permission),
        (Fault::ClockWrong, Trouble::Clock),
        (Fault::Throttle { retry_after: None }, Trouble::Service),
        (unavailable, Trouble::Service),
    ] {
        let fake = service(&["job"]);
        fake.set_fault_rates(FaultRates::new(1).with(fault.clone(), 1.0));
        let running = Running::start(runner(&fake).handler(returning(Outcome::done())));
        let state = running.until(|state| state.trouble.is_some()).await;
        assert_eq!(state.trouble, Some(trouble), "{fault:?}");
        let error = state.last_error.expect("a text");
        assert!(error.contains("StartNextPendingJobExecution"), "{error}");
        tokio::time::sleep(Duration::from_secs(3600)).await;
        fake.set_fault_rates(FaultRates::new(1));
        let state = running.ended(1).await;
        assert_eq!((state.trouble, state.last_error), (None, None), "{fault:?}");
        assert_status(&fake, "job", Succeeded);
        // An outage of an hour takes few calls.
        assert!(state.counters.calls < 40, "{} calls", state.counters.calls);
    }
}

#[tokio::test(start_paused = true)]
async fn a_pause_that_the_service_asks_for_is_kept() {
    let fake = service(&["job"]);
    let retry_after = Some(Duration::from_secs(900));
    fake.fail_next(Fault::Throttle { retry_after });
    let start = tokio::time::Instant::now();
    let running = Running::start(runner(&fake).handler(returning(Outcome::done())));
    running.ended(1).await;
    assert!(start.elapsed() >= Duration::from_secs(900), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn the_time_of_the_job_is_told_and_ends_it() {
    let fake = service(&[]);
    create_with(&fake, FakeJob::new("job", "{}").in_progress_timeout_in_minutes(10));
    let notes = Notes::default();
    let seen = notes.clone();
    let handler = scripted(move |_, _, context| {
        let seen = seen.clone();
        Box::pin(async move {
            let left = context.time_left().expect("a time-out");
            seen.add(format!("{} minutes", left.as_secs().div_ceil(60)));
            seen.add(context.cancellation().cancelled().await.to_string());
            Outcome::interrupted()
        })
    });
    let running = Running::start(runner(&fake).handler(handler));
    pass(&fake, Duration::from_secs(300)).await;
    assert_status(&fake, "job", InProgress);
    pass(&fake, Duration::from_secs(295)).await;
    running.ended(1).await;
    assert_eq!(notes.all(), ["10 minutes", "the time for the job is up"]);
    // In time: the service has not ended it.
    assert_status(&fake, "job", Failed);
    assert_eq!(record(&fake, "job").details["reason"], "the time for the job is up");
}
