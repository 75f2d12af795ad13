//! Transports of a blocking client that are no connections, and those of the other client.

use iot_jobs_data::blocking::Client;
use iot_jobs_data::config::timeout::TimeoutConfig;
use iot_jobs_data::config::{
    BlockingTransport, HyperTransport, RecordingTransport, ReplayEvent, ReplayTransport,
};
use iot_jobs_data::error::{SdkError, TransportErrorKind};
use tests::server::{Reply, Server};

use crate::{SHORT, call, config};

#[test]
fn a_recording_is_replayed() {
    let server = Server::playing([Reply::ok(r#"{"queuedJobs":[{"jobId":"flush"}]}"#)]);
    let recorder = RecordingTransport::new(BlockingTransport::new());
    let recorded = Client::from_conf(config(server.url()).transport(recorder.clone()).build());
    let output = call(&recorded).expect("an answer");
    let replay = recorder.recording().replay();
    let replayed = Client::from_conf(config(server.url()).transport(replay.clone()).build());
    assert_eq!(call(&replayed).expect("an answer").queued_jobs, output.queued_jobs);
    assert_eq!(replay.remaining(), 0);
    let error = call(&replayed).expect_err("the end of the replay");
    assert!(error.to_string().contains("the replay is over"), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn silence_ends_with_a_time_out() {
    let timeouts = TimeoutConfig::builder();
    for (timeouts, name) in [
        (timeouts.clone().operation_attempt_timeout(SHORT), "attempt"),
        (timeouts.clone().read_timeout(SHORT), "read"),
        (timeouts.operation_timeout(SHORT), "operation"),
    ] {
        let replay = ReplayTransport::new([ReplayEvent::silence()]);
        let config = config("http://jobs.test").transport(replay.clone());
        let client = Client::from_conf(config.timeout_config(timeouts.build()).build());
        let error = call(&client).expect_err("no answer");
        assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
        assert!(error.to_string().contains(&format!("the {name} time-out of 250ms")), "{error}");
        assert_eq!(replay.requests().len(), 1);
    }
}

#[test]
fn the_transport_of_the_asynchronous_client_is_refused() {
    let server = Server::playing([]);
    let client = Client::from_conf(config(server.url()).transport(HyperTransport::new()).build());
    let error = call(&client).expect_err("no runtime");
    assert_setup(&error, "there is no Tokio runtime here");
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn an_asynchronous_client_refuses_the_blocking_transport() {
    let server = Server::playing([]);
    let config = config(server.url()).transport(BlockingTransport::new());
    let client = iot_jobs_data::Client::from_conf(config.build());
    let call = client.get_pending_job_executions().thing_name("pump").send();
    let error = call.await.expect_err("a refusal");
    assert_setup(&error, "use the blocking client");
    assert_eq!(server.connections(), 0);
}

#[track_caller]
fn assert_setup<E>(error: &SdkError<E>, words: &str)
where
    SdkError<E>: std::fmt::Display + std::fmt::Debug,
{
    let SdkError::DispatchFailure(failure) = error else { panic!("{error:?}") };
    let kind = failure.transport_error().map(|error| error.kind());
    assert_eq!(kind, Some(TransportErrorKind::Setup));
    assert!(error.to_string().contains(words), "{error}");
}
