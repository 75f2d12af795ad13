use std::env;
use std::error::Error;
use std::path::PathBuf;

use super::JOBS;
use crate::device::DeviceEndpoint;
use crate::ministack::target;

const USAGE: &str = "\
usage: --ministack
   or: ENDPOINT CERTIFICATE KEY CA THING

--ministack  starts a local endpoint with a device that has two jobs
ENDPOINT     what `aws iot describe-endpoint --endpoint-type iot:Data-ATS` returns,
             alone (port 443) or with :8443
CERTIFICATE  the certificate of the device, a PEM file
KEY          its private key, a PEM file
CA           the certificates to trust, a PEM file: for AWS IoT, those of Amazon Trust Services
THING        the name of the thing whose jobs are handled";

/// The data of an example with a certificate.
pub struct DemoDevice {
    /// The endpoint for certificates.
    pub endpoint: String,
    /// The file of the certificate.
    pub certificate: PathBuf,
    /// The file of the key.
    pub key: PathBuf,
    /// The file with the certificates to trust.
    pub ca: PathBuf,
    /// The thing whose jobs it handles.
    pub thing: String,
    /// Ends with the example.
    _endpoint: Option<DeviceEndpoint>,
}

impl DemoDevice {
    /// From the command line: endpoint, files and thing; or `--ministack`, which starts a local
    /// endpoint that requires a certificate, with a thing and two jobs, and writes the files.
    ///
    /// # Errors
    /// The command line is none of these, which the message explains; or the endpoint does not
    /// start.
    pub fn from_arguments() -> Result<Self, Box<dyn Error>> {
        let arguments: Vec<String> = env::args().skip(1).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        match arguments[..] {
            ["--ministack"] => Self::on_ministack(),
            [endpoint, certificate, key, ca, thing] => Ok(Self {
                endpoint: endpoint.to_owned(),
                certificate: certificate.into(),
                key: key.into(),
                ca: ca.into(),
                thing: thing.to_owned(),
                _endpoint: None,
            }),
            _ => Err(USAGE.into()),
        }
    }

    fn on_ministack() -> Result<Self, Box<dyn Error>> {
        let endpoint = DeviceEndpoint::start()?;
        let thing = "pump-17".to_owned();
        let control = endpoint.control();
        control.create_things(&[&thing])?;
        for (job, document) in JOBS {
            control.create_job(job, &[&thing], &serde_json::from_str(document)?)?;
        }
        let directory = target().join("device-files").join(std::process::id().to_string());
        let files = endpoint.write_device(&directory)?;
        Ok(Self {
            endpoint: endpoint.url(),
            certificate: files.certificate,
            key: files.key,
            ca: files.ca,
            thing,
            _endpoint: Some(endpoint),
        })
    }
}
