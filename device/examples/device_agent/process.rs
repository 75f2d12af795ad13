use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use iot_jobs_device::jobs::StatusDetails;
use iot_jobs_device::runner::{Context, Outcome};
use tokio::process::{Child, Command};
use tokio::time::{Instant, interval};

use super::output::Output;

/// How often the progress is told. The job runner decides when to report it. Over HTTPS, it is by its
/// reports that it notices that a job was canceled.
const PROGRESS: Duration = Duration::from_secs(1);

/// Runs a command to its end, or until the job is cancelled. It ends with this process, too.
pub(crate) async fn run(mut command: Command, context: &Context) -> Outcome {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => return Outcome::failed(format!("the command cannot be started: {error}")),
    };
    let output = Output::of(&mut child);
    let outcome = tokio::select! {
        outcome = finish(&mut child, &output, context) => outcome,
        reason = context.cancellation().cancelled() => match child.kill().await {
            // After a shutdown of the agent, the job is resumed.
            Ok(()) => Outcome::interrupted(),
            Err(error) => Outcome::failed(format!("{reason}, and the command goes on: {error}")),
        }
    };
    outcome.detail_tail("output", output.end().await)
}

/// Waits for the end, and tells the progress meanwhile.
async fn finish(child: &mut Child, output: &Output, context: &Context) -> Outcome {
    let start = Instant::now();
    let mut ticks = interval(PROGRESS);
    loop {
        tokio::select! {
            status = child.wait() => return match status {
                Ok(status) => outcome(status),
                Err(error) => Outcome::failed(format!("the command cannot be waited for: {error}")),
            },
            now = ticks.tick() => context.progress(
                StatusDetails::new()
                    .with("seconds", (now - start).as_secs().to_string())
                    .with_tail("output", output.tail()),
            ),
        }
    }
}

fn outcome(status: ExitStatus) -> Outcome {
    match status.code() {
        Some(0) => Outcome::done(),
        Some(code) => Outcome::failed("the command failed").detail("exitCode", code.to_string()),
        // A signal ended it.
        None => Outcome::failed(format!("the command ended with {status}")),
    }
}
