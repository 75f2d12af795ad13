//! Connections that fail, break off or end, and the effect on the next call.

use std::io;
use std::time::Duration;

use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::error::TransportErrorKind;
use tests::server::{At, ClosedPort, Reply, Server};

use crate::call::{
    assert_asked, assert_kind, assert_says, call, cause, client, config, failure, patient_config,
};
use crate::driver::Client;
use crate::transport::connecting_within;

#[tokio::test]
async fn a_reset_before_the_reply_is_tried_three_times_and_named() {
    let server = Server::playing(vec![Reply::ok("{}").reset(At::Start); 3]);
    let error = failure(config(server.url())).await;
    assert_kind(&error, TransportErrorKind::Interrupted);
    assert_says(&error, &["the connection broke off", "reset", "3 attempts"]);
    let cause = cause::<io::Error>(&error).map(io::Error::kind);
    assert_eq!(cause, Some(io::ErrorKind::ConnectionReset));
    assert_asked(&server, 3, 3).await;
}

#[tokio::test]
async fn a_close_before_the_reply_is_tried_three_times_and_named() {
    let server = Server::playing(vec![Reply::ok("{}").fin(At::Start); 3]);
    let error = failure(config(server.url())).await;
    assert_kind(&error, TransportErrorKind::Interrupted);
    let text = "the connection broke off: connection closed before the reply was complete; an";
    assert_says(&error, &[text, "3 attempts"]);
    assert_asked(&server, 3, 3).await;
}

#[tokio::test]
async fn a_reply_that_breaks_off_anywhere_is_asked_for_again() {
    let reply = || Reply::ok(r#"{"queuedJobs":[{"jobId":"flush"}]}"#);
    for place in [At::Start, At::Byte(3), At::Head, At::HeadEnd, At::Body] {
        for broken in [reply().reset(place), reply().fin(place)] {
            let server = Server::playing([broken, reply()]);
            let output = call(&client(&server)).await.expect("the second attempt succeeds");
            assert_eq!(output.queued_jobs().len(), 1, "{place:?}");
            assert_asked(&server, 2, 2).await;
        }
    }
}

#[tokio::test]
async fn a_reply_cut_short_at_any_byte_is_never_taken_for_a_whole_one() {
    let reply = || Reply::ok(r#"{"queuedJobs":[]}"#);
    let cuts: Vec<_> = (0..reply().length())
        .flat_map(|count| [reply().fin(At::Byte(count)), reply().reset(At::Byte(count))])
        .collect();
    let count = cuts.len();
    let server = Server::playing(cuts);
    let config = config(server.url()).retry_config(RetryConfig::disabled());
    let client = Client::from_conf(config.build());
    for _ in 0..count {
        let error = call(&client).await.expect_err("no whole reply");
        assert_kind(&error, TransportErrorKind::Interrupted);
    }
    assert_asked(&server, count, count).await;
}

#[tokio::test]
async fn a_refused_connection_is_named_as_that() {
    let port = ClosedPort::take();
    for scheme in ["http", "https"] {
        let config = patient_config(format!("{scheme}://{}", port.address()));
        let error = failure(config.transport(connecting_within(Duration::from_secs(3)))).await;
        assert_kind(&error, TransportErrorKind::Connect);
        assert_says(&error, &["cannot connect", "connection refused", "3 attempts"]);
        assert!(!error.call().unanswered);
        let cause = cause::<io::Error>(&error).map(io::Error::kind);
        assert_eq!(cause, Some(io::ErrorKind::ConnectionRefused));
        // Two delays of at most a tenth of a second, and plenty of time for a busy machine.
        assert!(error.call().elapsed < Duration::from_secs(5), "{error}");
    }
}

#[tokio::test]
async fn a_name_that_nobody_knows_is_no_connection() {
    // Too long for a name, so no DNS server is asked.
    let error = failure(config(format!("http://{}.invalid", "x".repeat(64)))).await;
    assert_kind(&error, TransportErrorKind::Connect);
    assert_says(&error, &["cannot connect", "lookup", "3 attempts"]);
    assert!(!error.call().unanswered);
}

#[tokio::test]
async fn calls_one_after_the_other_share_a_connection() {
    let server = Server::playing(vec![Reply::ok("{}"); 5]);
    let client = client(&server);
    for _ in 0..5 {
        call(&client).await.expect("an answer");
    }
    assert_asked(&server, 5, 1).await;
}

#[tokio::test]
async fn a_connection_that_the_server_closes_is_not_used_again() {
    for reply in [Reply::ok("{}").closing(), Reply::ok("{}").fin(At::End)] {
        let server = Server::playing([reply, Reply::ok("{}")]);
        let client = client(&server);
        call(&client).await.expect("an answer");
        server.has_ended(1).await;
        call(&client).await.expect("another answer");
        assert_asked(&server, 2, 2).await;
        // The blocking client may close the first one only now.
        server.has_open_at_most(1).await;
        // The first attempt of each call: nothing was lost.
        let requests = server.requests();
        assert!(requests.iter().all(|r| r.header("amz-sdk-request") == Some("attempt=1; max=3")));
    }
}

#[tokio::test]
async fn a_connection_that_breaks_while_it_is_used_again_is_replaced() {
    for broken in [Reply::ok("{}").reset(At::Start), Reply::ok("{}").fin(At::Start)] {
        let server = Server::playing([Reply::ok("{}"), broken, Reply::ok("{}")]);
        let client = client(&server);
        call(&client).await.expect("an answer");
        call(&client).await.expect("the second attempt succeeds");
        let connections: Vec<_> = server.requests().iter().map(|r| r.connection).collect();
        assert_eq!(connections, [0, 0, 1]);
    }
}

#[tokio::test]
async fn ipv6_is_spoken_too() {
    let server = Server::on_ipv6([Reply::ok("{}")]);
    call(&client(&server)).await.expect("an answer");
    let host = server.address().to_string();
    assert_eq!(server.requests()[0].header("host"), Some(host.as_str()));
}
