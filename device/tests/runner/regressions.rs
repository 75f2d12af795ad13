//! What once went wrong.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus::{Failed, InProgress, Succeeded};
use iot_jobs_device::fake::{Fake, FakeJob};
use iot_jobs_device::jobs::{Answer, CallError, JobsCall};
use iot_jobs_device::runner::{
    Accepts, Activity, Context, Exit, ForeignPolicy, JobRunner, Journal, Outcome, Source,
    SourceFuture, blocking,
};

use crate::handlers::{Scripted, returning, scripted};
use crate::support::{
    Notes, Running, THING, assert_status, create_with, directory, journal, pass, record, runner,
    service,
};

/// The device was off for half of the step time-out, and the job goes on for longer than the
/// rest, with heartbeats.
#[tokio::test(start_paused = true)]
async fn a_resumed_job_lives_as_long_as_its_heartbeats() {
    let fake = service(&["job"]);
    let path = directory("regression-1");
    let forever = scripted(|_, _, _| Box::pin(std::future::pending()));
    let builder = runner(&fake).journal(journal(&path)).handler(forever);
    let running = Running::start(builder);
    running.until(|state| matches!(state.activity, Activity::Working { .. })).await;
    running.kill().await;
    pass(&fake, Duration::from_secs(30 * 60)).await;
    let handler = scripted(|_, _, context| {
        Box::pin(async move {
            tokio::select! {
                reason = context.cancellation().cancelled() => Outcome::failed(format!("{reason}")),
                () = tokio::time::sleep(Duration::from_secs(50 * 60)) => Outcome::done(),
            }
        })
    });
    let running = Running::start(runner(&fake).journal(journal(&path)).handler(handler));
    pass(&fake, Duration::from_secs(55 * 60)).await;
    running.ended(1).await;
    let record = record(&fake, "job");
    assert_eq!((record.status, record.details.get("reason")), (Succeeded, None));
}

fn keeping(kept: &Arc<Mutex<Option<Context>>>) -> impl iot_jobs_device::runner::Handler {
    let kept = Arc::clone(kept);
    scripted(move |job, _, context| {
        let kept = Arc::clone(&kept);
        Box::pin(async move {
            if job.id().job_id == "first" {
                *kept.lock().expect("no panic") = Some(context.clone());
                return Outcome::done();
            }
            context.cancellation().cancelled().await;
            Outcome::interrupted()
        })
    })
}

/// What is left of the first job does not touch the second one.
#[tokio::test(start_paused = true)]
async fn a_context_belongs_to_its_job() {
    let fake = service(&["first", "second"]);
    let kept = Arc::default();
    let running = Running::start(runner(&fake).handler(keeping(&kept)));
    running
        .until(|s| matches!(&s.activity, Activity::Working { id, .. } if id.job_id == "second"))
        .await;
    let context = kept.lock().expect("no panic").clone().unwrap();
    let result = context.step("of the first").await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(record(&fake, "second").details.get("step"), None);
    assert!(result.is_err());
}

/// A step after the end of the job is an error, not a hang.
#[tokio::test(start_paused = true)]
async fn a_step_after_the_end_is_answered() {
    let fake = service(&["first"]);
    let kept = Arc::default();
    let running = Running::start(runner(&fake).handler(keeping(&kept)));
    running.ended(1).await;
    let context = kept.lock().expect("no panic").clone().unwrap();
    let answer = tokio::time::timeout(Duration::from_secs(3600), context.step("late")).await;
    assert!(answer.expect("an answer within an hour").is_err());
}

/// The foreign policy does not concern jobs that the handler does not accept.
#[tokio::test(start_paused = true)]
async fn foreign_policies_respect_what_the_handler_accepts() {
    for policy in [ForeignPolicy::Fail, ForeignPolicy::Resume] {
        let fake = service(&["theirs"]);
        let details = [("claim".to_owned(), "of another agent".to_owned())].into();
        let call = JobsCall::StartNext { details, step_timeout_in_minutes: None };
        fake.call(THING, &call).expect("an answer");
        let handler = Scripted {
            accepts: Accepts::only(|document| document["name"] == "ours"),
            ..scripted(|_, _, _| Box::pin(async { Outcome::done() }))
        };
        let running = Running::start(runner(&fake).foreign_executions(policy).handler(handler));
        tokio::time::sleep(Duration::from_secs(600)).await;
        assert_eq!(record(&fake, "theirs").details["claim"], "of another agent", "{policy:?}");
        assert_status(&fake, "theirs", InProgress);
        running.kill().await;
    }
}

struct Panics;

impl Source for Panics {
    fn call(&self, _: String, _: JobsCall) -> SourceFuture<'_, Result<Answer, CallError>> {
        Box::pin(async { panic!("the source panics") })
    }
}

/// A source that panics is trouble, and asked again.
#[tokio::test(start_paused = true)]
async fn a_source_that_panics_is_asked_again() {
    let builder = JobRunner::builder().thing_name(THING).source(Panics);
    let running = Running::start(builder.handler(returning(Outcome::done())));
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let state = running.state.get();
    assert!(state.trouble.is_some(), "{state:?}");
    assert!(state.counters.calls > 1);
}

fn later(time: Duration) -> impl iot_jobs_device::runner::Handler {
    scripted(move |_, _, _| {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Outcome::later(time)
        })
    })
}

/// No outcome ends the runner.
#[tokio::test(start_paused = true)]
async fn later_may_be_never() {
    let fake = service(&["job"]);
    let running = Running::start(runner(&fake).handler(later(Duration::MAX)));
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert!(matches!(running.state.get().activity, Activity::Paused(_)));
    assert_eq!(running.stop().await, Exit::Shutdown);
}

/// Also one that the clock of Tokio does not know.
#[tokio::test(start_paused = true)]
async fn later_may_be_very_late() {
    let fake = service(&["job"]);
    let builder = runner(&fake).step_timeout_in_minutes(None);
    let running = Running::start(builder.handler(later(Duration::from_secs(u64::MAX / 2))));
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert!(matches!(running.state.get().activity, Activity::Paused(_)));
    assert_eq!(running.stop().await, Exit::Shutdown);
}

/// Settings that mean "never".
#[tokio::test(start_paused = true)]
async fn settings_may_be_never() {
    let fake = service(&[]);
    let builder = runner(&fake).time_limit(Duration::MAX);
    let running = Running::start(builder.handler(returning(Outcome::done())));
    tokio::time::sleep(Duration::from_secs(10)).await;
    crate::support::create(&fake, "job");
    running.ended(1).await;
    running.stop().await;
}

/// One handler at a time for an execution.
#[test]
fn a_stuck_handler_keeps_the_journal() {
    struct Deaf(Mutex<std::sync::mpsc::Receiver<()>>);
    impl blocking::Handler for Deaf {
        fn start(&self, _: &iot_jobs_device::runner::Job, _: &blocking::Context) -> Outcome {
            let _ = self.0.lock().expect("no panic").recv();
            Outcome::done()
        }
        fn resume(
            &self,
            job: &iot_jobs_device::runner::Job,
            _: Option<&str>,
            context: &blocking::Context,
        ) -> Outcome {
            self.start(job, context)
        }
    }
    let fake = service(&["job"]);
    let path = directory("regression-11");
    let client = iot_jobs_data::blocking::Client::from_conf(fake.config().build());
    let (_signal, waits) = channel();
    let runner = blocking::JobRunner::builder()
        .thing_name(THING)
        .source(blocking::HttpsSource::new(client))
        .journal(journal(&path))
        .grace_period(Duration::ZERO)
        .handler(Deaf(Mutex::new(waits)))
        .build()
        .unwrap();
    let shutdown = blocking::Shutdown::new();
    let (state, stop) = (runner.state(), shutdown.clone());
    let thread = thread::spawn(move || runner.run(&stop).unwrap());
    state
        .wait_for(Duration::from_secs(10), |s| matches!(s.activity, Activity::Working { .. }))
        .unwrap();
    shutdown.trigger();
    assert_eq!(thread.join().unwrap(), Exit::HandlerStuck);
    assert!(Journal::open(&path).is_err(), "the handler still works on the job");
}

/// Only files of the journal are removed.
#[test]
fn files_of_others_stay() {
    let path = directory("regression-12");
    std::fs::create_dir_all(&path).unwrap();
    std::fs::write(path.join("upload.tmp"), "data of the application").unwrap();
    drop(journal(&path));
    assert!(path.join("upload.tmp").exists());
}

/// Details that were refused once do not cost those of the final report.
#[tokio::test(start_paused = true)]
async fn a_runner_that_was_dropped_is_not_working() {
    let fake = service(&["job"]);
    let forever = scripted(|_, _, _| Box::pin(std::future::pending()));
    let running = Running::start(runner(&fake).handler(forever));
    let state = running.state.clone();
    running.until(|state| matches!(state.activity, Activity::Working { .. })).await;
    running.kill().await;
    assert_eq!(state.get().activity, Activity::Stopped);
}

/// A pause is not work.
#[tokio::test(start_paused = true)]
async fn the_time_limit_does_not_count_pauses() {
    let fake = service(&["job"]);
    let handler = scripted(|_, step, context| {
        Box::pin(async move {
            if step.is_none() {
                context.step("waits").await.expect("a journal");
                return Outcome::later(Duration::from_secs(600));
            }
            tokio::select! {
                reason = context.cancellation().cancelled() => Outcome::failed(format!("{reason}")),
                () = tokio::time::sleep(Duration::from_secs(5)) => Outcome::done(),
            }
        })
    });
    let builder = runner(&fake).time_limit(Duration::from_secs(60)).handler(handler);
    let running = Running::start(builder);
    running.ended(1).await;
    let record = record(&fake, "job");
    assert_eq!((record.status, record.details.get("reason")), (Succeeded, None));
}

/// A heartbeat that is longer than the step time-out.
#[tokio::test(start_paused = true)]
async fn the_heartbeat_is_shorter_than_the_step_timeout() {
    let fake = service(&["job"]);
    let handler = scripted(|_, _, context| {
        Box::pin(async move {
            tokio::select! {
                reason = context.cancellation().cancelled() => Outcome::failed(format!("{reason}")),
                () = tokio::time::sleep(Duration::from_secs(300)) => Outcome::done(),
            }
        })
    });
    let builder = runner(&fake)
        .step_timeout_in_minutes(Some(1))
        .heartbeat(Duration::from_secs(120))
        .handler(handler);
    let running = Running::start(builder);
    pass(&fake, Duration::from_secs(400)).await;
    running.ended(1).await;
    assert_status(&fake, "job", Succeeded);
    let _ = (Failed, FakeJob::new("x", "{}"), create_with as fn(&Fake, FakeJob), Notes::default());
}

/// A page of a gateway is no word of the service.
#[tokio::test(start_paused = true)]
async fn a_page_of_a_gateway_ends_no_job() {
    use iot_jobs_data::primitives::SdkBody;
    use smithy_client_runtime::config::{Transport, TransportFuture};

    #[derive(Debug)]
    struct Gateway(iot_jobs_device::fake::FakeTransport, std::sync::atomic::AtomicBool);
    impl Transport for Gateway {
        fn send(&self, request: http::Request<SdkBody>) -> TransportFuture<'_> {
            let is_update = !request.uri().path().contains("next") && request.method() == "POST";
            if is_update && !self.1.swap(true, std::sync::atomic::Ordering::SeqCst) {
                let page = SdkBody::from("<html>no such upstream</html>");
                let answer = http::Response::builder().status(404).body(page).unwrap();
                return Box::pin(std::future::ready(Ok(answer)));
            }
            self.0.send(request)
        }
    }
    let fake = service(&["job"]);
    let transport = Gateway(fake.transport(), false.into());
    let config = fake.config().transport(transport).build();
    let source =
        iot_jobs_device::runner::HttpsSource::new(iot_jobs_data::Client::from_conf(config));
    let builder = JobRunner::builder().thing_name(THING).source(source);
    let running = Running::start(builder.handler(returning(Outcome::done())));
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert_status(&fake, "job", Succeeded);
    running.stop().await;
}

/// A record that is damaged does not start the handler a second time.
#[tokio::test(start_paused = true)]
async fn a_damaged_record_is_no_fresh_start() {
    let fake = service(&["job"]);
    let path = directory("regression-19");
    let starts = Notes::default();
    for _ in 0..2 {
        let seen = starts.clone();
        let handler = scripted(move |_, step, _| {
            seen.add(if step.is_none() { "start" } else { "resume" });
            Box::pin(std::future::pending())
        });
        let running = Running::start(runner(&fake).journal(journal(&path)).handler(handler));
        tokio::time::sleep(Duration::from_secs(60)).await;
        running.kill().await;
        for entry in std::fs::read_dir(&path).unwrap() {
            let file = entry.unwrap().path();
            if file.file_name().unwrap().to_str().unwrap().starts_with("job-") {
                std::fs::write(file, "damaged").unwrap();
            }
        }
    }
    assert_eq!(starts.all(), ["start"]);
}

/// When there are no more notices, the runner polls as without them.
#[tokio::test(start_paused = true)]
async fn without_more_notices_the_runner_polls() {
    struct Silent(Fake);
    impl Source for Silent {
        fn call(
            &self,
            thing: String,
            call: JobsCall,
        ) -> SourceFuture<'_, Result<Answer, CallError>> {
            Box::pin(async move { self.0.call(&thing, &call) })
        }
        fn is_notified(&self) -> bool {
            true
        }
        fn next_notice(
            &self,
            _: String,
        ) -> SourceFuture<'_, Option<iot_jobs_device::runner::Notice>> {
            Box::pin(async { None })
        }
    }
    let fake = service(&[]);
    let builder = JobRunner::builder().thing_name(THING).source(Silent(fake.clone()));
    let running = Running::start(builder.handler(returning(Outcome::done())));
    tokio::time::sleep(Duration::from_secs(5)).await;
    crate::support::create(&fake, "job");
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_status(&fake, "job", Succeeded);
    running.stop().await;
}

/// A detail of the handler is not replaced silently, and a claim is not a step.
#[tokio::test(start_paused = true)]
async fn a_claim_that_is_named_step() {
    let fake = service(&["job"]);
    let handler = scripted(|_, _, context| {
        Box::pin(async move {
            context.step("install").await.expect("a journal");
            Outcome::done()
        })
    });
    let built = runner(&fake).claim_name("step").handler(handler).build();
    assert!(built.is_err(), "the step is never reported");
}

/// A condition may read the state.
#[tokio::test(start_paused = true)]
async fn a_condition_that_reads_the_state_does_not_hang() {
    let fake = service(&[]);
    let running = Running::start(runner(&fake).handler(returning(Outcome::done())));
    let state = running.state.clone();
    let (done, waits) = channel();
    thread::spawn(move || {
        let other = state.clone();
        state.wait_for(Duration::from_secs(1), |_| other.get().counters.calls < 1000);
        let _ = done.send(());
    });
    assert!(waits.recv_timeout(Duration::from_secs(5)).is_ok(), "a deadlock");
}
