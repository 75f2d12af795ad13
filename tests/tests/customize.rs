//! Customized calls, signed requests, and mocks of the client.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use iot_jobs_data::config::http::{HttpRequest, HttpResponse};
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::{
    AppName, Attempt, Config, Credentials, Interceptor, Region, SdkConfig,
};
use iot_jobs_data::error::{BoxError, SdkError};
use iot_jobs_data::operation::Operations;
use iot_jobs_data::operation::describe_job_execution::DescribeJobExecutionInput;
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsError, GetPendingJobExecutionsInput, GetPendingJobExecutionsOutput,
};
use iot_jobs_data::operation::start_command_execution::StartCommandExecutionInput;
use iot_jobs_data::operation::start_next_pending_job_execution::StartNextPendingJobExecutionInput;
use iot_jobs_data::operation::update_job_execution::UpdateJobExecutionInput;
use iot_jobs_data::primitives::SdkBody;
use iot_jobs_data::types::JobExecutionStatus;
use iot_jobs_data::{Client, Operation};
use tests::script::Script;

fn client(script: &Script) -> Client {
    Client::from_conf(script.config().build())
}

/// Records what it sees, marks each request with the number of the attempt, and changes a response.
#[derive(Clone, Debug, Default)]
struct Witness(Arc<Mutex<Vec<String>>>);

impl Interceptor for Witness {
    fn modify_before_signing(
        &self,
        attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        assert!(!request.headers().contains_key("authorization"), "not signed yet");
        request.headers_mut().insert("x-attempt", attempt.number.to_string());
        self.note(format!("{} {}", attempt.operation, request.uri()))
    }

    fn modify_before_deserialization(
        &self,
        attempt: Attempt,
        response: &mut HttpResponse,
    ) -> Result<(), BoxError> {
        self.note(format!("{} {}", attempt.number, response.status()))?;
        if response.status().is_success() {
            *response.body_mut() = SdkBody::from(r#"{"jobDocument":"changed"}"#);
        }
        Ok(())
    }
}

impl Witness {
    fn note(&self, line: String) -> Result<(), BoxError> {
        self.0.lock().map_err(|error| error.to_string())?.push(line);
        Ok(())
    }
}

#[tokio::test]
async fn an_interceptor_sees_and_changes_every_attempt_of_one_call() {
    let script = Script::default().reply(503, &[], "").reply(200, &[], "{}").reply(200, &[], "{}");
    let client = client(&script);
    let update = || {
        let call = client.update_job_execution().thing_name("pump").job_id("flush");
        call.status(JobExecutionStatus::Succeeded)
    };
    let witness = Witness::default();
    let output = update().customize().interceptor(witness.clone()).send().await.expect("an answer");
    assert_eq!(output.job_document(), Some("changed"));
    let request = "UpdateJobExecution http://127.0.0.1:18080/things/pump/jobs/flush";
    let seen = witness.0.lock().expect("notes").clone();
    assert_eq!(seen, [request, "1 503 Service Unavailable", request, "2 200 OK"]);

    assert_eq!(update().send().await.expect("an answer").job_document(), None);
    let requests = script.requests();
    let marks = requests.iter().map(|request| request.headers().get("x-attempt"));
    let marks: Vec<_> = marks.map(|mark| mark.and_then(|mark| mark.to_str().ok())).collect();
    assert_eq!(marks, [Some("1"), Some("2"), None]);
    let authorization = requests[1].headers()["authorization"].to_str().expect("text");
    assert!(authorization.contains("x-attempt"), "what was added is signed: {authorization}");
}

#[test]
fn an_interceptor_can_be_tested_without_a_call() {
    let witness = Witness::default();
    let mut request = HttpRequest::get("http://host.example/").expect("a request");
    let attempt = Attempt::new("UpdateJobExecution", 2);
    witness.modify_before_signing(attempt, &mut request).expect("no objection");
    assert_eq!(request.headers().get("x-attempt"), Some("2"));
    assert_eq!(*witness.0.lock().expect("notes"), ["UpdateJobExecution http://host.example/"]);
}

/// Rejects everything.
#[derive(Debug)]
struct Refusal;

impl Interceptor for Refusal {
    fn modify_before_signing(
        &self,
        _attempt: Attempt,
        _request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        Err("not on a Sunday".into())
    }
}

#[tokio::test]
async fn an_interceptor_of_the_client_can_end_every_call() {
    let script = Script::default();
    let client = Client::from_conf(script.config().interceptor(Refusal).build());
    let error = client.get_pending_job_executions().thing_name("pump").send().await;
    let error = error.expect_err("a refusal");
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
    assert!(error.to_string().contains("not on a Sunday"), "{error}");
    assert!(script.requests().is_empty());
}

/// Rejects successful responses.
#[derive(Debug)]
struct Distrust;

impl Interceptor for Distrust {
    fn modify_before_deserialization(
        &self,
        _attempt: Attempt,
        response: &mut HttpResponse,
    ) -> Result<(), BoxError> {
        if response.status().is_success() { Err("too good to be true".into()) } else { Ok(()) }
    }
}

#[tokio::test]
async fn a_reply_that_an_interceptor_refuses_earns_no_retries() {
    let down = |script: Script, _| script.reply(503, &[], "");
    // 500 tokens are enough for 35 retries at 14: two for each of 17 calls and one for the next.
    let script = (0..17 * 3 + 2).fold(Script::default(), down);
    let script = (0..100).fold(script, |script, _| script.reply(200, &[], "{}"));
    let script = down(script, 0);
    let client = Client::from_conf(script.config().interceptor(Distrust).build());
    for _ in 0..18 + 100 + 1 {
        client.get_pending_job_executions().thing_name("pump").send().await.expect_err("a failure");
    }
    assert_eq!(script.requests().len(), 17 * 3 + 2 + 100 + 1);
}

#[tokio::test]
async fn one_call_can_have_other_settings_and_a_header_of_its_own() {
    let script = Script::default().reply(503, &[], "").reply(200, &[], "{}");
    let client = client(&script);
    let pending = || client.get_pending_job_executions().thing_name("pump").customize();
    let other = Config::builder()
        .retry_config(RetryConfig::disabled())
        .endpoint_url("http://127.0.0.1:28080")
        .credentials_provider(Credentials::from_keys("OTHERKEY", "other", None));
    let error = pending().config_override(other).send().await.expect_err("a failure");
    assert!(error.to_string().contains("127.0.0.1:28080, 1 attempt,"), "{error}");
    pending().header("x-trace", "abc").send().await.expect("an answer");

    let requests = script.requests();
    let authorization = |request: &Request<Bytes>| {
        request.headers()["authorization"].to_str().expect("text").to_owned()
    };
    assert!(authorization(&requests[0]).contains("Credential=OTHERKEY/"));
    assert_eq!(requests[1].uri().port_u16(), Some(18080));
    assert_eq!(requests[1].headers()["x-trace"], "abc");
    assert!(authorization(&requests[1]).contains("Credential=AKIDEXAMPLE/"));
    assert!(authorization(&requests[1]).contains("x-trace"));
}

#[tokio::test]
async fn a_header_that_http_does_not_allow_is_refused_before_anything_is_sent() {
    let script = Script::default();
    for (name, value) in [("x y", "v"), ("x-y", "a\nb")] {
        let call = client(&script).get_pending_job_executions().thing_name("pump").customize();
        let error = call.header(name, value).send().await.expect_err("a refusal").to_string();
        assert!(error.contains("a header of this call cannot be sent"), "{error}");
    }
    assert!(script.requests().is_empty());
}

#[tokio::test]
async fn a_signed_request_can_be_carried_by_others() {
    let script = Script::default();
    let call = client(&script).update_job_execution().thing_name("pump").job_id("flush");
    let call = call.status(JobExecutionStatus::Succeeded).customize();
    let request = call.into_signed_request().await.expect("a request");
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "http://127.0.0.1:18080/things/pump/jobs/flush");
    assert_eq!(&request.body()[..], br#"{"status":"SUCCEEDED"}"#);
    let authorization = request.headers()["authorization"].to_str().expect("text");
    assert!(authorization.contains("SignedHeaders=content-type;host;x-amz-date"));
    assert!(script.requests().is_empty());
}

#[tokio::test]
async fn a_presigned_url_is_valid_for_the_time_asked_for_and_does_not_show() {
    let keys = Credentials::from_keys("AKIDEXAMPLE", "hunter2", Some("hush".into()));
    let config = Script::default().config().credentials_provider(keys).build();
    let client = Client::from_conf(config);
    let input = || GetPendingJobExecutionsInput::builder().thing_name("pump").build();
    let call = || client.customize(input().expect("an input"));
    let presigned = call().presign(Duration::from_secs(60)).await.expect("a request");
    let uri = presigned.uri();
    assert!(uri.starts_with("http://127.0.0.1:18080/things/pump/jobs?X-Amz-Algorithm="), "{uri}");
    assert!(uri.contains("X-Amz-Expires=60&") && uri.contains("hush"), "{uri}");
    let shown = format!("{presigned:?}");
    assert!(!shown.contains("hush") && !shown.contains("X-Amz-Signature"), "{shown}");
    assert_eq!((presigned.method(), presigned.body()), ("GET", &b""[..]));
    assert!(!presigned.headers().contains_key("authorization"));
    assert_eq!(presigned.into_http_1x_request().headers()["host"], "127.0.0.1:18080");
    for time in [Duration::ZERO, Duration::from_secs(7 * 24 * 3600 + 1)] {
        let error = call().presign(time).await.expect_err("a refusal").to_string();
        assert!(error.contains("1 second to 7 days"), "{error}");
    }
}

/// Sends requests to another host, with another host header.
#[derive(Debug)]
struct Detour;

impl Interceptor for Detour {
    fn modify_before_signing(
        &self,
        _attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        request.set_uri("https://elsewhere.example:443/x")?;
        request.headers_mut().insert("user-agent", "somebody");
        Ok(())
    }
}

#[tokio::test]
async fn the_host_that_an_interceptor_chooses_is_signed() {
    let script = Script::default();
    let call = client(&script).get_pending_job_executions().thing_name("pump").customize();
    call.interceptor(Detour).send().await.expect("an answer");
    let requests = script.requests();
    assert_eq!(requests[0].headers()["host"], "elsewhere.example");
    assert_eq!(requests[0].headers()["user-agent"], "somebody");
    let authorization = requests[0].headers()["authorization"].to_str().expect("text");
    assert!(authorization.contains("SignedHeaders=host;x-amz-date,"), "{authorization}");
}

#[tokio::test]
async fn shared_settings_can_override_those_of_a_client() {
    let script = Script::default();
    let mut config = script.config().use_fips(true);
    config.set_endpoint_url(None);
    let client = Client::from_conf(config.build());
    let pending = || client.get_pending_job_executions().thing_name("pump").customize();
    let shared = SdkConfig::builder().region(Region::new("eu-west-1")).build();
    pending().config_override(&shared).send().await.expect("an answer");
    let shared = shared.to_builder().endpoint_url("http://shared.example").use_fips(false).build();
    pending().config_override(&shared).send().await.expect("an answer");
    let hosts = script.requests();
    let hosts: Vec<_> = hosts.iter().map(|request| request.uri().host()).collect();
    let expected = ["data.jobs.iot-fips.eu-west-1.amazonaws.com", "shared.example"];
    assert_eq!(hosts, expected.map(Some));
}

/// Implements one operation only.
struct Mock;

impl Operations for Mock {
    async fn get_pending_job_executions(
        &self,
        input: GetPendingJobExecutionsInput,
    ) -> Result<GetPendingJobExecutionsOutput, SdkError<GetPendingJobExecutionsError>> {
        assert_eq!(input.thing_name, "pump");
        Ok(GetPendingJobExecutionsOutput::default())
    }
}

/// Application code that works with any implementation.
async fn has_work(jobs: &impl Operations) -> Result<bool, SdkError<GetPendingJobExecutionsError>> {
    let input = GetPendingJobExecutionsInput::builder().thing_name("pump").build()?;
    Ok(!jobs.get_pending_job_executions(input).await?.queued_jobs().is_empty())
}

#[tokio::test]
async fn a_mock_answers_in_place_of_the_client() {
    assert!(!has_work(&Mock).await.expect("an answer"));
    let script = Script::default().reply(200, &[], r#"{"queuedJobs":[{"jobId":"flush"}]}"#);
    assert!(has_work(&client(&script)).await.expect("an answer"));

    let input = DescribeJobExecutionInput::builder().thing_name("pump").job_id("flush").build();
    let error = Mock.describe_job_execution(input.expect("an input")).await;
    let error = error.expect_err("not mocked").to_string();
    assert!(error.starts_with("DescribeJobExecution failed: "), "{error}");
    assert!(error.contains("has no `DescribeJobExecution`"), "{error}");
}

/// A part of an application that owns any implementation.
struct Watch<J> {
    jobs: J,
}

impl<J: Operations + 'static> Watch<J> {
    async fn has_work(self) -> Result<bool, SdkError<GetPendingJobExecutionsError>> {
        tokio::spawn(async move { has_work(&self.jobs).await }).await.expect("no panic")
    }
}

#[tokio::test]
async fn a_mock_can_be_shared() {
    let mock = Arc::new(Mock);
    assert!(!Watch { jobs: mock.clone() }.has_work().await.expect("an answer"));
    assert!(!Watch { jobs: mock }.has_work().await.expect("an answer"));
    assert!(!Watch { jobs: &Mock }.has_work().await.expect("an answer"));
}

#[test]
fn every_operation_states_its_facts() {
    fn facts<O: Operation>() -> (&'static str, &'static str, &'static str, [bool; 3]) {
        (O::NAME, O::METHOD, O::PATH, [O::READ_ONLY, O::IDEMPOTENT, O::PAGINATED])
    }
    let facts = [
        facts::<DescribeJobExecutionInput>(),
        facts::<GetPendingJobExecutionsInput>(),
        facts::<StartCommandExecutionInput>(),
        facts::<StartNextPendingJobExecutionInput>(),
        facts::<UpdateJobExecutionInput>(),
    ];
    let (read, repeatable, other) =
        ([true, true, false], [false, true, false], [false, false, false]);
    let execution = "/things/{thingName}/jobs/{jobId}";
    let expected = [
        ("DescribeJobExecution", "GET", execution, read),
        ("GetPendingJobExecutions", "GET", "/things/{thingName}/jobs", read),
        ("StartCommandExecution", "POST", "/command-executions", repeatable),
        ("StartNextPendingJobExecution", "PUT", "/things/{thingName}/jobs/$next", repeatable),
        ("UpdateJobExecution", "POST", execution, other),
    ];
    assert_eq!(facts, expected);
}

#[tokio::test]
async fn the_user_agent_names_crate_api_and_application() {
    let script = Script::default();
    let name = AppName::new("pump-firmware").expect("a name");
    let client = Client::from_conf(script.config().app_name(name).build());
    client.get_pending_job_executions().thing_name("pump").send().await.expect("an answer");
    let requests = script.requests();
    let agent = requests[0].headers()["user-agent"].to_str().expect("text");
    assert!(agent.starts_with("iot-jobs-data/"), "{agent}");
    assert!(agent.contains(" api/iot_jobs_data_plane#2017-09-29 "), "{agent}");
    assert!(agent.ends_with(" app/pump-firmware"), "{agent}");
}
