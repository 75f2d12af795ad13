//! How to test a handler: with the fake of the service, which needs no network.

use std::path::PathBuf;
use std::time::Duration;

use iot_jobs_data::Client;
use iot_jobs_data::types::JobExecutionStatus;
use iot_jobs_device::fake::{ExecutionRecord, Fake, FakeJob};
use iot_jobs_device::runner::{Activity, Exit, HttpsSource, JobRunner, Journal, RunnerState};

use super::commands::Commands;
use super::handler::Agent;

const COMMANDS: &str = r#"{
    "shell": {"program": "sh", "arguments": ["-c"]},
    "again": {"program": "sh", "arguments": ["-c"], "repeatable": true}
}"#;

/// A service with one job, and the journal of the device.
struct Stage {
    fake: Fake,
    journal: PathBuf,
}

impl Stage {
    fn new(name: &str, document: &str) -> Self {
        let fake = Fake::new();
        fake.create_thing("pump").unwrap();
        fake.create_job(FakeJob::new("job", document).target("pump")).unwrap();
        let name = format!("device-agent-test-{}-{name}", std::process::id());
        Self { fake, journal: std::env::temp_dir().join(name) }
    }

    fn running(name: &str, command: &str, script: &str) -> Self {
        let arguments = [script];
        let document =
            serde_json::json!({"operation": "run", "command": command, "arguments": arguments});
        Self::new(name, &document.to_string())
    }

    /// Runs the agent until its state is like this.
    async fn run_until(&self, is_over: impl Fn(&RunnerState) -> bool) -> Exit {
        let runner = JobRunner::builder()
            .thing_name("pump")
            .source(HttpsSource::new(Client::from_conf(self.fake.config().build())))
            .journal(Journal::open(&self.journal).unwrap())
            .heartbeat(Duration::from_secs(1))
            .progress_interval(Duration::ZERO)
            .handler(Agent::new(Commands::parse(COMMANDS).unwrap()))
            .build()
            .unwrap();
        let state = runner.state();
        runner.run(async { drop(state.until(is_over).await) }).await.unwrap()
    }

    async fn run(&self) -> ExecutionRecord {
        assert_eq!(self.run_until(|state| state.last_ended.is_some()).await, Exit::Shutdown);
        self.execution()
    }

    /// Runs the agent until the service has output of the command other than this, and stops it.
    async fn interrupt(&self, old: &str) -> String {
        let has_output = |state: &RunnerState| match state.activity {
            Activity::Working { .. } => {
                self.execution().details.get("output").is_some_and(|new| new != old)
            }
            _ => false,
        };
        assert_eq!(self.run_until(has_output).await, Exit::Shutdown);
        self.execution().details["output"].clone()
    }

    fn execution(&self) -> ExecutionRecord {
        self.fake.execution("pump", "job").unwrap()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // It may not have come to a journal.
        let _ = std::fs::remove_dir_all(&self.journal);
    }
}

fn is_alive(process: &str) -> bool {
    std::process::Command::new("kill").args(["-0", process]).status().unwrap().success()
}

#[tokio::test]
async fn a_command_is_run_and_its_output_reported() {
    let ended = Stage::running("output", "shell", "seq 1000; echo done >&2").run().await;
    assert_eq!(ended.status, JobExecutionStatus::Succeeded);
    let output = &ended.details["output"];
    assert!(output.len() <= 1024 && output.contains("998 999 1000"), "{output}");
    assert!(output.contains("done"), "{output}");
}

#[tokio::test]
async fn an_exit_code_is_reported() {
    let ended = Stage::running("code", "shell", "echo no pump; exit 3").run().await;
    assert_eq!(ended.status, JobExecutionStatus::Failed);
    assert_eq!((&*ended.details["exitCode"], &*ended.details["output"]), ("3", "no pump"));
}

#[tokio::test]
async fn nothing_else_is_run() {
    for (name, document) in [
        ("command", r#"{"operation": "run", "command": "sh", "arguments": ["-c", "exit"]}"#),
        ("operation", r#"{"operation": "format-disk"}"#),
        ("field", r#"{"operation": "run", "command": "shell", "user": "root"}"#),
    ] {
        let ended = Stage::new(name, document).run().await;
        assert_eq!(ended.status, JobExecutionStatus::Rejected, "{document}");
    }
}

#[tokio::test]
async fn a_canceled_job_ends_its_command() {
    let stage = Stage::running("canceled", "shell", "echo $$; exec sleep 600");
    let canceling = async {
        while !stage.execution().details.contains_key("output") {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let process = stage.execution().details["output"].clone();
        assert!(is_alive(&process));
        stage.fake.cancel_job("job", true).unwrap();
        process
    };
    let (process, ended) = tokio::join!(canceling, stage.run());
    assert_eq!(ended.status, JobExecutionStatus::Canceled);
    assert!(!is_alive(&process));
}

#[tokio::test]
async fn a_command_that_was_interrupted_is_repeated_only_if_it_may_be() {
    let script = "echo $$; exec sleep 600";
    let stage = Stage::running("once", "shell", script);
    let process = stage.interrupt("").await;
    assert!(!is_alive(&process));
    let ended = stage.run().await;
    assert_eq!(ended.status, JobExecutionStatus::Failed);
    assert_eq!(ended.details["reason"], "the agent was stopped while the command ran");

    let stage = Stage::running("again", "again", script);
    let process = stage.interrupt("").await;
    assert!(!is_alive(&process));
    let process = stage.interrupt(&process).await;
    assert!(!is_alive(&process));
}

#[tokio::test]
async fn a_reboot_is_reported_afterwards() {
    let stage = Stage::new("reboot", r#"{"operation": "reboot"}"#);
    assert_eq!(stage.run_until(|_| false).await, Exit::Restart);
    assert_eq!(stage.execution().status, JobExecutionStatus::InProgress);
    assert_eq!(stage.run().await.status, JobExecutionStatus::Succeeded);
}
