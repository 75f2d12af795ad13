//! Errors of the service, in all formats.

use iot_jobs_data::Error;
use iot_jobs_data::error::{DisplayErrorContext, ProvideErrorMetadata, RequestId, SdkError};
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsError;
use tests::server::{Reply, Server};

use crate::call::{assert_asked, assert_says, call, client, config, failure};

#[tokio::test]
async fn an_error_is_typed_wherever_its_code_and_message_stand() {
    let of_type = |name, body| Reply::new(400, body).header("x-amzn-errortype", name);
    let forms = [
        of_type("InvalidRequestException", r#"{"message":"no"}"#),
        of_type("InvalidRequestException:http://internal.amazon.com/", r#"{"Message":"no"}"#),
        Reply::new(400, r#"{"__type":"InvalidRequestException","message":"no"}"#),
        Reply::new(400, r#"{"__type":"com.amazonaws.iot#InvalidRequestException","Message":"no"}"#),
        Reply::new(400, r#"{"code":"InvalidRequestException","message":"no"}"#),
    ];
    let count = forms.len();
    let server = Server::playing(forms);
    let client = client(&server);
    for _ in 0..count {
        let error = call(&client).await.expect_err("a refusal");
        assert_says(&error, &["InvalidRequestException: no", "status 400"]);
        let refusal = error.as_service_error().expect("a service error");
        assert!(refusal.is_invalid_request_exception(), "{refusal:?}");
        assert_eq!(refusal.message(), Some("no"));
    }
    assert_asked(&server, count, 1).await;
}

#[tokio::test]
async fn an_error_modelled_on_another_operation_is_typed() {
    let server = Server::playing([Reply::new(
        409,
        r#"{"code":"InvalidStateTransitionException","message":"done","executionState":{"versionNumber":3}}"#,
    )]);
    let error = failure(config(server.url())).await.into_service_error();
    let GetPendingJobExecutionsError::Other(Error::InvalidStateTransitionException(inner)) = error
    else {
        panic!("{error:?}");
    };
    assert_eq!(inner.execution_state().map(|state| state.version_number()), Some(3));
}

#[tokio::test]
async fn an_error_without_a_code_keeps_status_message_and_request_id() {
    let reply = Reply::new(400, r#"{"message":"something is odd"}"#);
    let server = Server::playing([reply.header("x-amzn-requestid", "id-7")]);
    let error = failure(config(server.url())).await;
    assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
    assert_says(&error, &["something is odd", "status 400", "request id id-7", "1 attempt,"]);
    assert_eq!((error.code(), error.message()), (None, Some("something is odd")));
    assert_eq!(error.request_id(), Some("id-7"));
    let raw = error.raw_response().expect("the reply");
    assert_eq!(raw.status(), 400);
    assert_eq!(raw.headers().get("x-amzn-requestid"), Some("id-7"));
    assert_eq!(raw.body().bytes(), Some(&br#"{"message":"something is odd"}"#[..]));
    assert_asked(&server, 1, 1).await;
}

#[tokio::test]
async fn a_session_token_that_a_refusal_quotes_is_in_the_raw_response_only() {
    let body = r#"{"message":"The Canonical String should have been\n'GET\n/things/pump/jobs\n\nhost:h\nx-amz-security-token:hunter2+/==\n\nhost;x-amz-security-token\nabc'"}"#;
    for code in ["SignatureDoesNotMatch", "InvalidRequestException", ""] {
        let reply = Reply::new(403, body).header("x-amzn-errortype", code);
        let server = Server::playing([reply]);
        let error = failure(config(server.url())).await;
        assert_says(&error, &["The Canonical String should have been 'GET /things/pump/jobs host"]);
        let message = error.message().expect("a message").to_owned();
        assert_eq!(error.raw_response().and_then(|raw| raw.body().bytes()), Some(body.as_bytes()));
        let shown = format!("{error}{error:?}{message}{}", DisplayErrorContext(&error));
        assert!(shown.contains("x-amz-security-token:[redacted]"), "{shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

#[tokio::test]
async fn a_message_of_many_lines_and_megabytes_is_one_line() {
    let message = format!("first\n\u{1b}[31msecond {}", "more ".repeat(1 << 19));
    let body = serde_json::json!({"code": "InvalidRequestException", "message": message});
    let server = Server::playing([Reply::new(400, body.to_string())]);
    let error = failure(config(server.url())).await;
    assert_says(&error, &[r"InvalidRequestException: first \u{1b}[31msecond more", "status 400"]);
    assert!(error.to_string().len() < 1000, "{}", error.to_string().len());
    assert_eq!(error.message(), Some(message.as_str()));
}

#[tokio::test]
async fn a_page_instead_of_an_error_tells_status_host_type_and_its_start() {
    let page = "<html>\n<body><h1>Not here</h1></body></html>";
    for (status, attempts) in [(404, 1), (504, 3)] {
        let reply = Reply::new(status, page).header("content-type", "text/html; charset=utf-8");
        let server = Server::playing(vec![reply; attempts]);
        let error = failure(config(server.url())).await;
        assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
        let status_part = format!("status {status}");
        let host = server.address().to_string();
        assert_says(&error, &[&status_part, &host, "text/html", r#""<html> <body><h1>Not here"#]);
        assert_eq!(error.raw_response().and_then(|raw| raw.body().bytes()), Some(page.as_bytes()));
        assert_asked(&server, attempts, attempts).await;
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_says_where_it_leads() {
    let reply = Reply::new(302, "").header("location", "http://login.test/?X-Amz-Signature=5fa7");
    let server = Server::playing([reply]);
    let error = failure(config(server.url())).await;
    assert_says(&error, &["a redirect to http://login.test/?…,", "status 302"]);
    assert_asked(&server, 1, 1).await;
}

#[tokio::test]
async fn an_exception_inside_a_200_is_an_error() {
    let inside = r#"{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}"#;
    let server = Server::playing([Reply::ok(inside)]);
    let error = failure(config(server.url())).await;
    assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
    assert_says(&error, &["UnknownOperationException", "status 200"]);
    assert_eq!(error.raw_response().and_then(|raw| raw.body().bytes()), Some(inside.as_bytes()));
    assert_asked(&server, 1, 1).await;
}
