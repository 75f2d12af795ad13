//! A measured program that uses the official client.

use std::hint::black_box;
use std::time::Instant;

use aws_config::BehaviorVersion;
use aws_sdk_iotjobsdataplane::Client;
use measure::{Contender, Failure};

fn main() -> Result<(), Failure> {
    let start = Instant::now();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure::run::<Official>(start))
}

struct Official(Client);

impl Contender for Official {
    async fn new() -> Result<Self, Failure> {
        Ok(Self(Client::new(&aws_config::load_defaults(BehaviorVersion::latest()).await)))
    }

    async fn call(&self) -> Result<(), Failure> {
        black_box(self.0.get_pending_job_executions().thing_name("my-thing").send().await?);
        Ok(())
    }
}
