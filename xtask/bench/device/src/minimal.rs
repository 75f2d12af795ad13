//! A minimal application of a device: a certificate and no asynchronous runtime.

use std::error::Error;

use iot_jobs_data::blocking::Client;
use iot_jobs_data::config::{ClientIdentity, Config};

fn main() -> Result<(), Box<dyn Error>> {
    let identity = ClientIdentity::from_pem_files("device.pem.crt", "private.pem.key")?;
    let config = Config::builder()
        .endpoint_url("https://abc123-ats.iot.eu-central-1.amazonaws.com:8443")
        .client_identity(identity)
        .build();
    let client = Client::from_conf(config);
    let pending = client.get_pending_job_executions().thing_name("my-thing").send()?;
    println!("{}", pending.in_progress_jobs().len() + pending.queued_jobs().len());
    Ok(())
}
