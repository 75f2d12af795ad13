//! The limits by default, which are too long to be waited for: those of the asynchronous client are
//! measured in `faults`. Both have the same engine and the same settings.

use std::time::Duration;

use iot_jobs_data::blocking::Client;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::{AsyncSleep, BlockingTransport, Sleep};
use tests::server::{At, BlackHole, Reply, Server};

use crate::{SHORT, call, client, config};

#[test]
fn both_clients_have_the_same_settings_by_default() {
    let config = || config("http://jobs.test").build();
    let blocking = Client::from_conf(config());
    let asynchronous = iot_jobs_data::Client::from_conf(config());
    let limits = |config: &iot_jobs_data::Config| {
        let timeouts = config.timeout_config();
        (format!("{timeouts:?}"), format!("{:?}", config.retry_config()))
    };
    assert_eq!(limits(blocking.config()), limits(asynchronous.config()));
    let settings = format!("{:?}", BlockingTransport::new());
    let connecting = format!("{:?}", iot_jobs_data::config::HyperTransport::new());
    assert!(settings.contains("connect_timeout: Some(3.1s)"), "{settings}");
    assert_eq!(settings.replace("Blocking", ""), connecting.replace("Hyper", ""));
}

/// A call that would wait for ever ends when its connection does.
#[test]
fn a_call_without_limits_waits_until_the_connection_ends() {
    let server = Server::playing([Reply::ok("{  }").stall(At::Body)]);
    let timeouts = iot_jobs_data::config::timeout::TimeoutConfig::disabled();
    let config = config(server.url()).timeout_config(timeouts);
    let client = Client::from_conf(config.build());
    let waiting = std::thread::spawn(move || call(&client).expect_err("no answer"));
    std::thread::sleep(SHORT);
    assert!(!waiting.is_finished());
    drop(server);
    let error = waiting.join().expect("no panic");
    assert!(error.to_string().contains("the connection broke off"), "{error}");
}

#[test]
fn a_black_hole_is_a_connect_time_out_of_a_transport_without_a_client() {
    let hole = BlackHole::open();
    let transport = BlockingTransport::builder().connect_timeout(SHORT).build();
    let config = config(format!("http://{}", hole.address())).transport(transport);
    let error = call(&Client::from_conf(config.build())).expect_err("no connection");
    assert!(error.to_string().contains("the connect time-out of 250ms"), "{error}");
    // Later calls are not affected.
    let server = Server::playing([Reply::ok("{}")]);
    call(&client(server.url())).expect("an answer");
}

/// As `aws-config` sets it: it needs Tokio.
#[derive(Debug)]
struct Timers;

impl AsyncSleep for Timers {
    fn sleep(&self, _: Duration) -> Sleep {
        panic!("a blocking client has timers of its own")
    }
}

#[test]
fn timers_for_asynchronous_clients_are_not_used() {
    let server = Server::playing([Reply::new(503, "{}"), Reply::ok("{}")]);
    let config = config(server.url()).retry_config(RetryConfig::standard()).sleep_impl(Timers);
    call(&Client::from_conf(config.build())).expect("an answer");
    assert_eq!(server.requests().len(), 2);
}
