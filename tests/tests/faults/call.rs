//! A client for a scripted server, one call, and assertions about its failure.

use std::error::Error;
use std::fmt::Display;
use std::iter;
use std::time::Duration;

use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::{Config, ConfigBuilder, Credentials, Region};
use iot_jobs_data::error::{SdkError, TransportError, TransportErrorKind};
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsError, GetPendingJobExecutionsOutput,
};
use tests::server::Server;

use crate::driver::Client;

pub(crate) type Failure = SdkError<GetPendingJobExecutionsError>;

/// Settings of a client that retries without delays.
pub(crate) fn config(url: impl Into<String>) -> ConfigBuilder {
    patient_config(url).retry_config(RetryConfig::standard().with_initial_backoff(Duration::ZERO))
}

/// Settings of a client with the default delays between attempts.
pub(crate) fn patient_config(url: impl Into<String>) -> ConfigBuilder {
    Config::builder()
        .region(Region::new("us-east-1"))
        .endpoint_url(url)
        .credentials_provider(Credentials::from_keys("AKIDEXAMPLE", "wJalrXUtnFEMI", None))
}

pub(crate) fn client(server: &Server) -> Client {
    Client::from_conf(config(server.url()).build())
}

pub(crate) async fn call(client: &Client) -> Result<GetPendingJobExecutionsOutput, Failure> {
    client.get_pending_job_executions().thing_name("pump").send().await
}

/// The failure of one call of a new client.
pub(crate) async fn failure(config: ConfigBuilder) -> Failure {
    call(&Client::from_conf(config.build())).await.expect_err("a failure")
}

/// The text is one line and contains all the parts, regardless of case.
#[track_caller]
pub(crate) fn assert_says(error: &impl Display, parts: &[&str]) {
    let line = error.to_string();
    assert!(!line.contains('\n'), "more than one line: {line}");
    for part in parts {
        assert!(!part.is_empty(), "every line has an empty part");
        let is_there = line.to_lowercase().contains(&part.to_lowercase());
        assert!(is_there, "{line}\nlacks {part}");
    }
}

/// The request got no complete response, with an error of this kind.
#[track_caller]
pub(crate) fn assert_kind(error: &Failure, kind: TransportErrorKind) {
    let failure = match (error, kind) {
        (SdkError::TimeoutError(failure), TransportErrorKind::Timeout)
        | (
            SdkError::DispatchFailure(failure),
            TransportErrorKind::Setup
            | TransportErrorKind::Connect
            | TransportErrorKind::Certificate
            | TransportErrorKind::Interrupted
            | TransportErrorKind::Malformed
            | TransportErrorKind::Other,
        ) => failure,
        _ => panic!("not what {kind:?} is reported as: {error:?}"),
    };
    let transport = failure.transport_error().expect("an error of the transport");
    assert_eq!(transport.kind(), kind, "{error}");
    assert!(error.raw_response().is_none());
}

/// The cause of this type.
pub(crate) fn cause<E: Error + 'static>(error: &Failure) -> Option<&E> {
    let transport = error.cause().downcast_ref::<TransportError>()?;
    let first: &(dyn Error + 'static) = transport.cause();
    iter::successors(Some(first), |&error| error.source()).find_map(<dyn Error>::downcast_ref)
}

/// This many requests arrived, over this many connections. The server may need a moment to notice
/// that the client has closed one.
pub(crate) async fn assert_asked(server: &Server, requests: usize, connections: usize) {
    server.has_requests(requests).await;
    assert_eq!((server.requests().len(), server.connections()), (requests, connections));
}
