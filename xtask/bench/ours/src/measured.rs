//! A measured program that uses this project's client.

use std::hint::black_box;
use std::time::Instant;

use iot_jobs_data::Client;
use measure::{Contender, Failure};

fn main() -> Result<(), Failure> {
    let start = Instant::now();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure::run::<Ours>(start))
}

struct Ours(Client);

impl Contender for Ours {
    async fn new() -> Result<Self, Failure> {
        Ok(Self(Client::from_env()?))
    }

    async fn call(&self) -> Result<(), Failure> {
        black_box(self.0.get_pending_job_executions().thing_name("my-thing").send().await?);
        Ok(())
    }
}
