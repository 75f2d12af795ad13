//! Runs the jobs of a thing one after the other, until none is pending.
//!
//! `cargo run --example run_next_job -- --ministack`, or, with AWS set up in the environment,
//! `cargo run --example run_next_job -- my-thing`.

use std::error::Error;
use std::process::ExitCode;

use iot_jobs_data::types::{JobExecution, JobExecutionStatus};
use tests::demo::{Demo, finish};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    finish(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let Demo { client, thing, .. } = &Demo::from_arguments()?;
    loop {
        let next = client.start_next_pending_job_execution().thing_name(thing).send().await?;
        let Some(execution) = next.execution() else { break };
        let job = execution.job_id().unwrap_or_default();
        let status = match work(execution) {
            Ok(()) => JobExecutionStatus::Succeeded,
            Err(_) => JobExecutionStatus::Failed,
        };
        println!("{job}: {status}");
        // The expected version prevents overwriting updates of others.
        let update = client.update_job_execution().thing_name(thing).job_id(job).status(status);
        update.expected_version(execution.version_number()).send().await?;
    }
    println!("nothing is pending");
    Ok(())
}

/// The actual work of the device.
fn work(execution: &JobExecution) -> Result<(), String> {
    let document = execution.job_document().ok_or("a job without a document")?;
    println!("working on {document}");
    Ok(())
}
