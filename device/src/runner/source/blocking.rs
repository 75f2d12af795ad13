use iot_jobs_data::blocking::Client;

use super::error::call_error;
use super::https::{Input, execution, pending, settings, update_error};
use crate::jobs::{Answer, CallError, JobsCall};

/// Where a runner gets jobs from, and reports to.
pub trait Source: Send + Sync + 'static {
    /// Makes a call for a thing, once. A runner repeats calls itself. It ends in finite time.
    ///
    /// # Errors
    /// The call failed.
    fn call(&self, thing_name: &str, call: JobsCall) -> Result<Answer, CallError>;
}

/// Jobs over HTTPS. The service tells nothing unasked, so the runner polls.
#[derive(Clone, Debug)]
pub struct HttpsSource {
    client: Client,
}

impl HttpsSource {
    /// A source with the settings of this client, except that a call is attempted once, and that an
    /// attempt takes at most 30 seconds unless the client limits it.
    pub fn new(client: Client) -> Self {
        Self { client: Client::from_conf(settings(client.config()).build()) }
    }
}

impl Source for HttpsSource {
    fn call(&self, thing_name: &str, call: JobsCall) -> Result<Answer, CallError> {
        match Input::of(thing_name, call)? {
            Input::StartNext(input) => {
                let result = self.client.send(input);
                result.map(|output| execution(output.execution)).map_err(|e| call_error(&e, None))
            }
            Input::Describe(input) => {
                let result = self.client.send(input);
                result.map(|output| execution(output.execution)).map_err(|e| call_error(&e, None))
            }
            Input::GetPending(input) => {
                self.client.send(input).map(pending).map_err(|e| call_error(&e, None))
            }
            Input::Update(input) => {
                let result = self.client.send(input);
                result.map(|_| Answer::Updated).map_err(|e| update_error(&e))
            }
        }
    }
}
