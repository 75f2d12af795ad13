//! The client of the examples: for AWS, or for a local server with jobs.

use std::env;
use std::error::Error;
use std::process::ExitCode;

use iot_jobs_data::Client;
use iot_jobs_data::config::{Config, Credentials, Region};
use serde_json::json;

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
        let steps = json!({"operation": "install", "version": "2.4.1"});
        control.create_job("firmware-2-4-1", &[&thing], &steps)?;
        control.create_job("restart", &[&thing], &json!({"operation": "restart"}))?;
        let keys = control.create_user(&["iotjobsdata:*"])?;
        let config = Config::builder()
            .region(Region::new(REGION))
            .endpoint_url(server.endpoint())
            .credentials_provider(Credentials::from_keys(keys.access_key, keys.secret, None))
            .build();
        Ok(Self { client: Client::from_conf(config), thing, _server: Some(server) })
    }
}
