//! Runs the jobs of a device that has a certificate and no AWS credentials, without an asynchronous
//! runtime, until none is pending.
//!
//! `cargo run --example device_blocking -- --ministack`, or, with the endpoint of an account, the
//! files of the device and the name of the thing,
//! `cargo run --example device_blocking -- ENDPOINT CERTIFICATE KEY CA THING`.

use std::error::Error;
use std::process::ExitCode;

use iot_jobs_data::blocking::Client;
use iot_jobs_data::config::{CaBundle, ClientIdentity, Config};
use iot_jobs_data::types::{JobExecution, JobExecutionStatus};
use tests::demo::{DemoDevice, finish};

fn main() -> ExitCode {
    finish(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    let device = DemoDevice::from_arguments()?;
    let config = Config::builder()
        .endpoint_url(&device.endpoint)
        .client_identity(ClientIdentity::from_pem_files(&device.certificate, &device.key)?)
        .ca_bundle(CaBundle::from_path(&device.ca));
    let client = Client::from_conf(config.build());
    while run_next(&client, &device.thing)? {}
    println!("nothing is pending");
    Ok(())
}

/// Gets the next job, does it and reports the result. Returns whether there was one.
fn run_next(client: &Client, thing: &str) -> Result<bool, Box<dyn Error>> {
    let next = client.start_next_pending_job_execution().thing_name(thing).send()?;
    let Some(execution) = next.execution() else { return Ok(false) };
    let job = execution.job_id().unwrap_or_default();
    let (status, reason) = match work(execution) {
        Ok(()) => (JobExecutionStatus::Succeeded, None),
        Err(reason) => (JobExecutionStatus::Failed, Some(reason)),
    };
    println!("{job}: {status}");
    let mut update = client.update_job_execution().thing_name(thing).job_id(job).status(status);
    if let Some(reason) = reason {
        update = update.status_details("reason", reason);
    }
    // The expected version prevents overwriting updates of others.
    update.expected_version(execution.version_number()).send()?;
    Ok(true)
}

/// The actual work of the device.
fn work(execution: &JobExecution) -> Result<(), String> {
    let document = execution.job_document().ok_or("a job without a document")?;
    println!("working on {document}");
    Ok(())
}
