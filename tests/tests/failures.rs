//! Calls that get no answer, over real sockets and over scripted ones.

use std::error::Error as _;
use std::net::TcpListener;
use std::time::Duration;

use iot_jobs_data::Client;
use iot_jobs_data::config::timeout::TimeoutConfig;
use iot_jobs_data::config::{ConfigBuilder, Credentials, HyperTransport, Region};
use iot_jobs_data::error::{SdkError, TransportErrorKind};
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsError;
use iot_jobs_data::types::JobExecutionStatus;
use tests::script::Script;

async fn call(config: ConfigBuilder) -> SdkError<GetPendingJobExecutionsError> {
    let client = Client::from_conf(config.build());
    client.get_pending_job_executions().thing_name("pump").send().await.expect_err("a failure")
}

/// Settings for a port where nobody listens.
fn nobody(scheme: &str) -> ConfigBuilder {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    Script::default()
        .config()
        .endpoint_url(format!("{scheme}://127.0.0.1:{port}"))
        .transport(HyperTransport::new(Duration::from_secs(1)))
}

#[tokio::test]
async fn a_refused_connection_is_named_as_that() {
    for scheme in ["http", "https"] {
        let error = call(nobody(scheme)).await;
        let SdkError::DispatchFailure(failure) = &error else { panic!("{error:?}") };
        let transport = failure.transport_error().expect("an error of the transport");
        assert_eq!(transport.kind(), TransportErrorKind::Connect);
        assert!(error.to_string().to_lowercase().contains("connection refused"), "{error}");
        assert!(error.to_string().contains("3 attempts"), "{error}");
        assert!(!error.call().unanswered);
    }
}

#[tokio::test]
async fn a_plain_server_behind_https_is_an_error_and_no_panic() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let server = std::thread::spawn(move || {
        use std::io::Write;
        for stream in listener.incoming().take(3) {
            let _ = stream.expect("a connection").write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let config = nobody("https").endpoint_url(format!("127.0.0.1:{port}"));
    let error = call(config).await;
    assert!(matches!(error, SdkError::DispatchFailure(_)), "{error:?}");
    assert!(error.source().is_some());
    server.join().expect("three connections");
}

#[tokio::test]
async fn an_answer_that_does_not_come_is_a_time_out() {
    let attempt = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_millis(20));
    let script = Script::default().silence().silence().silence();
    let error = call(script.config().timeout_config(attempt.build())).await;
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
    assert!(error.to_string().contains("attempt time-out of 20ms"), "{error}");
    assert_eq!(script.requests().len(), 3);

    let operation = TimeoutConfig::builder().operation_timeout(Duration::from_millis(20));
    let script = Script::default().silence();
    let error = call(script.config().timeout_config(operation.build())).await;
    assert!(error.to_string().contains("operation time-out of 20ms"), "{error}");
}

#[tokio::test]
async fn an_objection_after_a_lost_reply_says_so() {
    let script = Script::default().reset().reply(
        400,
        &[],
        r#"{"code":"InvalidRequestException","message":"Expected version 2 but found version 3"}"#,
    );
    let client = Client::from_conf(script.config().build());
    let call = client.update_job_execution().thing_name("pump").job_id("flush").expected_version(2);
    let error = call.status(JobExecutionStatus::Succeeded).send().await.expect_err("a failure");
    assert!(error.call().unanswered);
    assert!(error.to_string().contains("may have been carried out"), "{error}");
}

#[tokio::test]
async fn a_region_cannot_lead_a_signed_request_astray() {
    let script = Script::default();
    let config = script.config().set_endpoint_url(None).region(Region::new("x@evil.example/"));
    let error = call(config).await;
    assert!(error.to_string().contains("is not part of a host name"), "{error}");
    assert!(script.requests().is_empty());
}

#[tokio::test]
async fn a_password_in_the_endpoint_is_refused_and_not_repeated() {
    let config = Script::default().config().endpoint_url("https://user:hunter2@host");
    assert!(!format!("{config:?}").contains("hunter2"));
    let error = call(config).await;
    assert!(!format!("{error:?}{error}").contains("hunter2"), "{error}");
}

#[tokio::test]
async fn a_page_instead_of_an_error_is_described() {
    let page = "<html><title>Not here</title></html>";
    let script = Script::default().reply(404, &[("content-type", "text/html")], page);
    let error = call(script.config()).await.to_string();
    let expected = "an error without a code, of type text/html, that starts \
                    \"<html><title>Not here</title></html>\" (status 404)";
    assert!(error.contains(expected), "{error}");

    let portal = Script::default().reply(302, &[("location", "http://login.example/")], "");
    let error = call(portal.config()).await.to_string();
    assert!(error.contains("a redirect to http://login.example/"), "{error}");
}

#[tokio::test]
async fn credentials_that_cannot_be_had_say_why() {
    let keys = Credentials::new("AKIDEXAMPLE", "secret\n", Some("to\nken".into()), None, "test");
    let error = call(Script::default().config().credentials_provider(keys)).await;
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
    assert!(error.to_string().contains("canonical request"), "{error}");
    assert!(!error.to_string().contains("secret"), "{error}");
}

#[cfg(feature = "aws-config")]
#[tokio::test]
async fn the_credential_chain_of_the_cli_feeds_a_client() {
    use iot_jobs_data::config::{BehaviorVersion, aws_config};
    let shared = aws_config::defaults(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .test_credentials()
        .endpoint_url("http://127.0.0.1:1")
        .load()
        .await;
    let client = Client::new(&shared);
    assert_eq!(client.config().region().map(AsRef::as_ref), Some("eu-west-1"));
    let error = client.get_pending_job_executions().thing_name("pump").send().await;
    let error = error.expect_err("nobody listens there");
    assert!(matches!(error, SdkError::DispatchFailure(_)), "{error:?}");
}
