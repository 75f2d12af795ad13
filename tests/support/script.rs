//! Scripted calls without a server.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::{
    Config, ConfigBuilder, Credentials, Region, ReplayEvent, ReplayTransport, Transport,
    TransportFuture,
};
use iot_jobs_data::error::TransportErrorKind;
use iot_jobs_data::primitives::SdkBody;

/// A transport for tests. Clones share the script. Without replies, it answers every request with
/// `200 {}`; with replies, it ends after the last one.
#[derive(Clone, Debug)]
pub struct Script {
    replay: ReplayTransport,
    is_written: bool,
}

impl Default for Script {
    fn default() -> Self {
        let replay = ReplayTransport::always(ReplayEvent::json(200, "{}"));
        Self { replay, is_written: false }
    }
}

impl Script {
    /// Replies with a status, headers and a body.
    pub fn reply(self, status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        let response = response.body(body.to_owned()).expect("a response");
        self.then(ReplayEvent::response(response))
    }

    /// Breaks the connection instead of replying.
    pub fn reset(self) -> Self {
        self.then(ReplayEvent::error(TransportErrorKind::Interrupted, "connection reset"))
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.replay.requests()
    }

    /// Settings of a client that uses this script, and retries without delays.
    pub fn config(&self) -> ConfigBuilder {
        Config::builder()
            .region(Region::new("us-east-1"))
            .endpoint_url("http://127.0.0.1:18080")
            .credentials_provider(Credentials::from_keys("AKIDEXAMPLE", "wJalrXUtnFEMI", None))
            .retry_config(RetryConfig::standard().with_initial_backoff(Duration::ZERO))
            .transport(self.clone())
    }

    fn then(self, event: ReplayEvent) -> Self {
        let replay = if self.is_written { self.replay } else { ReplayTransport::new([]) };
        replay.push(event);
        Self { replay, is_written: true }
    }
}

impl Transport for Script {
    fn send(&self, request: Request<SdkBody>) -> TransportFuture<'_> {
        self.replay.send(request)
    }
}
