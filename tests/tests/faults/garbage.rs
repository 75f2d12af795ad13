//! Replies that are not HTTP, or exceed limits.

use iot_jobs_data::error::TransportErrorKind;
use tests::server::{Reply, Server};

use crate::call::{assert_asked, assert_kind, assert_says, config, failure};

#[tokio::test]
async fn a_reply_that_is_not_http_is_an_error_and_not_asked_for_again() {
    assert_malformed(Reply::raw("SSH-2.0-OpenSSH_9.6\r\n"), &["no usable reply", "invalid HTTP"])
        .await;
    assert_malformed(
        Reply::raw(vec![0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46]),
        &["no usable reply", "invalid HTTP"],
    )
    .await;
}

#[tokio::test]
async fn headers_too_large_are_an_error_and_not_asked_for_again() {
    let reply = Reply::ok("{}").header("x-large", &"a".repeat(2 << 20));
    assert_malformed(reply, &["no usable reply", "head is too large"]).await;
}

#[tokio::test]
async fn too_many_headers_are_an_error_and_not_asked_for_again() {
    let many =
        (0..1000).fold(Reply::ok("{}"), |reply, n| reply.append_header(&format!("x-{n}"), "a"));
    assert_malformed(many, &["no usable reply", "head is too large"]).await;
}

#[tokio::test]
async fn a_server_that_speaks_first_is_an_error_and_not_asked_again() {
    let server = Server::greeting("220 mail.example ESMTP\r\n");
    let error = failure(config(format!("http://{}", server.address()))).await;
    assert_kind(&error, TransportErrorKind::Malformed);
    assert_says(&error, &["no usable reply", "1 attempt,"]);
}

#[tokio::test]
async fn a_length_that_is_no_number_is_an_error_and_not_asked_for_again() {
    let reply = Reply::ok("{}").header("content-length", "many");
    assert_malformed(reply, &["no usable reply", "content-length"]).await;
    let reply = Reply::ok("many\r\n{}\r\n0\r\n\r\n").header("transfer-encoding", "chunked");
    assert_malformed(reply, &["no usable reply", "chunk"]).await;
}

#[tokio::test]
async fn a_length_beyond_the_limit_is_refused_before_it_is_read() {
    let reply = Reply::ok("{}").header("content-length", "17179869184").followed_forever_by(" ");
    assert_malformed(reply, &["limit of 16777216 bytes"]).await;
}

#[tokio::test]
async fn a_body_without_end_is_read_up_to_the_limit() {
    let server = Server::playing([Reply::endless(&" ".repeat(1000))]);
    let error = failure(config(server.url()).response_limit(50_000)).await;
    assert_kind(&error, TransportErrorKind::Malformed);
    assert_says(&error, &["limit of 50000 bytes", "1 attempt,"]);
    assert_asked(&server, 1, 1).await;
    server.has_open_at_most(0).await;
}

#[tokio::test]
async fn an_error_page_without_end_is_read_up_to_the_limit() {
    let reply = Reply::new(404, "")
        .header("transfer-encoding", "chunked")
        .followed_forever_by("4\r\n<br>\r\n");
    let server = Server::playing([reply]);
    let error = failure(config(server.url()).response_limit(50_000)).await;
    assert_kind(&error, TransportErrorKind::Malformed);
    assert_says(&error, &["limit of 50000 bytes"]);
    server.has_open_at_most(0).await;
}

async fn assert_malformed(reply: Reply, parts: &[&str]) {
    let server = Server::playing([reply]);
    let error = failure(config(server.url())).await;
    assert_kind(&error, TransportErrorKind::Malformed);
    assert_says(&error, parts);
    assert_says(&error, &["1 attempt,", &server.address().to_string()]);
    assert_asked(&server, 1, 1).await;
    server.has_open_at_most(0).await;
}
