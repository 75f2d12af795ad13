//! Replies of odd forms are read as the asynchronous client reads them.

use iot_jobs_data::Client as AsyncClient;
use iot_jobs_data::blocking::Client;
use tests::server::{At, Reply, Server};

use crate::{call, config};

/// The result of both clients in words.
async fn both(reply: Reply) -> (String, String) {
    let server = Server::playing([reply.clone()]);
    let blocking = call(&Client::from_conf(config(server.url()).build()));
    let blocking = told(blocking.map(|output| output.queued_jobs), &server);
    let server = Server::playing([reply]);
    let client = AsyncClient::from_conf(config(server.url()).build());
    let asynchronous = client.get_pending_job_executions().thing_name("pump").send().await;
    (blocking, told(asynchronous.map(|output| output.queued_jobs), &server))
}

/// Without the address and the time it took.
fn told<T: std::fmt::Debug, E: std::fmt::Display>(result: Result<T, E>, server: &Server) -> String {
    let text = match result {
        Ok(output) => format!("{output:?}"),
        Err(error) => error.to_string(),
    };
    let text = text.replace(&server.address().to_string(), "HOST");
    match text.rsplit_once(", 0.") {
        Some((start, _)) => start.to_owned(),
        None => text,
    }
}

#[tokio::test]
async fn they_have_the_same_result() {
    let chunked = |body: &str| Reply::ok(body).header("transfer-encoding", "chunked");
    let filler = "a".repeat(50_000);
    let replies = [
        Reply::new(301, "{}").header("location", "http://127.0.0.1:1/"),
        Reply::new(307, "").header("location", "/elsewhere"),
        Reply::new(304, ""),
        Reply::new(204, ""),
        Reply::raw("HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\n{}"),
        Reply::raw("HTTP/1.1 304 Not Modified\r\ncontent-length: 2\r\n\r\n{}"),
        Reply::raw("HTTP/1.1 200 OK\r\n\r\n{}"),
        Reply::raw("HTTP/1.0 200 OK\r\n\r\n{\"queuedJobs\":[]}"),
        Reply::raw("HTTP/1.1 200\r\ncontent-length: 2\r\n\r\n{}"),
        Reply::raw("HTTP/2.0 200 OK\r\n\r\n"),
        Reply::raw("HTTP/1.1 2000 OK\r\n\r\n"),
        Reply::raw("HTTP/1.1 200 OK\r\n: b\r\n\r\n"),
        Reply::raw("220 mail.example ESMTP\r\n"),
        Reply::ok("{}").closing(),
        Reply::ok("{}").header("x-large", &filler),
        Reply::ok("{}").header("x-large", &"a".repeat(1 << 20)),
        Reply::ok("{}").header("content-length", "many"),
        Reply::ok("{}").after_informational(103).after_informational(100),
        Reply::raw(
            "HTTP/1.1 100 Continue\r\nvia: 1.1 proxy\r\n\r\n\
             HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
        ),
        Reply::ok("{}").reset(At::Start),
        Reply::ok("{}").fin(At::Start),
        Reply::ok("{}").reset(At::Body),
        Reply::ok("{}").fin(At::Body),
        chunked("2;name=value\r\n{}\r\n0\r\ntrailer: a\r\n\r\n"),
        chunked("1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"),
        chunked("2\r\n{}\r\n0\r\n").fin(At::End),
        chunked("2\r\n{}").reset(At::End),
    ];
    for reply in replies {
        let (blocking, asynchronous) = both(reply.clone()).await;
        assert_eq!(blocking, asynchronous, "{reply:.300?}");
    }
}

#[test]
fn a_body_that_is_reset_is_not_taken_for_one_that_ends_with_its_connection() {
    let reply = Reply::raw("HTTP/1.1 200 OK\r\n\r\n{}").reset(At::Start);
    let server = Server::playing([reply]);
    call(&Client::from_conf(config(server.url()).build())).expect_err("it broke off");
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = Server::playing([]);
    let server = Server::playing([Reply::new(307, "").header("location", &elsewhere.url())]);
    let error = call(&Client::from_conf(config(server.url()).build())).expect_err("a redirect");
    assert!(error.to_string().contains("status 307"), "{error}");
    assert_eq!((server.requests().len(), elsewhere.connections()), (1, 0));
}
