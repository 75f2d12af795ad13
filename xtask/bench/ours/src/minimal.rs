//! A minimal application that uses this project's client.

use std::error::Error;

use iot_jobs_data::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let pending = client.get_pending_job_executions().thing_name("my-thing").send().await?;
    println!("{}", pending.in_progress_jobs().len() + pending.queued_jobs().len());
    Ok(())
}
