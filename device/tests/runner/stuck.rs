//! The blocking runner, and handlers that do not return.

use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use iot_jobs_data::blocking::Client;
use iot_jobs_data::types::JobExecutionStatus::{Failed, InProgress, Queued, Succeeded};
use iot_jobs_device::fake::Fake;
use iot_jobs_device::runner::blocking::{Context, Handler, HttpsSource, JobRunner, Shutdown};
use iot_jobs_device::runner::{Activity, Exit, Job, Outcome, StateWatch};

use crate::support::{Notes, assert_status, directory, journal, record, service};

const LIMIT: Duration = Duration::from_secs(30);

/// A handler that waits for a signal, whatever it is told.
struct Deaf {
    signal: Arc<Mutex<Receiver<()>>>,
}

impl Handler for Deaf {
    fn start(&self, job: &Job, _context: &Context) -> Outcome {
        if job.id().job_id == "deaf" {
            let _ = self.signal.lock().expect("no panic").recv();
        }
        Outcome::done()
    }

    fn resume(&self, job: &Job, _step: Option<&str>, context: &Context) -> Outcome {
        self.start(job, context)
    }
}

fn source(fake: &Fake) -> HttpsSource {
    HttpsSource::new(Client::from_conf(fake.config().build()))
}

fn start(runner: JobRunner, shutdown: &Shutdown) -> (StateWatch, thread::JoinHandle<Exit>) {
    let (state, shutdown) = (runner.state(), shutdown.clone());
    (state, thread::spawn(move || runner.run(&shutdown).expect("an end")))
}

#[test]
fn jobs_are_done_on_threads() {
    struct Steps(Notes);

    impl Handler for Steps {
        fn start(&self, job: &Job, context: &Context) -> Outcome {
            context.step("one").expect("a journal");
            self.0.add(format!("start {}", job.id().job_id));
            match &*job.id().job_id {
                "panics" => panic!("the valve is stuck"),
                "later" => Outcome::later(Duration::from_secs(1)),
                _ => Outcome::done(),
            }
        }

        fn resume(&self, job: &Job, step: Option<&str>, _context: &Context) -> Outcome {
            self.0.add(format!("resume {} after {step:?}", job.id().job_id));
            Outcome::done()
        }
    }

    let fake = service(&["simple", "panics", "later"]);
    let (notes, shutdown) = (Notes::default(), Shutdown::new());
    let runner = JobRunner::builder()
        .thing_name("pump-17")
        .source(source(&fake))
        .journal(journal(&directory("threads")))
        .handler(Steps(notes.clone()))
        .build()
        .expect("a runner");
    let (state, thread) = start(runner, &shutdown);
    let done = |state: &iot_jobs_device::runner::RunnerState| {
        state.counters.succeeded == 2 && state.counters.failed == 1
    };
    state.wait_for(LIMIT, done).expect("the end of three jobs");
    shutdown.trigger();
    assert_eq!(thread.join().expect("no panic"), Exit::Shutdown);
    let expected =
        ["start simple", "start panics", "start later", r#"resume later after Some("one")"#];
    assert_eq!(notes.all(), expected);
    assert_eq!(
        record(&fake, "panics").details["reason"],
        "the handler panicked: the valve is stuck"
    );
}

#[test]
fn a_handler_that_does_not_stop_fails_its_job_and_blocks_the_next_until_it_returns() {
    let fake = service(&["deaf", "next"]);
    let (signal, waits) = channel();
    let shutdown = Shutdown::new();
    let runner = JobRunner::builder()
        .thing_name("pump-17")
        .source(source(&fake))
        .time_limit(Duration::from_millis(50))
        .grace_period(Duration::from_millis(50))
        .handler(Deaf { signal: Arc::new(Mutex::new(waits)) })
        .build()
        .expect("a runner");
    let (state, thread) = start(runner, &shutdown);
    let stuck = state.wait_for(LIMIT, |state| matches!(state.activity, Activity::HandlerStuck(_)));
    assert!(stuck.is_some(), "{:?}", state.get());
    let is_reported = || record(&fake, "deaf").status == Failed;
    assert!((0..1000).any(|_| {
        thread::sleep(Duration::from_millis(10));
        is_reported()
    }));
    let reason = record(&fake, "deaf").details["reason"].clone();
    assert!(
        reason.contains("did not stop within 0 s after the time for the job is up"),
        "{reason}"
    );
    assert_status(&fake, "next", Queued);
    signal.send(()).expect("a handler");
    state.wait_for(LIMIT, |state| state.counters.succeeded == 1).expect("the next job");
    assert_status(&fake, "next", Succeeded);
    assert_status(&fake, "deaf", Failed);
    shutdown.trigger();
    assert_eq!(thread.join().expect("no panic"), Exit::Shutdown);
}

#[test]
fn a_shutdown_does_not_wait_for_ever() {
    let fake = service(&["deaf"]);
    let (_signal, waits) = channel();
    let shutdown = Shutdown::new();
    let runner = JobRunner::builder()
        .thing_name("pump-17")
        .source(source(&fake))
        .grace_period(Duration::from_millis(50))
        .handler(Deaf { signal: Arc::new(Mutex::new(waits)) })
        .build()
        .expect("a runner");
    let (state, thread) = start(runner, &shutdown);
    state
        .wait_for(LIMIT, |state| matches!(state.activity, Activity::Working { .. }))
        .expect("a handler");
    shutdown.trigger();
    assert_eq!(thread.join().expect("no panic"), Exit::HandlerStuck);
    assert_status(&fake, "deaf", InProgress);
}
