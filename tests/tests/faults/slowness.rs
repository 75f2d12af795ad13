//! Slow servers: every wait has a limit, and the error says which.

use std::time::Duration;

use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::timeout::{MinimumThroughput, TimeoutConfig};
use iot_jobs_data::error::TransportErrorKind;
use tests::server::{At, BlackHole, Reply, Server};
use tokio::task::JoinSet;

use crate::call::{assert_asked, assert_kind, assert_says, call, config, failure};
use crate::driver::Client;

const SHORT: Duration = Duration::from_millis(250);

#[tokio::test]
async fn a_black_hole_is_a_connect_time_out() {
    let hole = BlackHole::open();
    let url = format!("http://{}", hole.address());
    let timeouts = TimeoutConfig::builder().connect_timeout(SHORT).build();
    let error = failure(config(url).timeout_config(timeouts)).await;
    assert_kind(&error, TransportErrorKind::Timeout);
    assert_says(&error, &["connect time-out of 250ms", "3 attempts"]);
    assert!(!error.call().unanswered);
}

#[tokio::test]
async fn no_reply_is_an_attempt_time_out() {
    assert_attempt_times_out(At::Start).await;
}

#[tokio::test]
async fn a_head_that_stalls_is_an_attempt_time_out() {
    assert_attempt_times_out(At::Head).await;
}

#[tokio::test]
async fn a_body_that_stalls_is_an_attempt_time_out() {
    assert_attempt_times_out(At::HeadEnd).await;
    assert_attempt_times_out(At::Body).await;
}

async fn assert_attempt_times_out(place: At) {
    let server = Server::playing(vec![Reply::ok("{  }").stall(place); 3]);
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(SHORT).build();
    let error = failure(config(server.url()).timeout_config(timeouts)).await;
    assert_kind(&error, TransportErrorKind::Timeout);
    assert_says(&error, &["attempt time-out of 250ms", "3 attempts"]);
    assert!(error.call().unanswered);
    assert_asked(&server, 3, 3).await;
    // No wait is left.
    server.has_open_at_most(0).await;
}

#[tokio::test]
async fn a_reply_that_stalls_at_any_byte_is_given_up() {
    let reply = || Reply::ok(r#"{"queuedJobs":[]}"#);
    let stalls = (0..reply().length()).map(|count| reply().stall(At::Byte(count)));
    let server = Server::playing(stalls);
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(SHORT).build();
    let config = config(server.url()).timeout_config(timeouts);
    let client = Client::from_conf(config.retry_config(RetryConfig::disabled()).build());
    let mut calls = JoinSet::new();
    for _ in 0..reply().length() {
        let client = client.clone();
        calls.spawn(async move { call(&client).await.expect_err("no whole reply") });
    }
    for error in calls.join_all().await {
        assert_kind(&error, TransportErrorKind::Timeout);
    }
    assert_eq!(server.requests().len(), reply().length());
    server.has_open_at_most(0).await;
}

#[tokio::test]
async fn no_head_in_time_is_a_read_time_out() {
    let timeouts = TimeoutConfig::builder().read_timeout(SHORT).build();
    for place in [At::Start, At::Head] {
        let server = Server::playing(vec![Reply::ok("{}").stall(place); 3]);
        let error = failure(config(server.url()).timeout_config(timeouts.clone())).await;
        assert_kind(&error, TransportErrorKind::Timeout);
        assert_says(&error, &["read time-out of 250ms", "3 attempts"]);
        assert_asked(&server, 3, 3).await;
    }
}

#[tokio::test]
async fn the_operation_time_out_ends_all_attempts() {
    let server = Server::playing([Reply::new(503, ""), Reply::ok("{}").stall(At::Start)]);
    let timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_secs(1)).build();
    let error = failure(config(server.url()).timeout_config(timeouts)).await;
    assert_kind(&error, TransportErrorKind::Timeout);
    assert_says(&error, &["operation time-out of 1s", "2 attempts"]);
    assert_asked(&server, 2, 2).await;
    server.has_open_at_most(0).await;
}

#[tokio::test]
async fn a_pause_that_the_operation_time_out_cannot_hold_is_not_begun() {
    let busy = Reply::new(503, r#"{"message":"busy"}"#).header("retry-after", "10");
    let server = Server::playing([busy]);
    let timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_secs(10)).build();
    let error = failure(config(server.url()).timeout_config(timeouts)).await;
    assert_says(&error, &["busy", "status 503", "1 attempt,"]);
    assert_asked(&server, 1, 1).await;
}

#[tokio::test]
async fn a_trickling_body_is_below_the_minimum_throughput() {
    // One byte every 30 milliseconds is about 33 a second.
    let reply = Reply::ok(" ".repeat(1000)).trickled(Duration::from_millis(30));
    let server = Server::playing(vec![reply; 3]);
    let least = MinimumThroughput::new(1000, SHORT);
    let error = failure(config(server.url()).minimum_throughput(least)).await;
    assert_kind(&error, TransportErrorKind::Timeout);
    assert_says(&error, &["minimum throughput of 1000 bytes a second", "3 attempts"]);
    assert_asked(&server, 3, 3).await;
    server.has_open_at_most(0).await;
}

#[tokio::test]
async fn a_body_that_is_slow_but_fast_enough_is_waited_for() {
    let body = format!("{{{}}}", " ".repeat(40));
    let reply = Reply::ok(body).trickled(Duration::from_millis(30));
    let server = Server::playing([reply.clone(), reply]);
    // The body takes at least two spans.
    let slow = MinimumThroughput::new(1, Duration::from_millis(600));
    for least in [slow, MinimumThroughput::disabled()] {
        let client = Client::from_conf(config(server.url()).minimum_throughput(least).build());
        call(&client).await.expect("an answer");
    }
    assert_asked(&server, 2, 2).await;
}
