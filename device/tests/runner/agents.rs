//! Two small agents, as an application has them.

use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;
use iot_jobs_device::fake::{Fake, FakeJob};
use iot_jobs_device::jobs::StatusDetails;
use iot_jobs_device::runner::{
    Context, ContextError, Exit, Handler, HttpsSource, Job, JobRunner, Journal, Outcome, blocking,
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(tag = "operation", rename_all = "kebab-case")]
enum Operation {
    Install { parts: u32 },
    Reboot,
}

/// Async: download in parts, install, or reboot.
struct Agent;

impl Agent {
    // A newcomer writes this with `?`. It needs an inner function for each method.
    async fn work(
        &self,
        job: &Job,
        step: Option<&str>,
        context: &Context,
    ) -> Result<Outcome, ContextError> {
        let operation = match job.document::<Operation>() {
            Ok(operation) => operation,
            Err(error) => return Ok(Outcome::rejected(error.to_string())),
        };
        match operation {
            Operation::Reboot if step == Some("rebooting") => Ok(Outcome::done()),
            Operation::Reboot => {
                context.step("rebooting").await?;
                Ok(Outcome::restart())
            }
            Operation::Install { parts } => {
                for part in 0..parts {
                    let percent = (100 * part / parts).to_string();
                    context.progress(StatusDetails::new().with("percent", percent));
                    tokio::select! {
                        _reason = context.cancellation().cancelled() => return Ok(Outcome::interrupted()),
                        () = tokio::time::sleep(Duration::from_secs(1)) => {}
                    }
                }
                context.step("install").await?;
                Ok(Outcome::done().detail("version", "2.4.1"))
            }
        }
    }
}

impl Handler for Agent {
    async fn start(&self, job: &Job, context: &Context) -> Outcome {
        // `Outcome: From<Result<Outcome, E>>` is missing.
        self.work(job, None, context).await.unwrap_or_else(|e| Outcome::failed(e.to_string()))
    }

    async fn resume(&self, job: &Job, step: Option<&str>, context: &Context) -> Outcome {
        self.work(job, step, context).await.unwrap_or_else(|e| Outcome::failed(e.to_string()))
    }
}

#[tokio::test(start_paused = true)]
async fn the_async_agent_installs_and_reboots() {
    let fake = Fake::new();
    fake.create_thing("pump").unwrap();
    let job = |id: &str, document: &str| fake.create_job(FakeJob::new(id, document).target("pump"));
    job("install", r#"{"operation":"install","parts":20}"#).unwrap();
    job("reboot", r#"{"operation":"reboot"}"#).unwrap();
    job("odd", r#"{"operation":"dance"}"#).unwrap();
    let path = crate::support::directory("review-agent");
    let build = || {
        let source = HttpsSource::new(iot_jobs_data::Client::from_conf(fake.config().build()));
        JobRunner::builder()
            .thing_name("pump")
            .source(source)
            .journal(Journal::open(&path).unwrap())
            .handler(Agent)
            .build()
            .unwrap()
    };
    assert_eq!(build().run(std::future::pending()).await.unwrap(), Exit::Restart);
    let runner = build();
    let state = runner.state();
    let done = async move { drop(state.until(|s| s.counters.rejected == 1).await) };
    assert_eq!(runner.run(done).await.unwrap(), Exit::Shutdown);
    let execution = |id| fake.execution("pump", id).unwrap();
    assert_eq!(execution("install").status, JobExecutionStatus::Succeeded);
    assert_eq!(execution("install").details["version"], "2.4.1");
    assert_eq!(execution("reboot").status, JobExecutionStatus::Succeeded);
    assert_eq!(execution("odd").status, JobExecutionStatus::Rejected);
}

/// Blocking: runs a program, with its output as progress.
struct Program;

impl blocking::Handler for Program {
    fn start(&self, job: &Job, context: &blocking::Context) -> Outcome {
        let Ok(document) = job.document::<serde_json::Value>() else {
            return Outcome::rejected("no JSON");
        };
        let Some(program) = document["run"].as_str() else {
            return Outcome::rejected("nothing to run");
        };
        if let Err(error) = context.step("run") {
            return Outcome::failed(error.to_string());
        }
        let mut child = match std::process::Command::new("sh").arg("-c").arg(program).spawn() {
            Ok(child) => child,
            Err(error) => return Outcome::failed(error.to_string()),
        };
        loop {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => return Outcome::done(),
                Ok(Some(status)) => return Outcome::failed(status.to_string()),
                Ok(None) => {}
                Err(error) => return Outcome::failed(error.to_string()),
            }
            if context.cancellation().block_for(Duration::from_millis(20)).is_some() {
                let _ = child.kill();
                let _ = child.wait();
                return Outcome::interrupted();
            }
        }
    }

    fn resume(&self, _: &Job, _: Option<&str>, _: &blocking::Context) -> Outcome {
        Outcome::failed("interrupted")
    }
}

#[test]
fn the_blocking_agent_runs_programs() {
    let fake = Fake::new();
    fake.create_thing("pump").unwrap();
    for (id, program) in [("good", "true"), ("bad", "exit 3"), ("long", "sleep 100")] {
        let document = serde_json::json!({ "run": program });
        fake.create_job(FakeJob::new(id, document).target("pump")).unwrap();
    }
    let client = iot_jobs_data::blocking::Client::from_conf(fake.config().build());
    let runner = blocking::JobRunner::builder()
        .thing_name("pump")
        .source(blocking::HttpsSource::new(client))
        .handler(Program)
        .build()
        .unwrap();
    let (shutdown, state) = (blocking::Shutdown::new(), runner.state());
    let stop = shutdown.clone();
    let thread = std::thread::spawn(move || runner.run(&stop));
    state
        .wait_for(Duration::from_secs(20), |s| {
            s.counters.failed == 1
                && matches!(s.activity, iot_jobs_device::runner::Activity::Working { .. })
        })
        .unwrap();
    shutdown.trigger();
    assert_eq!(thread.join().unwrap().unwrap(), Exit::Shutdown);
    assert_eq!(fake.execution("pump", "good").unwrap().status, JobExecutionStatus::Succeeded);
    assert_eq!(fake.execution("pump", "bad").unwrap().details["reason"], "exit status: 3");
    assert_eq!(fake.execution("pump", "long").unwrap().status, JobExecutionStatus::InProgress);
}
