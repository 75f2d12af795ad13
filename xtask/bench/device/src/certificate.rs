//! A measured program that uses the blocking client with a certificate over TLS.

use std::hint::black_box;
use std::time::Instant;

use iot_jobs_data::blocking::Client;
use iot_jobs_data::config::{CaBundle, ClientIdentity, Config};
use measure::{Contender, Failure, variable};

fn main() -> Result<(), Failure> {
    measure::run_blocking::<Certificate>(Instant::now())
}

struct Certificate(Client);

impl Contender for Certificate {
    async fn new() -> Result<Self, Failure> {
        let [certificate, key] = ["BENCH_CERTIFICATE", "BENCH_KEY"].map(variable);
        let config = Config::builder()
            .endpoint_url(variable("BENCH_TLS_URL")?)
            .ca_bundle(CaBundle::from_path(variable("BENCH_CA")?))
            .client_identity(ClientIdentity::from_pem_files(certificate?, key?)?);
        Ok(Self(Client::from_conf(config.build())))
    }

    async fn call(&self) -> Result<(), Failure> {
        black_box(self.0.get_pending_job_executions().thing_name("my-thing").send()?);
        Ok(())
    }
}
