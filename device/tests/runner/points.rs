//! What no other agent offers, point by point:
//!
//! | point | tests |
//! |---|---|
//! | 1. a journal, so that nothing runs twice | `claims::a_job_that_was_begun_before_a_crash_is_resumed_and_not_started`, `outcomes::a_restart_ends_the_runner_and_the_next_one_resumes`, the simulation |
//! | 2. a claim tells ours, fresh and foreign apart | `claims`, the model check |
//! | 3. reports converge | `a_report_…` in this file, `mqtt::an_applied_report_without_an_answer_counts_as_success` |
//! | 4. progress and heartbeat are one, never behind the final status | `outcomes::progress_is_reported_with_claim_and_step_and_keeps_the_timer_alive`, the model check |
//! | 5. cancellation as a token, with a grace period | `mqtt::a_cancellation_reaches_the_handler_at_once_and_with_its_reason`, `bad_input::a_job_that_is_deleted_or_canceled_under_way_cancels_its_handler`, `stuck` |
//! | 6. outcomes | `outcomes::each_verdict_has_its_status` and the following |
//! | 7. details that cannot be refused | `bad_input::details_with_anything_in_them_are_accepted`, `bad_input::a_status_is_not_lost_for_its_details` |
//! | 8. one core, polls with jitter and `Retry-After` | `an_idle_runner_asks_less_and_less_often`, `bad_input::a_pause_that_the_service_asks_for_is_kept` |
//! | 9. a foreign job at the head blocks nothing | `claims::a_foreign_job_at_the_head_blocks_nothing` |
//! | 10. no permission, no clock, no network are states | `bad_input::what_keeps_it_from_working_is_a_state_and_it_goes_on_afterwards` |

use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus::{Canceled, Succeeded};
use iot_jobs_device::fake::{Fake, FakeJob, Fault};
use iot_jobs_device::runner::{Ending, Outcome};

use crate::handlers::{returning, scripted};
use crate::support::{Notes, Running, THING, assert_status, create_with, record, runner, service};

/// A handler that lets a fault happen to the final report.
fn with_final_fault(fake: &Fake, fault: Fault) -> impl iot_jobs_device::runner::Handler {
    let fake = fake.clone();
    scripted(move |_, _, _| {
        fake.fail_next(fault.clone());
        Box::pin(async { Outcome::done() })
    })
}

/// Point 3: the answer to the final report is lost. Over HTTPS the service then tells only that the
/// execution has ended.
#[tokio::test(start_paused = true)]
async fn a_report_whose_answer_is_lost_is_unconfirmed_if_the_service_does_not_tell() {
    let fake = service(&["job"]);
    let running = Running::start(runner(&fake).handler(with_final_fault(&fake, Fault::LoseAnswer)));
    let state = running.ended(1).await;
    let (_, ending) = state.last_ended.expect("an end");
    assert_eq!(ending, Ending::EndedUnconfirmed { reported: Succeeded });
    assert_eq!(
        ending.to_string(),
        "ended: either SUCCEEDED, as reported, or ended by the service before the report"
    );
    assert_status(&fake, "job", Succeeded);
}

/// Point 3: if the service tells the state in its error, the report counts as applied.
#[tokio::test(start_paused = true)]
async fn a_report_whose_answer_is_lost_counts_if_the_service_tells_the_state() {
    let fake = Fake::builder().state_in_errors(true).build();
    fake.create_thing(THING).expect("a thing");
    create_with(&fake, FakeJob::new("job", "{}"));
    let running = Running::start(runner(&fake).handler(with_final_fault(&fake, Fault::LoseAnswer)));
    let state = running.ended(1).await;
    assert_eq!(state.counters.succeeded, 1);
    assert_status(&fake, "job", Succeeded);
}

/// Point 3: a report that never arrived is repeated.
#[tokio::test(start_paused = true)]
async fn a_report_that_is_lost_is_repeated() {
    for fault in [Fault::LoseRequest, Fault::Disconnect, Fault::Unreachable, Fault::Denied] {
        let fake = service(&["job"]);
        let running = Running::start(runner(&fake).handler(with_final_fault(&fake, fault)));
        let state = running.ended(1).await;
        assert_eq!(state.counters.succeeded, 1);
        assert_status(&fake, "job", Succeeded);
    }
}

/// Point 3: a canceled job is never said to have succeeded.
#[tokio::test(start_paused = true)]
async fn a_job_that_is_canceled_before_its_report_is_not_said_to_be_done() {
    let fake = service(&["job"]);
    let handler = {
        let fake = fake.clone();
        scripted(move |_, _, _| {
            fake.cancel_job("job", true).expect("a change");
            Box::pin(async { Outcome::done() })
        })
    };
    let running = Running::start(runner(&fake).handler(handler));
    let state = running.ended(1).await;
    assert_eq!(state.counters.succeeded, 0);
    let (_, ending) = state.last_ended.expect("an end");
    assert_eq!(ending, Ending::EndedUnconfirmed { reported: Succeeded });
    assert_status(&fake, "job", Canceled);
}

/// Another writer raises the version: the report is based on the new one.
#[tokio::test(start_paused = true)]
async fn another_writer_of_our_execution_does_not_stop_the_report() {
    let fake = service(&["job"]);
    let handler = {
        let fake = fake.clone();
        scripted(move |job, _, _| {
            let details = record(&fake, "job").details;
            let mut update = iot_jobs_device::jobs::Update::new(
                job.id().clone(),
                iot_jobs_data::types::JobExecutionStatus::InProgress,
            );
            update.details = details;
            fake.call(THING, &iot_jobs_device::jobs::JobsCall::Update(update)).expect("an answer");
            Box::pin(async { Outcome::done() })
        })
    };
    let running = Running::start(runner(&fake).handler(handler));
    let state = running.ended(1).await;
    assert_eq!(state.counters.succeeded, 1);
    assert_status(&fake, "job", Succeeded);
}

/// Fresh presigned URLs for a download that took longer than theirs are valid.
#[tokio::test(start_paused = true)]
async fn the_document_can_be_had_again_with_new_urls() {
    let fake = service(&[]);
    let url = "${aws:iot:s3-presigned-url:https://s3.eu-central-1.amazonaws.com/bucket/image}";
    create_with(&fake, FakeJob::new("job", serde_json::json!({ "url": url })));
    let notes = Notes::default();
    let seen = notes.clone();
    let handler = scripted(move |job, _, context| {
        let seen = seen.clone();
        Box::pin(async move {
            seen.add(job.document_text());
            let fresh = context.refresh_document(&job).await.expect("a document");
            seen.add(fresh.document_text());
            Outcome::done()
        })
    });
    let running = Running::start(runner(&fake).handler(handler));
    running.ended(1).await;
    let [first, second] = notes.all().try_into().expect("two documents");
    assert_ne!(first, second);
    for document in [first, second] {
        assert!(document.contains("https://") && !document.contains("presigned-url"), "{document}");
    }
}

/// Idle polls: at most one per interval, slower and slower.
#[tokio::test(start_paused = true)]
async fn an_idle_runner_asks_less_and_less_often() {
    let fake = service(&[]);
    let running = Running::start(runner(&fake).handler(returning(Outcome::done())));
    running.until(|state| state.counters.calls == 1).await;
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let calls = fake.counts().start_next;
    // 30 s, growing to 5 minutes: 7 polls to get there, and 11 more.
    assert!((14..=20).contains(&calls), "{calls}");
}
