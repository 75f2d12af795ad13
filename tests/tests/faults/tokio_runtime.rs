//! Calls outside a Tokio runtime: every kind fails with an error that says what to do.

use std::fmt::Display;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http::Request;
use iot_jobs_data::Client;
use iot_jobs_data::config::{HyperTransport, Transport};
use iot_jobs_data::error::SdkError;
use iot_jobs_data::primitives::SdkBody;
use tests::server::Server;

use crate::call::{assert_says, client};

#[test]
fn a_call_outside_a_runtime_is_an_error_that_says_so() {
    let client = client(&Server::playing([]));
    let pending = || client.get_pending_job_executions().thing_name("pump");
    let sent = now(pending().send()).expect_err("no runtime");
    assert!(matches!(sent, SdkError::DispatchFailure(_)), "{sent:?}");
    assert_eq!(sent.call().attempts, 0);
    assert_missing(&sent);
    assert_missing(&now(pending().customize().send()).expect_err("no runtime"));
    assert_missing(&now(pending().customize().into_signed_request()).expect_err("no runtime"));
    let presigned = now(pending().customize().presign(Duration::from_secs(60)));
    assert_missing(&presigned.expect_err("no runtime"));
}

#[test]
fn a_transport_outside_a_runtime_is_an_error_that_says_so() {
    let request = Request::get("http://127.0.0.1:9/").body(SdkBody::empty()).expect("a request");
    assert_missing(&now(HyperTransport::new().send(request)).expect_err("no runtime"));
}

#[test]
fn a_client_can_be_made_outside_a_runtime_and_used_in_one() {
    let server = Server::playing([tests::server::Reply::ok("{}")]);
    let client: Client = client(&server);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let call = client.get_pending_job_executions().thing_name("pump").send();
    runtime.expect("a runtime").block_on(call).expect("an answer");
}

#[track_caller]
fn assert_missing(error: &impl Display) {
    assert_says(error, &["there is no Tokio runtime here", "#[tokio::main]", "block_on"]);
}

/// The output of a future that never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("it waits, but nothing would wake it"),
    }
}
