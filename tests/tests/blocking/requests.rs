//! Requests are the same as those of the asynchronous client, byte for byte, except for the length of
//! empty bodies, which this client names where a body is usual.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::{self, JoinHandle};

use http::Request;
use iot_jobs_data::Operation;
use iot_jobs_data::blocking::Client;
use iot_jobs_data::config::{Attempt, http::HttpRequest};
use iot_jobs_data::config::{BlockingTransport, ConfigBuilder, HyperTransport, Interceptor};
use iot_jobs_data::error::{BoxError, BuildError};
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsOutput;
use smithy_client_runtime::primitives::{Blob, Bytes};
use smithy_client_runtime::wire::RequestBuilder;

use crate::config;

macro_rules! operation {
    ($name:ident, $method:literal, $body:expr) => {
        struct $name;

        impl Operation for $name {
            tests::called!(GetPendingJobExecutionsOutput, "Raw", $method, "/raw");

            fn request(&self) -> Result<Request<Bytes>, BuildError> {
                let builder = RequestBuilder::of::<Self>();
                let body: Option<&[u8]> = $body;
                match body {
                    Some(body) => builder.blob("text/plain", &Blob::new(body)),
                    None => builder.empty(),
                }
            }
        }
    };
}
operation!(Get, "GET", None);
operation!(Head, "HEAD", None);
operation!(Delete, "DELETE", None);
operation!(Options, "OPTIONS", None);
operation!(Put, "PUT", None);
operation!(Post, "POST", Some(b""));
operation!(Patch, "PATCH", Some(b"{}"));
operation!(GetWithBody, "GET", Some(b"{}"));
operation!(DeleteWithBody, "DELETE", Some(b"{}"));
operation!(Long, "PUT", Some(&[b'x'; 100_000]));

#[derive(Debug)]
struct Fixed(&'static str, &'static str);

impl Interceptor for Fixed {
    fn modify_before_transmit(
        &self,
        _attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        for (name, value) in [
            ("authorization", "AWS4"),
            ("x-amz-date", "20150101T000000Z"),
            ("amz-sdk-invocation-id", "id"),
            (self.0, self.1),
        ] {
            request.headers_mut().insert(name, value);
        }
        Ok(())
    }
}

/// All that one connection receives until it is quiet, after which it gets a reply.
fn listen() -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let thread = thread::spawn(move || {
        let (mut socket, _) = listener.accept().expect("a connection");
        socket.set_read_timeout(Some(crate::SHORT)).expect("a limit");
        let mut received = Vec::new();
        let mut piece = [0; 4096];
        while let Ok(amount @ 1..) = socket.read(&mut piece) {
            received.extend_from_slice(&piece[..amount]);
        }
        socket.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").expect("a reader");
        String::from_utf8(received).expect("text")
    });
    (url, thread)
}

fn settings(url: &str, name: &'static str, value: &'static str) -> ConfigBuilder {
    config("http://jobs.test").interceptor(Fixed(name, value)).endpoint_url(url)
}

async fn compare<O>(operation: fn() -> O, name: &'static str, value: &'static str) -> String
where
    O: Operation<Client = iot_jobs_data::Client>,
{
    let (url, received) = listen();
    let settings = |url: &str| settings(url, name, value);
    let config = settings(&url).transport(BlockingTransport::new());
    let sent = Client::from_conf(config.build()).send(operation());
    let blocking = received.join().expect("no panic");
    assert!(sent.is_ok(), "{blocking}");
    let blocking = blocking.replace(url.trim_start_matches("http://"), "HOST");
    let (url, received) = listen();
    let config = settings(&url).transport(HyperTransport::new());
    let sent = iot_jobs_data::Client::from_conf(config.build()).send(operation()).await;
    assert!(sent.is_ok());
    let asynchronous = received.join().expect("no panic");
    let asynchronous = asynchronous.replace(url.trim_start_matches("http://"), "HOST");
    let is_usual = ["POST", "PUT", "PATCH"].contains(&O::METHOD);
    match asynchronous.contains("\r\ncontent-length: ") || !is_usual {
        true => assert_eq!(blocking, asynchronous),
        false => assert_eq!(blocking.replace("content-length: 0\r\n", ""), asynchronous),
    }
    blocking
}

#[tokio::test]
async fn every_method_is_sent_alike() {
    let get = compare(|| Get, "x-note", "a").await;
    assert!(get.starts_with("GET /raw HTTP/1.1\r\n") && get.ends_with("\r\n\r\n"), "{get}");
    assert!(!get.contains("content-length"), "{get}");
    for name in ["accept:", "accept-encoding:", "connection:"] {
        assert!(!get.contains(name), "{get}");
    }
    compare(|| Head, "x-note", "a").await;
    compare(|| Delete, "x-note", "a").await;
    compare(|| Options, "x-note", "a").await;
    compare(|| Put, "x-note", "a").await;
    compare(|| Post, "x-note", "a").await;
    assert!(compare(|| Patch, "x-note", "a").await.ends_with("\r\n\r\n{}"));
    compare(|| GetWithBody, "x-note", "a").await;
    compare(|| DeleteWithBody, "x-note", "a").await;
}

#[tokio::test]
async fn long_headers_and_bodies_are_sent_alike() {
    compare(|| Get, "x-note", "a".repeat(30_000).leak()).await;
    assert!(compare(|| Long, "x-note", "a").await.len() > 100_000);
}

/// The body follows without waiting for permission.
#[tokio::test]
async fn expectations_are_sent_alike() {
    let head = compare(|| Patch, "expect", "100-continue").await;
    assert!(head.contains("expect: 100-continue\r\n") && head.ends_with("{}"), "{head}");
}
