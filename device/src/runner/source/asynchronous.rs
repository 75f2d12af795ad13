use std::future::pending as never;
use std::pin::Pin;

use iot_jobs_data::Client;

use super::https::{Input, described, listed, settings, started, updated};
use crate::jobs::{Answer, CallError, JobsCall};
use crate::runner::Notice;

/// Where a runner gets jobs from, and reports to.
pub trait Source: Send + Sync + 'static {
    /// Makes a call for a thing, once. A runner repeats calls itself. It ends in finite time.
    fn call(
        &self,
        thing_name: String,
        call: JobsCall,
    ) -> SourceFuture<'_, Result<Answer, CallError>>;

    /// Whether [`next_notice`](Self::next_notice) tells of new jobs. The runner then asks rarely.
    fn is_notified(&self) -> bool {
        false
    }

    /// The next notice for this thing. `None`: there will be none any more.
    fn next_notice(&self, thing_name: String) -> SourceFuture<'_, Option<Notice>> {
        let _ = thing_name;
        Box::pin(never())
    }
}

/// A future of a source.
pub type SourceFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

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
    fn call(
        &self,
        thing_name: String,
        call: JobsCall,
    ) -> SourceFuture<'_, Result<Answer, CallError>> {
        Box::pin(async move {
            match Input::of(&thing_name, call)? {
                Input::StartNext(input) => started(self.client.send(input).await),
                Input::Describe(input) => described(self.client.send(input).await),
                Input::GetPending(input) => listed(self.client.send(input).await),
                Input::Update(input) => updated(self.client.send(input).await),
            }
        })
    }
}
