//! A device with a certificate and without AWS credentials. Requests have no signature; the
//! endpoint requires the certificate.

use std::sync::LazyLock;

use iot_jobs_data::config::{CaBundle, ClientIdentity, Config, ConfigBuilder};
use iot_jobs_data::error::{ProvideErrorMetadata, SdkError, TransportErrorKind};
use iot_jobs_data::types::JobExecutionStatus;
use iot_jobs_data::{Client, blocking};
use serde_json::json;
use tests::device::DeviceEndpoint;
use tests::ministack::ControlPlane;

use crate::fleet::job_ids;

/// Never dropped: the server ends with this process.
static ENDPOINT: LazyLock<Result<DeviceEndpoint, String>> = LazyLock::new(DeviceEndpoint::start);

fn endpoint() -> &'static DeviceEndpoint {
    ENDPOINT.as_ref().unwrap_or_else(|error| panic!("{error}"))
}

/// A client without a certificate.
fn stranger() -> ConfigBuilder {
    let bundle = CaBundle::from_pem(endpoint().ca().as_bytes()).expect("a bundle");
    Config::builder().endpoint_url(endpoint().url()).ca_bundle(bundle)
}

fn device() -> ConfigBuilder {
    let device = endpoint().device();
    let identity = ClientIdentity::from_pem(&device.certificate, &device.key);
    stranger().client_identity(identity.expect("an identity"))
}

/// All devices belong to one account, so each test has its own names.
fn create_job(thing: &str, job: &str) -> ControlPlane {
    let control = endpoint().control();
    control.create_things(&[thing]).expect("a thing");
    control.create_job(job, &[thing], &json!({ "version": "1.2.0" })).expect("a job");
    control
}

#[track_caller]
fn assert_done(control: &ControlPlane, thing: &str, job: &str) {
    let stored = control.describe_job_execution(job, thing).expect("an execution");
    assert_eq!(stored["status"], "SUCCEEDED");
    assert_eq!(stored["details"], json!({ "step": "installed" }));
    assert_eq!(stored["version"], 3);
}

#[tokio::test]
async fn a_job_is_done_with_a_certificate_alone() {
    let control = create_job("pump-async", "install-async");
    let client = Client::from_conf(device().build());
    let pending = || client.get_pending_job_executions().thing_name("pump-async");
    let lists = pending().send().await.expect("an answer");
    assert_eq!(job_ids(lists.queued_jobs()), ["install-async"]);

    let next = client.start_next_pending_job_execution().thing_name("pump-async");
    let next = next.send().await.expect("an answer");
    let execution = next.execution().expect("an execution");
    assert_eq!(execution.job_id(), Some("install-async"));
    assert_eq!(execution.job_document(), Some(r#"{"version":"1.2.0"}"#));

    let described = client.describe_job_execution().thing_name("pump-async").job_id("$next");
    let described = described.send().await.expect("an answer");
    assert_eq!(described.execution(), Some(execution));

    let update = client.update_job_execution().thing_name("pump-async").job_id("install-async");
    let update = update.status(JobExecutionStatus::Succeeded).status_details("step", "installed");
    update.expected_version(execution.version_number()).send().await.expect("an answer");
    let lists = pending().send().await.expect("an answer");
    assert!(lists.queued_jobs().is_empty() && lists.in_progress_jobs().is_empty());
    assert_done(&control, "pump-async", "install-async");
}

#[test]
fn a_job_is_done_with_a_certificate_alone_and_without_a_runtime() {
    let control = create_job("pump-blocking", "install-blocking");
    let client = blocking::Client::from_conf(device().build());
    let pending = || client.get_pending_job_executions().thing_name("pump-blocking");
    let lists = pending().send().expect("an answer");
    assert_eq!(job_ids(lists.queued_jobs()), ["install-blocking"]);

    let next = client.start_next_pending_job_execution().thing_name("pump-blocking");
    let next = next.send().expect("an answer");
    let execution = next.execution().expect("an execution");
    assert_eq!(execution.job_id(), Some("install-blocking"));
    assert_eq!(execution.job_document(), Some(r#"{"version":"1.2.0"}"#));

    let described = client.describe_job_execution().thing_name("pump-blocking").job_id("$next");
    let described = described.send().expect("an answer");
    assert_eq!(described.execution(), Some(execution));

    let update = client.update_job_execution().thing_name("pump-blocking");
    let update = update.job_id("install-blocking").status(JobExecutionStatus::Succeeded);
    let update = update.status_details("step", "installed");
    update.expected_version(execution.version_number()).send().expect("an answer");
    let lists = pending().send().expect("an answer");
    assert!(lists.queued_jobs().is_empty() && lists.in_progress_jobs().is_empty());
    assert_done(&control, "pump-blocking", "install-blocking");
}

#[tokio::test]
async fn errors_of_the_service_arrive_as_with_keys() {
    let control = endpoint().control();
    control.create_things(&["pump-errors"]).expect("a thing");
    let client = Client::from_conf(device().build());
    let call = client.describe_job_execution().thing_name("pump-errors").job_id("nothing");
    let error = call.send().await.expect_err("an error");
    let error = error.as_service_error().expect("an error of the service");
    assert!(error.is_resource_not_found_exception(), "{error:?}");
    assert_eq!(error.code(), Some("ResourceNotFoundException"));

    let client = blocking::Client::from_conf(device().build());
    let call = client.describe_job_execution().thing_name("pump-errors").job_id("nothing");
    let error = call.send().expect_err("an error");
    let error = error.as_service_error().expect("an error of the service");
    assert!(error.is_resource_not_found_exception(), "{error:?}");
}

#[tokio::test]
async fn nobody_gets_in_without_a_certificate() {
    let config = stranger().allow_no_auth().region(iot_jobs_data::config::Region::new("us-east-1"));
    let client = Client::from_conf(config.build());
    let call = client.get_pending_job_executions().thing_name("pump");
    let error = call.send().await.expect_err("a refusal");
    let SdkError::DispatchFailure(failure) = &error else { panic!("{error:?}") };
    let kind = failure.transport_error().map(|error| error.kind());
    assert_eq!(kind, Some(TransportErrorKind::Certificate), "{error}");
}
