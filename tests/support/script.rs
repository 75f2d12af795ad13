//! A transport that answers from a script and remembers what it was asked.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{Request, Response};
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::{
    Config, ConfigBuilder, Credentials, Region, Transport, TransportFuture,
};
use iot_jobs_data::error::{TransportError, TransportErrorKind};
use iot_jobs_data::primitives::SdkBody;

/// A transport for tests. Clones share the script. One without replies answers `200 {}` to
/// everything; one with replies is over after the last.
#[derive(Clone, Default)]
pub struct Script(Arc<Mutex<Scene>>);

#[derive(Default)]
struct Scene {
    replies: VecDeque<Reply>,
    is_written: bool,
    requests: Vec<Request<Bytes>>,
}

enum Reply {
    Response(Response<Bytes>),
    Reset,
    Silence,
}

impl Script {
    /// Answers with a status, headers and a body.
    pub fn reply(self, status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        let response = response.body(Bytes::copy_from_slice(body.as_bytes())).expect("a response");
        self.then(Reply::Response(response))
    }

    /// Breaks the connection off instead of answering.
    pub fn reset(self) -> Self {
        self.then(Reply::Reset)
    }

    /// Never answers.
    pub fn silence(self) -> Self {
        self.then(Reply::Silence)
    }

    /// What was asked so far.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).requests.clone()
    }

    /// Settings of a client that talks to this script, and does not wait before it tries again.
    pub fn config(&self) -> ConfigBuilder {
        Config::builder()
            .region(Region::new("us-east-1"))
            .endpoint_url("http://127.0.0.1:18080")
            .credentials_provider(Credentials::from_keys("AKIDEXAMPLE", "wJalrXUtnFEMI", None))
            .retry_config(RetryConfig::standard().with_initial_backoff(std::time::Duration::ZERO))
            .transport(self.clone())
    }

    fn then(self, reply: Reply) -> Self {
        let mut scene = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        scene.is_written = true;
        scene.replies.push_back(reply);
        drop(scene);
        self
    }
}

impl Transport for Script {
    fn send(&self, request: Request<SdkBody>) -> TransportFuture<'_> {
        let mut scene = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        scene.requests.push(request.map(whole));
        let result = match scene.replies.pop_front() {
            Some(Reply::Response(response)) => Ok(response.map(SdkBody::from)),
            Some(Reply::Reset) => {
                Err(TransportError::new(TransportErrorKind::Interrupted, "reset"))
            }
            Some(Reply::Silence) => return Box::pin(std::future::pending()),
            None if scene.is_written => panic!("a request more than the script has replies for"),
            None => Ok(Response::new(SdkBody::from("{}"))),
        };
        Box::pin(async { result })
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Script")
    }
}

fn whole(body: SdkBody) -> Bytes {
    Bytes::copy_from_slice(body.bytes().expect("a body that is whole"))
}
