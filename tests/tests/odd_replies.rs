//! Unusual replies that can still be read.

use bytes::Bytes;
use http::{HeaderValue, Response};
use iot_jobs_data::Client;
use iot_jobs_data::config::http::HttpResponse;
use iot_jobs_data::config::{Attempt, Interceptor, ReplayEvent, ReplayTransport};
use iot_jobs_data::error::{BoxError, SdkError};
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsError, GetPendingJobExecutionsOutput,
};
use smithy_client_runtime::wire::MemoryLimit;
use tests::script::Script;

type Answer = Result<GetPendingJobExecutionsOutput, SdkError<GetPendingJobExecutionsError>>;

async fn answer(client: &Client) -> Answer {
    client.get_pending_job_executions().thing_name("pump").send().await
}

/// The result of a call with this reply.
async fn reply(status: u16, headers: &[(&'static str, &[u8])], body: &[u8]) -> Answer {
    let mut response = Response::new(Bytes::copy_from_slice(body));
    *response.status_mut() = status.try_into().expect("a status");
    for (name, value) in headers {
        let value = HeaderValue::from_bytes(value).expect("a value");
        response.headers_mut().append(*name, value);
    }
    let replay = ReplayTransport::new([ReplayEvent::response(response)]);
    answer(&Client::from_conf(Script::default().config().transport(replay).build())).await
}

#[tokio::test]
async fn a_success_with_nothing_in_its_body_is_an_empty_answer() {
    for body in ["", " \r\n", "null", "\u{feff}", "\u{feff}{}", "\u{feff} null\n"] {
        let output = reply(200, &[], body.as_bytes()).await;
        let output = output.unwrap_or_else(|error| panic!("{body:?}: {error}"));
        assert_eq!(output, GetPendingJobExecutionsOutput::default(), "{body:?}");
    }
}

#[tokio::test]
async fn text_that_was_cut_between_surrogates_is_read() {
    let output = reply(200, &[], br#"{"queuedJobs":[{"jobId":"a\ud83d"}]}"#).await;
    let output = output.expect("an answer");
    assert_eq!(output.queued_jobs()[0].job_id(), Some("a\u{fffd}"));
    let body = br#"{"code":"InvalidRequestException","message":"a\ud83d"}"#;
    let error = reply(400, &[], body).await.expect_err("an objection").into_service_error();
    assert!(error.is_invalid_request_exception(), "{error}");
    assert_eq!(error.to_string(), "InvalidRequestException: a\u{fffd}");
}

#[tokio::test]
async fn a_limit_of_bodies_limits_the_memory_that_they_are_read_into() {
    let body = format!(r#"{{"queuedJobs":[{}{{}}]}}"#, "{},".repeat(300_000));
    let with_limit = |limit| {
        let replay = ReplayTransport::new([ReplayEvent::json(200, body.clone())]);
        let config = Script::default().config().transport(replay).response_limit(limit);
        Client::from_conf(config.build())
    };
    let error = answer(&with_limit(1 << 20)).await.expect_err("it is too large").to_string();
    assert!(error.contains("`MemoryLimit`"), "{error}");
    let output = answer(&with_limit(16 << 20)).await.expect("an answer");
    assert_eq!(output.queued_jobs().len(), 300_001);
}

#[tokio::test]
async fn the_first_of_several_codes_is_the_error() {
    let codes = b"ResourceNotFoundException,InternalFailure";
    let error = reply(404, &[("x-amzn-errortype", codes)], b"{}").await.expect_err("an objection");
    assert!(error.into_service_error().is_resource_not_found_exception());
}

#[tokio::test]
async fn headers_that_are_not_text_lose_nothing() {
    let headers: [(_, &[u8]); 3] =
        [("x-amzn-errortype", b"B\xe4d"), ("x-amzn-requestid", b"\xff"), ("x-more", b"\xfe")];
    let error = reply(400, &headers, br#"{"message":"m"}"#).await.expect_err("an objection");
    let line = error.to_string();
    assert!(line.starts_with("GetPendingJobExecutions failed: B\u{e4}d: m (status 400)"), "{line}");
    assert!(reply(200, &headers[1..], b"{}").await.is_ok());
}

#[tokio::test]
async fn numbers_that_their_type_cannot_hold_are_errors() {
    for number in ["9223372036854775808", "-9223372036854775809", "1e300", "-1e300"] {
        let body = format!(r#"{{"queuedJobs":[{{"queuedAt":{number}}}]}}"#);
        let error = reply(200, &[], body.as_bytes()).await.expect_err("no such number");
        assert!(error.to_string().contains("is out of range"), "{number}: {error}");
    }
}

#[tokio::test]
async fn an_encoding_that_nobody_asked_for_is_named() {
    let gzip = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\xae\x05\0C\xbf\xa6\xa3\x02\0\0\0";
    for status in [200, 400] {
        let error = reply(status, &[("content-encoding", b"gzip")], gzip).await;
        let line = error.expect_err("an encoding").to_string();
        assert!(line.contains("encoded as gzip, which this client does not decode"), "{line}");
        assert!(line.contains("with 22 bytes, which are not text"), "{line}");
    }
}

#[tokio::test]
async fn the_memory_for_an_answer_can_be_limited() {
    #[derive(Debug)]
    struct Limit(usize);

    impl Interceptor for Limit {
        fn modify_before_deserialization(
            &self,
            _attempt: Attempt,
            response: &mut HttpResponse,
        ) -> Result<(), BoxError> {
            response.extensions_mut().insert(MemoryLimit::new(self.0));
            Ok(())
        }
    }

    let body = format!(r#"{{"queuedJobs":[{}{{}}]}}"#, "{},".repeat(999));
    for (limit, is_enough) in [(1 << 20, true), (1 << 12, false)] {
        let config = Script::default().reply(200, &[], &body).config().interceptor(Limit(limit));
        let answer = answer(&Client::from_conf(config.build())).await;
        assert_eq!(answer.is_ok(), is_enough, "{limit}: {answer:?}");
    }
}
