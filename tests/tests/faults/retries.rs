//! Retries: what is retried, after which delay, and over which connection.

use std::time::{Duration, Instant};

use iot_jobs_data::config::retry::{ReconnectMode, RetryConfig};
use iot_jobs_data::error::{ProvideErrorMetadata, SdkError};
use tests::server::{Reply, Server};

use crate::call::{assert_asked, assert_says, call, client, config, failure};
use crate::driver::Client;

#[tokio::test]
async fn retry_after_is_honoured() {
    let throttled = Reply::new(429, r#"{"code":"ThrottlingException"}"#).header("retry-after", "1");
    assert_waits(throttled, Duration::from_secs(1), 1).await;
}

#[tokio::test]
async fn retry_after_as_a_date_is_honoured() {
    // A date has whole seconds only: this one is one to two seconds ahead.
    let date = crate::clock::http_date(2);
    let busy = Reply::new(503, "").header("retry-after", &date);
    assert_waits(busy, Duration::from_millis(900), 2).await;
}

#[tokio::test]
async fn x_amz_retry_after_is_honoured() {
    let busy = Reply::new(500, "{}").header("x-amz-retry-after", "300");
    assert_waits(busy, Duration::from_millis(300), 2).await;
}

/// After this reply, the client waits this long, although its own delays are zero. The two attempts
/// use this many connections.
async fn assert_waits(reply: Reply, pause: Duration, connections: usize) {
    let server = Server::playing([reply, Reply::ok("{}")]);
    let start = Instant::now();
    call(&client(&server)).await.expect("the second attempt succeeds");
    assert!(start.elapsed() >= pause, "{:?}", start.elapsed());
    assert_asked(&server, 2, connections).await;
}

#[tokio::test]
async fn a_retry_after_of_hours_is_left_to_the_caller() {
    let server = Server::playing([Reply::new(503, "").header("retry-after", "7200")]);
    let error = failure(config(server.url())).await;
    assert_says(&error, &["status 503", "1 attempt,"]);
    let raw = error.raw_response().expect("the reply");
    assert_eq!(raw.headers().get("retry-after"), Some("7200"));
    assert_asked(&server, 1, 1).await;
}

#[tokio::test]
async fn a_429_without_a_code_is_tried_again() {
    let server = Server::playing(vec![Reply::new(429, ""); 3]);
    let error = failure(config(server.url())).await;
    assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
    assert_says(&error, &["status 429", "3 attempts"]);
    assert_asked(&server, 3, 1).await;
}

#[tokio::test]
async fn a_transient_status_is_tried_three_times_on_three_connections() {
    for status in [500, 502, 503, 504] {
        let server = Server::playing(vec![Reply::new(status, r#"{"message":"busy"}"#); 3]);
        let error = failure(config(server.url())).await;
        assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
        assert_says(&error, &["busy", &format!("status {status}"), "3 attempts"]);
        assert_eq!(error.message(), Some("busy"));
        assert_asked(&server, 3, 3).await;
    }
}

/// A load balancer that passes each connection to a server; the first server fails.
#[tokio::test]
async fn the_connection_of_a_server_in_trouble_is_not_used_again() {
    for body in ["", r#"{"message":"busy"}"#] {
        let balancer = Server::answering(move |request| match request.connection {
            0 => Reply::new(503, body),
            _ => Reply::ok("{}"),
        });
        let client = client(&balancer);
        for _ in 0..3 {
            call(&client).await.expect("the second attempt succeeds");
        }
        assert_eq!(balancer.connections(), 2, "{body}");
        balancer.has_open_at_most(1).await;
    }
}

#[tokio::test]
async fn connections_can_be_kept_in_spite_of_trouble() {
    let replies = [Reply::new(503, ""), Reply::new(500, "{}"), Reply::ok("{}")];
    let server = Server::playing(replies);
    let retries = RetryConfig::standard()
        .with_initial_backoff(Duration::ZERO)
        .with_reconnect_mode(ReconnectMode::ReuseAllConnections);
    let client = Client::from_conf(config(server.url()).retry_config(retries).build());
    call(&client).await.expect("the third attempt succeeds");
    assert_asked(&server, 3, 1).await;
}

#[tokio::test]
async fn a_server_that_throttles_is_not_in_trouble() {
    let slow_down = Reply::new(503, r#"{"code":"SlowDown"}"#);
    let server = Server::playing([slow_down, Reply::ok("{}")]);
    call(&client(&server)).await.expect("the second attempt succeeds");
    assert_asked(&server, 2, 1).await;
}

#[tokio::test]
async fn a_status_that_will_not_change_is_not_tried_again() {
    for status in [400, 402, 403, 404, 409, 410, 501] {
        let server = Server::playing([Reply::new(status, "{}")]);
        let error = failure(config(server.url())).await;
        assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
        assert_says(&error, &[&format!("status {status}"), "1 attempt,"]);
        assert_asked(&server, 1, 1).await;
    }
}

#[tokio::test]
async fn a_call_gets_through_after_two_failures() {
    let server = Server::playing([Reply::new(503, ""), Reply::new(500, ""), Reply::ok("{}")]);
    call(&client(&server)).await.expect("the third attempt succeeds");
    let requests = server.requests();
    let attempts: Vec<_> =
        requests.iter().filter_map(|request| request.header("amz-sdk-request")).collect();
    assert_eq!(attempts, ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"]);
}
