use iot_jobs_data::blocking::Client;

use super::https::{Input, described, listed, settings, started, updated};
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
            Input::StartNext(input) => started(self.client.send(input)),
            Input::Describe(input) => described(self.client.send(input)),
            Input::GetPending(input) => listed(self.client.send(input)),
            Input::Update(input) => updated(self.client.send(input)),
        }
    }
}
