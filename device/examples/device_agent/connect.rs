use std::error::Error;
use std::path::PathBuf;

use iot_jobs_data::Client;
use iot_jobs_data::config::{CaBundle, ClientIdentity, Config};
use iot_jobs_device::mqtt::{JobsClient, RumqttConnection};
use iot_jobs_device::runner::{Handler, HttpsSource, JobRunner, Journal, MqttSource};

/// A device, and how it reaches AWS IoT.
pub(crate) struct Device {
    /// Host, or host and port.
    pub(crate) endpoint: String,
    pub(crate) protocol: Protocol,
    /// PEM files: its certificate, its key, and the certificates that it trusts.
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
    pub(crate) ca: PathBuf,
    /// The thing whose jobs it does.
    pub(crate) thing: String,
    /// The directory in which it remembers the jobs that it has begun.
    pub(crate) journal: PathBuf,
}

#[derive(Clone, Copy)]
pub(crate) enum Protocol {
    /// The agent asks for jobs now and then.
    Https,
    /// The service tells of new jobs.
    Mqtt,
}

/// A runner for the jobs of a device.
///
/// # Errors
/// A file cannot be read, or a setting is not valid. That the service cannot be reached is none: the
/// runner tries again.
pub(crate) fn runner(device: &Device, handler: impl Handler) -> Result<JobRunner, Box<dyn Error>> {
    let builder = JobRunner::builder()
        .thing_name(&device.thing)
        .journal(Journal::open(&device.journal)?)
        .handler(handler);
    let runner = match device.protocol {
        Protocol::Https => builder.source(HttpsSource::new(https(device)?)),
        Protocol::Mqtt => builder.source(MqttSource::new(mqtt(device)?)),
    };
    Ok(runner.build()?)
}

fn https(device: &Device) -> Result<Client, Box<dyn Error>> {
    let config = Config::builder()
        .endpoint_url(&device.endpoint)
        .client_identity(ClientIdentity::from_pem_files(&device.certificate, &device.key)?)
        .ca_bundle(CaBundle::from_path(&device.ca));
    Ok(Client::from_conf(config.build()))
}

fn mqtt(device: &Device) -> Result<JobsClient, Box<dyn Error>> {
    let identity = ClientIdentity::from_pem_files(&device.certificate, &device.key)?;
    let (host, port) = match device.endpoint.split_once(':') {
        Some((host, port)) => (host, port.parse().map_err(|_| format!("{port:?} is no port"))?),
        None => (device.endpoint.as_str(), 8883),
    };
    // The client id must be one that the policy of the certificate allows: usually the thing name.
    let connection = RumqttConnection::builder(host, &device.thing, identity)
        .port(port)
        .ca_bundle(CaBundle::from_path(&device.ca))
        .build()?;
    Ok(JobsClient::builder(&device.thing, connection).build()?)
}
