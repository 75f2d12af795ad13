//! Headers that belong to the client: neither members nor callers can use them to truncate a body,
//! leave it unsigned or redirect it. And values that are not ASCII.

use std::collections::HashMap;

use http::HeaderValue;
use iot_jobs_data::Operation;
use iot_jobs_data::error::{BuildError, SdkError};
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsError, GetPendingJobExecutionsOutput,
};
use smithy_client_runtime::wire::{Request, RequestBuilder};
use tests::server::{Reply, Server};

use crate::call::{assert_asked, assert_says, client};

/// Sets any headers through a member, as `httpPrefixHeaders` without a prefix does.
struct Put(HashMap<String, String>);

impl Operation for Put {
    type Client = iot_jobs_data::Client;
    type Output = GetPendingJobExecutionsOutput;
    type Error = GetPendingJobExecutionsError;
    const NAME: &'static str = "Put";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/put";

    fn request(&self) -> Result<Request, BuildError> {
        let headers = Some(self.0.clone());
        let builder = RequestBuilder::of::<Self>().prefix_headers("", &headers);
        builder.json(&serde_json::json!({"a": "0123456789"}))
    }
}

const REFUSED: [(&str, &str); 14] = [
    ("content-length", "3"),
    ("Content-Length", "99"),
    ("host", "evil.example"),
    ("transfer-encoding", "chunked"),
    ("connection", "close"),
    ("te", "trailers"),
    ("trailer", "x-a"),
    ("upgrade", "h2c"),
    ("keep-alive", "timeout=1"),
    ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
    ("authorization", "Basic eDp5"),
    ("x-amz-date", "20150101T000000Z"),
    ("x-amz-security-token", "other"),
    ("amz-sdk-request", "attempt=7"),
];

#[tokio::test]
async fn a_member_sets_none_of_the_headers_of_the_client() {
    let server = Server::playing([Reply::ok("{}")]);
    let client = client(&server);
    for (name, value) in REFUSED {
        let put = Put(HashMap::from([(name.to_owned(), value.to_owned())]));
        let error = client.send(put).await.expect_err(name);
        assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
        assert_says(&error, &[&format!("{:?}", name.to_lowercase()), "cannot be set"]);
    }
    let fine = [("x-note", "a"), ("content-type", "application/x-json"), ("expect", "nothing")];
    let fine = fine.map(|(name, value)| (name.to_owned(), value.to_owned()));
    client.send(Put(fine.into())).await.expect("an answer");
    let request = server.requests().remove(0);
    assert_eq!(request.header("x-note"), Some("a"));
    assert_eq!(request.body, br#"{"a":"0123456789"}"#);
    assert_asked(&server, 1, 1).await;
}

#[tokio::test]
async fn a_caller_sets_none_of_them_either() {
    let server = Server::playing([]);
    let client = client(&server);
    let pending = || client.get_pending_job_executions().thing_name("pump").customize();
    for (name, value) in REFUSED {
        let error = pending().header(name, value).send().await.expect_err(name);
        assert_says(&error, &[&format!("{:?}", name.to_lowercase()), "cannot be set"]);
        let error = pending().header(name, value).into_signed_request().await.expect_err(name);
        assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
    }
    assert_asked(&server, 0, 0).await;
}

#[tokio::test]
async fn an_interceptor_leaves_the_framing_of_messages_alone() {
    let server = Server::playing([]);
    let client = client(&server);
    for (name, value) in REFUSED.into_iter().filter(|(name, _)| {
        ["content-length", "transfer-encoding", "connection", "upgrade"].contains(name)
    }) {
        let pending = client.get_pending_job_executions().thing_name("pump").customize();
        let changed = pending.mutate_request(move |request| {
            request.headers_mut().insert(name, value);
        });
        assert_says(&changed.send().await.expect_err(name), &[name, "cannot be set"]);
    }
    assert_asked(&server, 0, 0).await;
}

#[tokio::test]
async fn a_header_in_utf8_is_signed_and_sent() {
    let server = Server::playing(vec![Reply::ok("{}"); 2]);
    let client = client(&server);
    let put = Put(HashMap::from([("x-note".to_owned(), "Größe 5 €".to_owned())]));
    client.send(put).await.expect("an answer");
    let call = client.get_pending_job_executions().thing_name("pump").customize();
    call.header("x-note", "Größe 5 €").send().await.expect("an answer");
    for request in server.requests() {
        assert_eq!(request.headers["x-note"].as_bytes(), "Größe 5 €".as_bytes());
        let authorization = request.header("authorization").expect("a signature");
        assert!(authorization.contains("host;x-amz-date;x-note,"), "{authorization}");
    }
    assert_asked(&server, 2, 1).await;
}

#[tokio::test]
async fn a_header_in_another_encoding_is_named_before_anything_is_sent() {
    let server = Server::playing([]);
    let value = HeaderValue::from_bytes(b"Gr\xf6\xdfe").expect("a value");
    let call = client(&server).get_pending_job_executions().thing_name("pump").customize();
    let error = call.header("x-note", value).send().await.expect_err("a refusal");
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
    assert_says(&error, &["the header `x-note` cannot be signed", "not UTF-8"]);
    assert_asked(&server, 0, 0).await;
}
