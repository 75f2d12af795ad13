//! Lists the pending jobs of a thing.
//!
//! `cargo run --example list_pending -- --ministack`, or, with AWS set up in the environment,
//! `cargo run --example list_pending -- my-thing`.

use std::error::Error;
use std::process::ExitCode;

use iot_jobs_data::types::JobExecutionSummary;
use tests::demo::{Demo, finish};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    finish(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let demo = Demo::from_arguments()?;
    let pending = demo.client.get_pending_job_executions().thing_name(&demo.thing).send().await?;
    println!("in progress on {}:", demo.thing);
    pending.in_progress_jobs().iter().for_each(print);
    println!("queued for {}:", demo.thing);
    pending.queued_jobs().iter().for_each(print);
    Ok(())
}

fn print(job: &JobExecutionSummary) {
    let id = job.job_id().unwrap_or("a job without a name");
    println!("  {id}, version {}, since {}", job.version_number(), job.last_updated_at());
}
