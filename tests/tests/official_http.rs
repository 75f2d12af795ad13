//! Requests, responses and errors as used by code for the official SDK.

use std::convert::Infallible;
use std::error::Error as _;
use std::fmt;

use http::StatusCode;
use iot_jobs_data::config::http::{HttpRequest, HttpResponse};
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::{Attempt, Interceptor, ReplayEvent, ReplayTransport};
use iot_jobs_data::error::{
    BoxError, ConnectorError, DisplayErrorContext, ErrorMetadata, ProvideErrorMetadata, RequestId,
    SdkError, TransportErrorKind,
};
use iot_jobs_data::operation::describe_job_execution::DescribeJobExecutionError;
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsError;
use iot_jobs_data::operation::update_job_execution::UpdateJobExecutionError;
use iot_jobs_data::primitives::SdkBody;
use iot_jobs_data::types::error::ResourceNotFoundException;
use iot_jobs_data::{Client, Error};
use tests::script::Script;

type Failure = SdkError<GetPendingJobExecutionsError>;

fn client(script: &Script) -> Client {
    Client::from_conf(script.config().retry_config(RetryConfig::disabled()).build())
}

async fn failure(script: &Script) -> Failure {
    let call = client(script).get_pending_job_executions().thing_name("pump");
    call.send().await.expect_err("a failure")
}

fn not_found() -> ResourceNotFoundException {
    ResourceNotFoundException::default()
}

#[tokio::test]
async fn a_raw_response_has_text_for_headers_and_bytes_for_its_body() {
    let headers = [("x-amzn-errortype", "Odd:x"), ("x-amzn-requestid", "id-7")];
    let error = failure(&Script::default().reply(418, &headers, "{}")).await;
    let raw = error.raw_response().expect("the reply");
    assert_eq!((raw.status().as_u16(), raw.status().is_client_error()), (418, true));
    assert!(raw.headers().contains_key("x-amzn-errortype"));
    assert_eq!(raw.headers().get("X-Amzn-ErrorType"), Some("Odd:x"));
    assert_eq!(raw.body().bytes(), Some(&b"{}"[..]));
    assert_eq!(raw.request_id(), Some("id-7"));
    let SdkError::ServiceError(context) = error else { panic!("{error:?}") };
    assert_eq!(context.raw().status(), 418);
    assert_eq!(context.err().code(), Some("Odd"));
    assert_eq!(context.into_raw().into_body().bytes(), Some(&b"{}"[..]));

    let error = failure(&Script::default().reply(200, &headers[1..], "[")).await;
    let SdkError::ResponseError(context) = &error else { panic!("{error:?}") };
    assert_eq!(context.raw().status(), 200);
    assert_eq!(error.raw_response().map(HttpResponse::status), Some(StatusCode::OK));
    assert_eq!(error.request_id(), Some("id-7"));
}

#[tokio::test]
async fn a_reply_in_another_encoding_is_there_as_it_came() {
    let mut reply = http::Response::new(bytes::Bytes::from_static(b"{}"));
    *reply.status_mut() = StatusCode::BAD_REQUEST;
    let value = http::HeaderValue::from_bytes(b"Gr\xf6\xdfe").expect("a value");
    reply.headers_mut().insert("x-note", value);
    let replay = ReplayTransport::new([ReplayEvent::response(reply)]);
    let config = Script::default().config().transport(replay).interceptor(Untouched);
    let client = Client::from_conf(config.build());
    let error = client.get_pending_job_executions().thing_name("pump").send().await;
    let error = error.expect_err("a failure");
    let headers = error.raw_response().expect("the reply").headers();
    assert_eq!(headers.get("x-note"), None);
    assert_eq!(headers.get_bytes("x-note"), Some(&b"Gr\xf6\xdfe"[..]));
}

/// Changes nothing.
#[derive(Debug)]
struct Untouched;

impl Interceptor for Untouched {}

/// Any error of a call, printed by code that is generic over its type and that of the reply.
#[derive(Debug)]
struct Told(String);

impl<E, R> From<SdkError<E, R>> for Told
where
    E: ProvideErrorMetadata,
{
    fn from(error: SdkError<E, R>) -> Self {
        let code = error.code().unwrap_or("no code");
        let message = error.message().unwrap_or("no message");
        Self(format!("{code}, {message}: {error}"))
    }
}

fn is_throttled<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> bool {
    error.code() == Some("ThrottlingException")
}

fn chain<E: std::error::Error + 'static, R: fmt::Debug>(error: &SdkError<E, R>) -> String {
    DisplayErrorContext(error).to_string()
}

fn id(of: &impl RequestId) -> Option<&str> {
    of.request_id()
}

#[tokio::test]
async fn an_error_is_told_without_its_types() {
    let body = r#"{"code":"ThrottlingException","message":"slowly"}"#;
    let error = failure(&Script::default().reply(429, &[("x-amzn-requestid", "id-7")], body)).await;
    assert!(is_throttled(&error));
    assert_eq!(id(&error), Some("id-7"));
    assert!(chain(&error).contains("slowly"));
    let text = error.to_string();
    assert!(text.contains("status 429, request id id-7"), "{text}");
    let Told(told) = error.into();
    assert_eq!(told, format!("ThrottlingException, slowly: {text}"));

    // Replies of another type are not described, and need no bounds.
    let error = UpdateJobExecutionError::unhandled("boom");
    let error: SdkError<_, ()> = SdkError::service_error(error, ());
    assert_eq!((error.raw_response(), id(&error)), (Some(&()), None));
    assert_eq!(error.to_string(), "the call failed: boom");
    let Told(told) = error.into();
    assert_eq!(told, "no code, no message: the call failed: boom");
}

#[test]
fn failures_are_made_for_tests_in_the_official_order() {
    type Mock = SdkError<DescribeJobExecutionError>;
    let reply = || {
        let mut reply = HttpResponse::new(404.try_into().expect("a status"), SdkBody::from("{}"));
        reply.headers_mut().insert("x-amzn-requestid", "id-7");
        reply
    };
    let gone = DescribeJobExecutionError::ResourceNotFoundException(not_found());
    let error: Mock = SdkError::service_error(gone, reply());
    assert!(error.as_service_error().is_some_and(|e| e.is_resource_not_found_exception()));
    assert_eq!(
        error.to_string(),
        "the call failed: ResourceNotFoundException (status 404, request id id-7)"
    );
    assert_eq!(error.request_id(), Some("id-7"));
    assert!(format!("{error:?}").contains("404"), "{error:?}");
    let error: Error = error.into();
    assert!(matches!(error, Error::ResourceNotFoundException(_)), "{error:?}");

    let error: Mock = SdkError::response_error("not JSON", reply());
    assert_eq!(error.to_string(), "the call failed: not JSON (status 404, request id id-7)");
    let error: Mock = SdkError::timeout_error("slow");
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
    let error: Mock = SdkError::construction_failure("no region");
    assert!(error.into_service_error().to_string().contains("no region"));
}

#[test]
fn dispatch_failures_say_of_which_kind_they_are() {
    use TransportErrorKind::{Connect, Interrupted, Malformed, Other, Setup, Timeout};
    for (kind, is) in [
        (Setup, [false, false, true, false]),
        (Connect, [true, false, false, false]),
        (Interrupted, [true, false, false, false]),
        (Timeout, [false, true, false, false]),
        (Malformed, [false, false, false, true]),
        (Other, [false, false, false, true]),
    ] {
        let error = Failure::dispatch_failure(ConnectorError::new(kind, "why"));
        let SdkError::DispatchFailure(failure) = &error else { panic!("{error:?}") };
        let found = [failure.is_io(), failure.is_timeout(), failure.is_user(), failure.is_other()];
        assert_eq!(found, is, "{kind:?}");
        let inner = failure.as_connector_error().expect("an error of the transport");
        let found = [inner.is_io(), inner.is_timeout(), inner.is_user(), inner.is_other()];
        assert_eq!((found, inner.kind()), (is, kind));
        assert_eq!(inner.cause().to_string(), "why");
    }
    let official = aws_smithy_runtime_api::client::result::ConnectorError::io("cut".into());
    let error = Failure::dispatch_failure(official);
    let SdkError::DispatchFailure(failure) = &error else { panic!("{error:?}") };
    assert!(failure.is_io() && error.to_string().contains("cut"), "{error}");
}

#[tokio::test]
async fn what_is_not_http_is_a_dispatch_failure_of_no_other_kind() {
    let script = ReplayTransport::new([ReplayEvent::error(TransportErrorKind::Malformed, "odd")]);
    let client = Client::from_conf(Script::default().config().transport(script).build());
    let error = client.get_pending_job_executions().thing_name("pump").send().await;
    let error = error.expect_err("a failure");
    let SdkError::DispatchFailure(failure) = &error else { panic!("{error:?}") };
    assert!(failure.is_other() && error.raw_response().is_none(), "{error:?}");
}

#[test]
fn errors_of_operations_are_made_from_metadata_and_from_anything() {
    let odd = ErrorMetadata::builder().code("Odd").message("not today").build();
    let error = UpdateJobExecutionError::generic(odd);
    assert_eq!((error.meta().code(), error.meta().message()), (Some("Odd"), Some("not today")));
    assert_eq!((error.code(), error.message()), (Some("Odd"), Some("not today")));
    assert_eq!(error.to_string(), "Odd: not today");
    assert!(format!("{error:?}").contains("Odd") && format!("{error:?}").contains("not today"));

    let error = UpdateJobExecutionError::unhandled("boom");
    assert_eq!((error.code(), error.to_string().as_str()), (None, "boom"));
    assert!(format!("{error:?}").contains("boom") && error.source().is_none());

    let error = DescribeJobExecutionError::ResourceNotFoundException(not_found());
    assert_eq!(error.meta().code(), None, "what the service has sent is all that is there");
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
}

#[test]
fn an_input_that_lacks_a_member_is_an_error_of_the_service_as_well() {
    use iot_jobs_data::operation::describe_job_execution::DescribeJobExecutionInput;
    let built = DescribeJobExecutionInput::builder().thing_name("pump").build();
    let error: Error = built.expect_err("a job is missing").into();
    assert!(matches!(error, Error::Unhandled(_)), "{error:?}");
    assert!(error.to_string().contains("`jobId` is required"), "{error}");
}

#[tokio::test]
async fn an_error_that_is_mapped_says_the_same_and_leads_to_the_new_one() {
    let body = r#"{"code":"Odd","message":"the message"}"#;
    let error = failure(&Script::default().reply(400, &[], body)).await;
    let text = error.to_string();
    let mapped = error.map_service_error(|_| fmt::Error);
    assert_eq!(mapped.to_string(), text);
    assert!(mapped.as_service_error().is_some());
    assert_eq!(mapped.source().map(ToString::to_string), Some(fmt::Error.to_string()));
    assert_eq!(mapped.map_service_error(drop).to_string(), text);
}

#[tokio::test]
async fn one_call_has_its_request_changed() {
    let script = Script::default();
    let call = || client(&script).get_pending_job_executions().thing_name("pump").customize();
    let note = String::from("2");
    call()
        .mutate_request(|request| {
            request.headers_mut().insert("x-a", "1");
        })
        .map_request(move |mut request| {
            request.headers_mut().insert("x-b", note.clone());
            request.headers_mut().append("x-b", "3");
            let uri = format!("{}?more", request.uri());
            request.set_uri(uri).map(|()| request)
        })
        .map_request(Ok::<_, Infallible>)
        .send()
        .await
        .expect("an answer");
    let requests = script.requests();
    let [request] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(request.uri(), "http://127.0.0.1:18080/things/pump/jobs?more");
    assert_eq!(request.headers()["x-a"], "1");
    assert_eq!(request.headers().get_all("x-b").iter().count(), 2);
    let authorization = request.headers()["authorization"].to_str().expect("text");
    assert!(authorization.contains("host;x-a;x-amz-date;x-b,"), "{authorization}");
}

#[tokio::test]
async fn a_change_that_cannot_be_sent_fails_with_its_reason() {
    let script = Script::default();
    let call = || client(&script).get_pending_job_executions().thing_name("pump").customize();
    let header = |name: &'static str, value: &'static str| {
        call().mutate_request(move |request| {
            request.headers_mut().insert(name, value);
            request.headers_mut().insert("x-fine", "1");
        })
    };
    let taken = call().mutate_request(|request| drop(request.take_body()));
    let refused = call().map_request(|_| Err::<HttpRequest, _>(fmt::Error));
    for (call, told) in [
        (header("x y", "v"), "the header \"x y\" cannot be sent"),
        (header("x-a", "a\nb"), "the header \"x-a\" cannot be sent"),
        (header("content-length", "3"), "\"content-length\""),
        (taken, "not in memory"),
        (refused, "an error occurred"),
    ] {
        let error = call.send().await.expect_err(told);
        assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
        assert!(error.to_string().contains(told), "{error}");
    }
    let error = call().map_request(|_| Err::<HttpRequest, _>(fmt::Error)).send().await;
    assert!(error.expect_err("a refusal").cause().is::<fmt::Error>());
    assert!(script.requests().is_empty());
}

/// Adds headers before and after signing, and counts.
#[derive(Debug)]
struct Late;

impl Interceptor for Late {
    fn modify_before_transmit(
        &self,
        attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        assert!(request.headers().contains_key("authorization"), "signed");
        assert!(request.headers().contains_key("amz-sdk-request"), "complete");
        let there = request.headers().contains_key("x-late");
        assert!(!there, "what is changed stays out of later attempts");
        request.headers_mut().insert("x-late", attempt.number.to_string());
        Ok(())
    }
}

#[tokio::test]
async fn what_is_added_before_the_transport_is_not_signed() {
    let script = Script::default().reply(503, &[], "").reply(200, &[], "{}");
    let client = Client::from_conf(script.config().interceptor(Late).build());
    client.get_pending_job_executions().thing_name("pump").send().await.expect("an answer");
    let requests = script.requests();
    for (request, late) in requests.iter().zip(["1", "2"]) {
        assert_eq!(request.headers()["x-late"], late);
        let authorization = request.headers()["authorization"].to_str().expect("text");
        assert!(!authorization.contains("x-late"), "{authorization}");
    }
    assert_eq!(requests.len(), 2);
}

/// Changes the framing after signing.
#[derive(Debug)]
struct Framing;

impl Interceptor for Framing {
    fn modify_before_transmit(
        &self,
        _attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        request.headers_mut().insert("Transfer-Encoding", "chunked");
        Ok(())
    }
}

#[tokio::test]
async fn the_framing_is_left_alone_before_the_transport_too() {
    let script = Script::default();
    let call = client(&script).get_pending_job_executions().thing_name("pump").customize();
    let error = call.interceptor(Framing).send().await.expect_err("a refusal");
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
    assert!(error.to_string().contains("\"transfer-encoding\""), "{error}");
    assert!(script.requests().is_empty());
}

/// Leaves a response that cannot be read.
#[derive(Debug)]
struct Spoil;

impl Interceptor for Spoil {
    fn modify_before_deserialization(
        &self,
        _attempt: Attempt,
        response: &mut HttpResponse,
    ) -> Result<(), BoxError> {
        response.headers_mut().insert("x y", "1");
        Ok(())
    }
}

#[tokio::test]
async fn a_header_of_a_response_that_is_not_allowed_is_an_error_too() {
    let script = Script::default();
    let call = client(&script).get_pending_job_executions().thing_name("pump").customize();
    let error = call.interceptor(Spoil).send().await.expect_err("a refusal");
    assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
    assert!(error.to_string().contains("the header \"x y\""), "{error}");
    assert_eq!(error.raw_response().and_then(|raw| raw.body().bytes()), Some(&b"{}"[..]));
}
