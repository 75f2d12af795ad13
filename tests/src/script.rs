//! A transport that answers from a script and remembers what it was asked.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{Request, Response};
use iot_jobs_data::config::{
    Config, ConfigBuilder, Credentials, Region, RetryConfig, Transport, TransportFuture,
};
use rest_json_runtime::error::{TransportError, TransportErrorKind};

/// A transport for tests. Clones share the script.
#[derive(Clone, Default)]
pub struct Script(Arc<Mutex<Scene>>);

#[derive(Default)]
struct Scene {
    replies: VecDeque<Reply>,
    requests: Vec<Request<Bytes>>,
}

enum Reply {
    Response(Response<Bytes>),
    Reset,
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
        self.0.lock().unwrap_or_else(PoisonError::into_inner).replies.push_back(reply);
        self
    }
}

impl Transport for Script {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let mut scene = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        scene.requests.push(request);
        let result = match scene.replies.pop_front() {
            Some(Reply::Response(response)) => Ok(response),
            Some(Reply::Reset) => {
                Err(TransportError::new(TransportErrorKind::Interrupted, "reset"))
            }
            None => Ok(Response::new(Bytes::from_static(b"{}"))),
        };
        Box::pin(async { result })
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Script")
    }
}
