//! A measured program that uses the blocking client with AWS keys over http.

use std::hint::black_box;
use std::time::Instant;

use iot_jobs_data::blocking::Client;
use measure::{Contender, Failure};

fn main() -> Result<(), Failure> {
    measure::run_blocking::<Keys>(Instant::now())
}

struct Keys(Client);

impl Contender for Keys {
    async fn new() -> Result<Self, Failure> {
        Ok(Self(Client::from_env()?))
    }

    async fn call(&self) -> Result<(), Failure> {
        black_box(self.0.get_pending_job_executions().thing_name("my-thing").send()?);
        Ok(())
    }
}
