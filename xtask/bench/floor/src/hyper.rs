//! A bare hyper-util client: sends the same request, but neither signs it nor parses the response.

use std::str;
use std::time::Instant;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};
use http_body_util::{BodyExt, Empty};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use measure::{Contender, Failure, endpoint, request};

fn main() -> Result<(), Failure> {
    let start = Instant::now();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure::run::<Hyper>(start))
}

struct Hyper {
    client: Client<HttpConnector, Empty<Bytes>>,
    request: Request<Empty<Bytes>>,
}

impl Contender for Hyper {
    async fn new() -> Result<Self, Failure> {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new()).build(connector);
        Ok(Self { client, request: parse(&endpoint()?, str::from_utf8(&request()?)?)? })
    }

    async fn call(&self) -> Result<(), Failure> {
        let mut body = self.client.request(self.request.clone()).await?.into_body();
        while let Some(frame) = body.frame().await {
            frame?;
        }
        Ok(())
    }
}

fn parse(endpoint: &str, text: &str) -> Result<Request<Empty<Bytes>>, Failure> {
    let mut lines = text.lines();
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Err("the recorded request has no first line".into());
    };
    let mut request = Request::builder().method(method).uri(format!("{endpoint}{target}"));
    for line in lines.take_while(|line| !line.is_empty()) {
        let (name, value) = line.split_once(": ").ok_or("a recorded header has no value")?;
        request = request.header(HeaderName::try_from(name)?, HeaderValue::try_from(value)?);
    }
    Ok(request.body(Empty::new())?)
}
