//! Settings, calls by both clients, and what they send.

use std::sync::LazyLock;

use bytes::Bytes;
use http::Request;
use iot_jobs_data::config::{
    ClientIdentity, Config, ConfigBuilder, Credentials, Region, ReplayEvent, ReplayTransport,
};
use iot_jobs_data::operation::describe_job_execution::DescribeJobExecutionInput;
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsInput;
use iot_jobs_data::operation::start_command_execution::StartCommandExecutionInput;
use iot_jobs_data::operation::start_next_pending_job_execution::StartNextPendingJobExecutionInput;
use iot_jobs_data::operation::update_job_execution::UpdateJobExecutionInput;
use iot_jobs_data::types::JobExecutionStatus;
use iot_jobs_data::{Client, Operation, blocking};
use smithy_client_runtime::error::DisplayErrorContext;
use tests::server::{Authority, Holder};

/// The endpoint for certificates, and another one.
pub(crate) const CERTIFIED: &str = "https://device.example:8443";
pub(crate) const OTHER: &str = "https://proxy.example";

pub(crate) static AUTHORITY: LazyLock<Authority> = LazyLock::new(|| Authority::named("Ours"));
pub(crate) static HOLDER: LazyLock<Holder> = LazyLock::new(|| AUTHORITY.holder());

/// A certificate and its key, new each time as far as clients can tell.
pub(crate) fn identity() -> ClientIdentity {
    ClientIdentity::from_pem(&HOLDER.certificate, &HOLDER.key).expect("an identity")
}

pub(crate) fn certificate() -> ConfigBuilder {
    Config::builder().client_identity(identity())
}

pub(crate) fn keys() -> Credentials {
    Credentials::from_keys("AKIDEXAMPLE", "wJalrXUtnFEMI", Some("token".into()))
}

/// A certificate, AWS credentials and a region.
pub(crate) fn both() -> ConfigBuilder {
    certificate().region(Region::new("us-east-1")).credentials_provider(keys())
}

pub(crate) fn pending() -> GetPendingJobExecutionsInput {
    GetPendingJobExecutionsInput::builder().thing_name("pump").build().expect("an input")
}

pub(crate) fn describe() -> DescribeJobExecutionInput {
    let input = DescribeJobExecutionInput::builder().thing_name("pump").job_id("flush");
    input.build().expect("an input")
}

pub(crate) fn start_next() -> StartNextPendingJobExecutionInput {
    StartNextPendingJobExecutionInput::builder().thing_name("pump").build().expect("an input")
}

pub(crate) fn update() -> UpdateJobExecutionInput {
    let input = UpdateJobExecutionInput::builder().thing_name("pump").job_id("flush");
    input.status(JobExecutionStatus::Succeeded).build().expect("an input")
}

pub(crate) fn command() -> StartCommandExecutionInput {
    let input = StartCommandExecutionInput::builder()
        .target_arn("arn:aws:iot:us-east-1:123456789012:thing/pump")
        .command_arn("arn:aws:iot:us-east-1:123456789012:command/Reboot");
    input.build().expect("an input")
}

/// The request of each client, or the whole text of its error if nothing was sent.
pub(crate) async fn sent<O>(config: &ConfigBuilder, call: O) -> [Result<Request<Bytes>, String>; 2]
where
    O: Operation<Client = Client> + Clone,
{
    answered(config, call, ReplayEvent::json(200, "{}")).await
}

/// As [`sent`], with another answer than `200 {}`.
pub(crate) async fn answered<O>(
    config: &ConfigBuilder,
    call: O,
    answer: ReplayEvent,
) -> [Result<Request<Bytes>, String>; 2]
where
    O: Operation<Client = Client> + Clone,
{
    let replay = ReplayTransport::always(answer);
    let config = config.clone().transport(replay.clone()).build();
    let result = Client::from_conf(config.clone()).send(call.clone()).await;
    let first = outcome(&replay, 1, result.map_err(|error| text(&error)));
    let count = replay.requests().len();
    let result = blocking::Client::from_conf(config).send(call);
    [first, outcome(&replay, count + 1, result.map_err(|error| text(&error)))]
}

fn outcome<T>(
    replay: &ReplayTransport,
    expected: usize,
    result: Result<T, String>,
) -> Result<Request<Bytes>, String> {
    let mut requests = replay.requests();
    result?;
    assert_eq!(requests.len(), expected);
    Ok(requests.pop().expect("a request"))
}

/// The text of an error and of all its causes.
pub(crate) fn text<E: std::error::Error>(error: E) -> String {
    DisplayErrorContext(error).to_string()
}

/// Nothing of a signature is in the request.
#[track_caller]
pub(crate) fn assert_unsigned(request: &Request<Bytes>) {
    for name in ["authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256"] {
        assert!(!request.headers().contains_key(name), "{name} in {request:?}");
    }
    assert!(!request.uri().to_string().contains("X-Amz"), "{}", request.uri());
}

/// The request is signed for this region.
#[track_caller]
pub(crate) fn assert_signed(request: &Request<Bytes>) {
    let value = request.headers().get("authorization").expect("a signature");
    let value = value.to_str().expect("text");
    assert!(value.contains("AKIDEXAMPLE/") && value.contains("/us-east-1/"), "{value}");
    assert!(request.headers().contains_key("x-amz-security-token"));
}

/// The error contains all of these.
#[track_caller]
pub(crate) fn assert_says<T: std::fmt::Debug>(result: &Result<T, String>, parts: &[&str]) {
    let error = result.as_ref().expect_err("an error");
    for part in parts {
        assert!(error.contains(part), "{error}\nlacks {part}");
    }
}
