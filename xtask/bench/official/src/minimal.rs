//! A minimal application that uses the official client.

use std::error::Error;

use aws_config::BehaviorVersion;
use aws_sdk_iotjobsdataplane::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::new(&aws_config::load_defaults(BehaviorVersion::latest()).await);
    let pending = client.get_pending_job_executions().thing_name("my-thing").send().await?;
    println!("{}", pending.in_progress_jobs().len() + pending.queued_jobs().len());
    Ok(())
}
