//! The blocking client: what it has in common with the asynchronous one is in `faults_blocking`.

mod calls;
mod clients;
mod credentials;
mod limits;
mod replies;
mod requests;
mod transports;
mod uploads;

use std::time::Duration;

use iot_jobs_data::blocking::Client;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::{Config, ConfigBuilder, Credentials, Region};
use iot_jobs_data::error::SdkError;
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsError, GetPendingJobExecutionsOutput,
};

const SHORT: Duration = Duration::from_millis(250);

/// Settings of a client that makes one attempt.
fn config(url: impl Into<String>) -> ConfigBuilder {
    Config::builder()
        .region(Region::new("us-east-1"))
        .endpoint_url(url)
        .credentials_provider(Credentials::from_keys("AKIDEXAMPLE", "wJalrXUtnFEMI", None))
        .retry_config(RetryConfig::disabled())
}

fn client(url: impl Into<String>) -> Client {
    Client::from_conf(config(url).build())
}

fn call(
    client: &Client,
) -> Result<GetPendingJobExecutionsOutput, SdkError<GetPendingJobExecutionsError>> {
    client.get_pending_job_executions().thing_name("pump").send()
}
