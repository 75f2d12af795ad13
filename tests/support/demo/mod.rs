//! What the examples run against: AWS, or a local server with jobs.

mod device;

use std::env;
use std::error::Error;
use std::process::ExitCode;

use iot_jobs_data::Client;
use iot_jobs_data::config::{Config, Credentials, Region};

pub use self::device::DemoDevice;
use crate::ministack::{MiniStack, REGION};

/// Ends an example: an error is printed to standard error.
pub fn finish(result: Result<(), Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The jobs of the local server, with their documents.
const JOBS: [(&str, &str); 2] = [
    ("firmware-2-4-1", r#"{"operation": "install", "version": "2.4.1"}"#),
    ("restart", r#"{"operation": "restart"}"#),
];

/// The data of an example.
pub struct Demo {
    /// The client.
    pub client: Client,
    /// The thing whose jobs it handles.
    pub thing: String,
    /// Ends with the example.
    _server: Option<MiniStack>,
}

impl Demo {
    /// From the command line: the name of a thing, with AWS set up in the environment; or
    /// `--ministack`, which starts a server with a thing and two jobs.
    ///
    /// # Errors
    /// Neither was given, the environment is invalid, or the server does not start.
    pub fn from_arguments() -> Result<Self, Box<dyn Error>> {
        match env::args().nth(1).as_deref() {
            None => Err("say --ministack, or the name of a thing in your account".into()),
            Some("--ministack") => Self::on_ministack(),
            Some(thing) => {
                Ok(Self { client: Client::from_env()?, thing: thing.to_owned(), _server: None })
            }
        }
    }

    fn on_ministack() -> Result<Self, Box<dyn Error>> {
        let server = MiniStack::start()?;
        let control = server.control();
        let thing = "pump-17".to_owned();
        control.create_things(&[&thing])?;
        for (job, document) in JOBS {
            control.create_job(job, &[&thing], &serde_json::from_str(document)?)?;
        }
        let keys = control.create_user(&["iotjobsdata:*"])?;
        let config = Config::builder()
            .region(Region::new(REGION))
            .endpoint_url(server.endpoint())
            .credentials_provider(Credentials::from_keys(keys.access_key, keys.secret, None))
            .build();
        Ok(Self { client: Client::from_conf(config), thing, _server: Some(server) })
    }
}
