use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use iot_jobs_data::Client;
use iot_jobs_data::types::JobExecutionStatus;
use iot_jobs_device::fake::{ExecutionRecord, Fake, FakeJob};
use iot_jobs_device::runner::{
    Activity, AsyncJobRunnerBuilder, Exit, HttpsSource, JobRunner, Journal, RunnerState, StateWatch,
};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub(crate) const THING: &str = "pump-17";

/// A service with the thing and these jobs.
pub(crate) fn service(jobs: &[&str]) -> Fake {
    let fake = Fake::new();
    fake.create_thing(THING).expect("a thing");
    for job in jobs {
        create(&fake, job);
    }
    fake
}

pub(crate) fn create(fake: &Fake, job: &str) {
    create_with(fake, FakeJob::new(job, format!(r#"{{"name":"{job}"}}"#)));
}

pub(crate) fn create_with(fake: &Fake, job: FakeJob) {
    fake.create_job(job.target(THING)).expect("a job");
}

pub(crate) fn record(fake: &Fake, job: &str) -> ExecutionRecord {
    fake.execution(THING, job).expect("an execution")
}

#[track_caller]
pub(crate) fn assert_status(fake: &Fake, job: &str, status: JobExecutionStatus) {
    assert_eq!(record(fake, job).status, status, "{job}");
}

pub(crate) fn https(fake: &Fake) -> HttpsSource {
    HttpsSource::new(Client::from_conf(fake.config().build()))
}

/// A runner for the thing over HTTPS, without a handler.
pub(crate) fn runner(fake: &Fake) -> AsyncJobRunnerBuilder {
    JobRunner::builder().thing_name(THING).source(https(fake))
}

/// A runner that works in a task of its own.
pub(crate) struct Running {
    pub(crate) state: StateWatch,
    pub(crate) wake: iot_jobs_device::runner::WakeHandle,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Exit>,
}

impl Running {
    pub(crate) fn start(builder: AsyncJobRunnerBuilder) -> Self {
        let runner = builder.build().expect("a runner");
        let (state, wake) = (runner.state(), runner.wake_handle());
        let (stop, stopped) = oneshot::channel();
        let shutdown = async move { drop(stopped.await) };
        let task = tokio::spawn(async move { runner.run(shutdown).await.expect("an end") });
        Self { state, wake, stop, task }
    }

    /// Waits for a state, for a virtual day at most.
    pub(crate) async fn until(&self, condition: impl Fn(&RunnerState) -> bool) -> RunnerState {
        within(self.state.until(condition)).await
    }

    /// Waits until this many executions have ended, and nothing is left to do.
    pub(crate) async fn ended(&self, count: u64) -> RunnerState {
        self.until(|state| {
            let counters = &state.counters;
            let reported = counters.succeeded + counters.failed + counters.rejected;
            reported + counters.ended_otherwise >= count && state.activity == Activity::Idle
        })
        .await
    }

    pub(crate) async fn stop(self) -> Exit {
        drop(self.stop);
        within(self.task).await.expect("no panic")
    }

    /// Waits until it ends by itself.
    pub(crate) async fn exit(self) -> Exit {
        let exit = within(self.task).await.expect("no panic");
        drop(self.stop);
        exit
    }

    /// Ends as a process that is killed.
    pub(crate) async fn kill(self) {
        self.task.abort();
        let _ = self.task.await;
    }
}

pub(crate) async fn within<T>(future: impl Future<Output = T>) -> T {
    let day = Duration::from_secs(24 * 3600);
    tokio::time::timeout(day, future).await.expect("not within a day")
}

/// Lets the virtual clocks of the runner and of the service go on.
pub(crate) async fn pass(fake: &Fake, time: Duration) {
    const STEP: Duration = Duration::from_secs(1);

    let mut left = time;
    while left > Duration::ZERO {
        let step = left.min(STEP);
        tokio::time::sleep(step).await;
        fake.clock().advance(step);
        left -= step;
    }
}

/// A list that handlers write to.
#[derive(Clone, Default)]
pub(crate) struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    pub(crate) fn add(&self, note: impl Into<String>) {
        self.0.lock().expect("no panic").push(note.into());
    }

    pub(crate) fn all(&self) -> Vec<String> {
        self.0.lock().expect("no panic").clone()
    }
}

/// A new, empty directory for a journal.
pub(crate) fn directory(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("journal-{test}"));
    if path.is_dir() {
        std::fs::remove_dir_all(&path).expect("an old directory");
    } else if path.exists() {
        std::fs::remove_file(&path).expect("an old file");
    }
    path
}

pub(crate) fn journal(directory: &Path) -> Journal {
    Journal::open(directory).expect("a journal")
}
