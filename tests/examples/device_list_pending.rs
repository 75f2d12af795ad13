//! Lists the pending jobs of a device that has a certificate and no AWS credentials.
//!
//! `cargo run --example device_list_pending -- --ministack`, or, with the endpoint of an account,
//! the files of the device and the name of the thing,
//! `cargo run --example device_list_pending -- ENDPOINT CERTIFICATE KEY CA THING`.

use std::error::Error;
use std::process::ExitCode;

use iot_jobs_data::Client;
use iot_jobs_data::config::{CaBundle, ClientIdentity, Config};
use tests::demo::{DemoDevice, finish};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    finish(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let device = DemoDevice::from_arguments()?;
    let config = Config::builder()
        .endpoint_url(&device.endpoint)
        .client_identity(ClientIdentity::from_pem_files(&device.certificate, &device.key)?)
        .ca_bundle(CaBundle::from_path(&device.ca));
    let client = Client::from_conf(config.build());
    let pending = client.get_pending_job_executions().thing_name(&device.thing).send().await?;
    for job in pending.in_progress_jobs() {
        println!("in progress: {}", job.job_id().unwrap_or_default());
    }
    for job in pending.queued_jobs() {
        println!("queued: {}", job.job_id().unwrap_or_default());
    }
    Ok(())
}
