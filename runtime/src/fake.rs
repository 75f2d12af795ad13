//! A service with one operation, for tests.

use std::fmt;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crate::Operation;
use crate::Output;
#[cfg(feature = "blocking")]
use crate::client::Blocking;
use crate::client::{Customized, Endpoint, Engine, Service};
use crate::config::retry::RetryConfig;
use crate::config::{Config, Credentials, Region, ReplayTransport};
use crate::error::{BuildError, ErrorMetadata, OperationError, ProvideErrorMetadata, Unhandled};
use crate::wire::{ErrorReply, Request, RequestBuilder};

/// Lists words in pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    pub(crate) token: Option<String>,
    pub(crate) size: Option<i32>,
}

#[derive(Output)]
#[serde(default)]
pub(crate) struct Listed {
    pub(crate) status: Option<String>,
    pub(crate) next: Option<String>,
    pub(crate) words: Option<Vec<String>>,
    #[serde(skip)]
    pub(crate) _request_id: Option<String>,
}

#[derive(Debug)]
pub(crate) struct ListError(Unhandled);

impl Operation for List {
    type Client = ();
    type Output = Listed;
    type Error = ListError;
    const NAME: &'static str = "List";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/words";
    const READ_ONLY: bool = true;

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::of::<Self>().query("token", &self.token).query("size", &self.size).empty()
    }
}

impl OperationError for ListError {
    fn from_reply(reply: &ErrorReply) -> Self {
        Self(Unhandled::from_reply(reply))
    }

    fn from_unhandled(unhandled: Unhandled) -> Self {
        Self(unhandled)
    }
}

impl ProvideErrorMetadata for ListError {
    fn meta(&self) -> &ErrorMetadata {
        self.0.meta()
    }
}

impl fmt::Display for ListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::error::Error for ListError {}

/// An engine that answers from a list and does not retry.
pub(crate) fn engine(replay: &ReplayTransport) -> Engine {
    Engine::new(&SERVICE, config(replay))
}

/// The same for blocking calls.
#[cfg(feature = "blocking")]
pub(crate) fn blocking_engine(replay: &ReplayTransport) -> Engine<Blocking> {
    Engine::blocking(&SERVICE, config(replay))
}

fn config(replay: &ReplayTransport) -> Config {
    Config::builder()
        .region(Region::new("eu-central-1"))
        .credentials_provider(Credentials::from_keys("id", "secret", None))
        .retry_config(RetryConfig::disabled())
        .transport(replay.clone())
        .build()
}

/// A call of the operation.
pub(crate) fn call(replay: &ReplayTransport) -> Customized<List> {
    Customized::new(engine(replay), Ok(List::default()))
}

/// The output of a future that is polled outside a Tokio runtime and never waits.
pub(crate) fn outside_a_runtime<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("it waits, but nothing would wake it"),
    }
}

static SERVICE: Service = Service::new("Words", |_| Ok(Endpoint::new("https://words.example")))
    .with_api_version("1")
    .with_signing_name("words")
    .with_user_agent("words/1");
