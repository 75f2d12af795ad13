//! Many calls with a fault in one of twenty: no reply is lost or mixed up, every error is typed,
//! and neither memory nor connections accumulate.
//!
//! `IOT_JOBS_SOAK_CALLS` sets the number of calls: 20,000 by default, up to 200,000.

mod faults;
mod outcome;

use std::io::Write;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, io};

use iot_jobs_data::Client;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::timeout::{MinimumThroughput, TimeoutConfig};
use iot_jobs_data::config::{Config, Credentials, Region};
use tests::memory::resident_memory;
use tests::server::Server;
use tokio::task::JoinSet;

use crate::outcome::Outcomes;

const CALLERS: usize = 50;
const FAULT_EVERY: usize = 20;
/// How many bytes resident memory may grow after the first half of the calls, regardless of their
/// number. Most of it is kept by the server's threads, which levels off after about 10,000 calls.
const MOST_GROWTH: u64 = 4 << 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_comes_back_and_nothing_piles_up() {
    let calls = number_of_calls();
    let asked = Arc::new(AtomicUsize::new(0));
    let server = Server::answering({
        let asked = asked.clone();
        move |request| match asked.fetch_add(1, Ordering::Relaxed) {
            number if number % FAULT_EVERY == 0 => faults::fault(number / FAULT_EVERY, &request),
            _ => faults::answer(&request),
        }
    });
    let client = client(&server);
    let start = Instant::now();

    let mut outcomes = Outcomes::default();
    run(&client, 0..calls / 2, &mut outcomes).await;
    let warm = resident_memory();
    run(&client, calls / 2..calls, &mut outcomes).await;
    let grown = resident_memory().saturating_sub(warm);

    let figures = format!(
        "{calls} calls with {} requests in {:.1} s: {outcomes}; {} connections, at most {} at one \
         time; resident memory {} kB after half of them, then {} kB more",
        asked.load(Ordering::Relaxed),
        start.elapsed().as_secs_f64(),
        server.connections(),
        server.most_open_connections(),
        warm >> 10,
        grown >> 10,
    );
    // Written directly, because the test harness captures the output of passing tests.
    let _ = writeln!(io::stderr(), "\n{figures}");

    assert_eq!(outcomes.total(), calls, "{figures}");
    // Of one in twenty, most succeed after retries.
    assert!(outcomes.failures() <= calls / FAULT_EVERY, "{figures}");
    assert!(grown <= MOST_GROWTH, "{figures}");
    // One for each caller, and those whose end the server has not noticed yet.
    assert!(server.most_open_connections() <= 4 * CALLERS, "{figures}");
    drop(client);
    server.has_open_at_most(0).await;
}

/// Makes the calls with these numbers, [`CALLERS`] at a time.
async fn run(client: &Client, numbers: Range<usize>, outcomes: &mut Outcomes) {
    let next = Arc::new(AtomicUsize::new(numbers.start));
    let mut callers = JoinSet::new();
    for _ in 0..CALLERS {
        let (client, next) = (client.clone(), next.clone());
        callers.spawn(async move {
            let mut outcomes = Outcomes::default();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= numbers.end {
                    return outcomes;
                }
                let thing = format!("thing-{number}");
                let call = client.get_pending_job_executions().thing_name(&thing);
                outcomes.count(&thing, call.send().await);
            }
        });
    }
    for more in callers.join_all().await {
        outcomes.add(more);
    }
}

fn client(server: &Server) -> Client {
    let timeouts = TimeoutConfig::builder()
        .operation_attempt_timeout(Duration::from_millis(500))
        .operation_timeout(Duration::from_secs(60));
    let config = Config::builder()
        .region(Region::new("us-east-1"))
        .endpoint_url(server.url())
        .credentials_provider(Credentials::from_keys("AKIDEXAMPLE", "wJalrXUtnFEMI", None))
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::ZERO))
        .timeout_config(timeouts.build())
        .minimum_throughput(MinimumThroughput::new(1000, Duration::from_millis(200)))
        .response_limit(64 << 10);
    Client::from_conf(config.build())
}

fn number_of_calls() -> usize {
    let Ok(calls) = env::var("IOT_JOBS_SOAK_CALLS") else { return 20_000 };
    let calls = calls.parse().ok().filter(|calls| (1000..=200_000).contains(calls));
    calls.expect("IOT_JOBS_SOAK_CALLS is a number from 1000 to 200000")
}
