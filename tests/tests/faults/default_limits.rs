//! The limits by default, which are too long to be waited for: a clock that tests can stop measures
//! them.

use std::time::Duration;

use iot_jobs_data::Client;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::timeout::{MinimumThroughput, TimeoutConfig};
use iot_jobs_data::error::TransportErrorKind;
use tests::server::{At, BlackHole, Reply, Server};
use tokio::time::Instant;

use crate::call::{assert_asked, assert_kind, assert_says, call, config, failure, patient_config};

/// Real sockets, but a clock that jumps to the next time-out as soon as nothing else happens.
#[tokio::test(start_paused = true)]
async fn a_black_hole_is_given_up_within_eleven_seconds_by_default() {
    let hole = BlackHole::open();
    let start = Instant::now();
    let error = failure(patient_config(format!("http://{}", hole.address()))).await;
    assert_kind(&error, TransportErrorKind::Timeout);
    assert_says(&error, &["connect time-out of 3.1s", "3 attempts"]);
    assert!(start.elapsed() >= Duration::from_millis(9300), "{:?}", start.elapsed());
    assert!(start.elapsed() <= Duration::from_secs(11), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn no_reply_is_given_up_after_half_a_minute_by_default() {
    let server = Server::playing(vec![Reply::ok("{}").stall(At::Start); 3]);
    let start = Instant::now();
    let error = failure(patient_config(server.url())).await;
    assert_kind(&error, TransportErrorKind::Timeout);
    assert_says(&error, &["attempt time-out of 30s", "3 attempts"]);
    assert!(start.elapsed() >= Duration::from_secs(90), "{:?}", start.elapsed());
    assert!(start.elapsed() < Duration::from_secs(92), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_dead_line_is_given_up_after_ten_seconds_by_default() {
    let server = Server::playing([Reply::ok("{  }").stall(At::Body)]);
    let config = patient_config(server.url()).retry_config(RetryConfig::disabled());
    let start = Instant::now();
    let call = tokio::spawn(failure(config));
    // The clock may jump once the start of the body has arrived.
    server.has_requests(1).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    tokio::time::pause();
    let error = call.await.expect("an error");
    assert_kind(&error, TransportErrorKind::Timeout);
    assert_says(&error, &["minimum throughput of 1 bytes a second over 10s", "1 attempt,"]);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn without_time_outs_a_call_waits_for_ever() {
    for place in [At::Start, At::Head, At::Body] {
        let server = Server::playing([Reply::ok("{  }").stall(place)]);
        let config = config(server.url())
            .timeout_config(TimeoutConfig::disabled())
            .minimum_throughput(MinimumThroughput::disabled());
        let client = Client::from_conf(config.build());
        let a_day = Duration::from_secs(24 * 60 * 60);
        tokio::time::timeout(a_day, call(&client)).await.expect_err("no end of it");
        assert_asked(&server, 1, 1).await;
    }
}
