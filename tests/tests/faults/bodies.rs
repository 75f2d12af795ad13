//! Successful replies that do not quite match the model.

use iot_jobs_data::error::{SdkError, TransportErrorKind};
use tests::server::{At, Reply, Server};

use crate::call::{Failure, assert_asked, assert_kind, assert_says, call, client, config, failure};

#[tokio::test]
async fn truncated_json_is_an_error_that_quotes_it() {
    let body = r#"{"queuedJobs":[{"jobId":"fl"#;
    let error = unreadable(Reply::ok(body)).await;
    assert_says(&error, &["status 200", "application/json", r#"{\"queuedJobs\":[{\"jobId\":\"fl"#]);
    assert_eq!(error.raw_response().and_then(|raw| raw.body().bytes()), Some(body.as_bytes()));
}

#[tokio::test]
async fn the_page_of_a_captive_portal_is_an_error_that_says_what_came() {
    let page = "<!DOCTYPE html>\n<title>Welcome to Airport WiFi</title>";
    let error = unreadable(Reply::ok(page).header("content-type", "text/html")).await;
    assert_says(&error, &["status 200", "text/html", "<!DOCTYPE html> <title>Welcome to Airport"]);
    assert_eq!(error.raw_response().and_then(|raw| raw.body().bytes()), Some(page.as_bytes()));
}

/// The client does not retry a reply that it cannot parse.
async fn unreadable(reply: Reply) -> Failure {
    let server = Server::playing([reply]);
    let error = failure(config(server.url())).await;
    assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
    assert_says(&error, &[&server.address().to_string(), "1 attempt,"]);
    assert_asked(&server, 1, 1).await;
    error
}

#[tokio::test]
async fn a_body_shorter_than_its_length_is_asked_for_again() {
    let short = Reply::ok(LISTS).fin(At::Body);
    let server = Server::playing(vec![short.clone(); 3]);
    let error = failure(config(server.url())).await;
    assert_kind(&error, TransportErrorKind::Interrupted);
    assert_says(&error, &["the connection broke off", "3 attempts"]);
    assert_asked(&server, 3, 3).await;

    let server = Server::playing([short, Reply::ok(LISTS)]);
    let output = call(&client(&server)).await.expect("the second attempt succeeds");
    assert_eq!(output.queued_jobs().len(), 1);
    assert_asked(&server, 2, 2).await;
}

#[tokio::test]
async fn a_body_without_its_last_chunk_is_asked_for_again() {
    let chunked = |body: &str| Reply::ok(body).header("transfer-encoding", "chunked");
    let whole = chunked("2\r\n{}\r\n0\r\n\r\n");
    for cut in ["", "2", "2\r\n{", "2\r\n{}\r\n", "2\r\n{}\r\n0\r\n"] {
        let server = Server::playing([chunked(cut).fin(At::End), whole.clone()]);
        call(&client(&server)).await.expect("the second attempt succeeds");
        assert_asked(&server, 2, 2).await;
    }
}

/// Without a length and without chunks, a body ends with its connection, so an empty one may be
/// truncated.
#[tokio::test]
async fn a_success_of_which_only_the_head_came_is_asked_for_again() {
    for head in ["HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.0 200 OK\r\nx-a: b\r\n\r\n"] {
        let server = Server::playing(vec![Reply::raw(head); 3]);
        let error = failure(config(server.url())).await;
        assert_kind(&error, TransportErrorKind::Interrupted);
        assert_says(&error, &["closed before the reply was complete", "3 attempts"]);
        assert_asked(&server, 3, 3).await;

        let server = Server::playing([Reply::raw(head), Reply::raw(format!("{head}{LISTS}"))]);
        let output = call(&client(&server)).await.expect("the second attempt succeeds");
        assert_eq!(output.queued_jobs().len(), 1);
        assert_asked(&server, 2, 2).await;
    }
}

#[tokio::test]
async fn a_body_that_ends_with_its_connection_is_whole_if_its_json_is() {
    let start = "HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n{\"queuedJobs\":[";
    let error = unreadable(Reply::raw(start)).await;
    assert_says(&error, &["status 200", r#"{\"queuedJobs\":["#]);
}

#[tokio::test]
async fn a_success_without_content_needs_no_length() {
    let server = Server::playing([Reply::raw("HTTP/1.1 204 No Content\r\n\r\n")]);
    call(&client(&server)).await.expect("an answer");
    assert_asked(&server, 1, 1).await;
}

#[tokio::test]
async fn an_empty_body_is_an_empty_answer() {
    let server = Server::playing([Reply::ok("")]);
    let output = call(&client(&server)).await.expect("an answer");
    assert!(output.queued_jobs.is_none() && output.in_progress_jobs.is_none());
    assert_asked(&server, 1, 1).await;
}

#[tokio::test]
async fn null_inside_a_list_is_dropped() {
    let server = Server::playing([Reply::ok(r#"{"queuedJobs":[null,{"jobId":"flush"},null]}"#)]);
    let output = call(&client(&server)).await.expect("an answer");
    let ids: Vec<_> = output.queued_jobs().iter().map(|job| job.job_id()).collect();
    assert_eq!(ids, [Some("flush")]);
}

#[tokio::test]
async fn whole_numbers_may_be_written_in_any_way_and_keep_every_digit() {
    let body = r#"{"queuedJobs":[{
        "queuedAt":1763711000.5,"startedAt":1e3,
        "lastUpdatedAt":9007199254740993,"versionNumber":9223372036854775807}]}"#;
    let server = Server::playing([Reply::ok(body)]);
    let output = call(&client(&server)).await.expect("an answer");
    let job = &output.queued_jobs()[0];
    assert_eq!((job.queued_at(), job.started_at()), (1_763_711_000, Some(1000)));
    assert_eq!(job.last_updated_at(), 9_007_199_254_740_993);
    assert_eq!(job.version_number(), i64::MAX);
}

#[tokio::test]
async fn informational_replies_before_the_reply_are_passed_over() {
    let server = Server::playing([
        Reply::ok(LISTS).after_informational(100).after_informational(103),
        Reply::ok("{}"),
    ]);
    let client = client(&server);
    let output = call(&client).await.expect("an answer");
    assert_eq!(output.queued_jobs().len(), 1);
    call(&client).await.expect("another answer");
    assert_asked(&server, 2, 1).await;
}

const LISTS: &str = r#"{"inProgressJobs":[],"queuedJobs":[{"jobId":"flush","versionNumber":1}]}"#;
