//! Header values that are not ASCII.

use http::HeaderValue;
use iot_jobs_data::Operation;
use iot_jobs_data::error::SdkError;
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsError, GetPendingJobExecutionsOutput,
};
use smithy_client_runtime::error::BuildError;
use smithy_client_runtime::wire::{Request, RequestBuilder};
use tests::server::{self, Reply, Server};

use crate::call::{assert_asked, assert_says, client};

/// An operation with a member in a header.
struct Label(Option<String>);

impl Operation for Label {
    type Client = iot_jobs_data::Client;
    type Output = GetPendingJobExecutionsOutput;
    type Error = GetPendingJobExecutionsError;
    const NAME: &'static str = "Label";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/label";

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::of::<Self>().header("x-note", &self.0).empty()
    }
}

#[tokio::test]
async fn a_header_in_utf8_is_signed_and_sent() {
    let server = Server::playing(vec![Reply::ok("{}"); 2]);
    let client = client(&server);
    client.send(Label(Some("Größe 5 €".to_owned()))).await.expect("an answer");
    let call = client.get_pending_job_executions().thing_name("pump").customize();
    call.header("x-note", "Größe 5 €").send().await.expect("an answer");
    let is_signed = |request: &server::Request| {
        let authorization = request.header("authorization").expect("a signature");
        authorization.contains("SignedHeaders=host;x-amz-date;x-note,")
    };
    for request in server.requests() {
        assert_eq!(request.headers["x-note"].as_bytes(), "Größe 5 €".as_bytes());
        assert!(is_signed(&request), "{request:?}");
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
