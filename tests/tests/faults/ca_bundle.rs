//! Files of CA certificates on a mount that does not respond.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use iot_jobs_data::config::CaBundle;
use iot_jobs_data::config::timeout::TimeoutConfig;
use iot_jobs_data::error::TransportErrorKind;
use tests::server::{Authority, Reply, Server};

use crate::call::{assert_kind, assert_says, call, config};
use crate::driver::Client;

const SHORT: Duration = Duration::from_millis(250);

/// On a single-threaded runtime, which continues meanwhile.
#[tokio::test]
async fn a_file_that_cannot_be_read_is_waited_for_within_the_time_outs() {
    let authority = Authority::named("Ours");
    let server = Server::secure(authority.certificate("127.0.0.1"), [Reply::ok("{}")]);
    let path = pipe("authority-on-a-dead-mount.pem");
    let client = |path: &Path, timeouts: TimeoutConfig| {
        let config = config(server.url()).ca_bundle(CaBundle::from_path(path));
        Client::from_conf(config.timeout_config(timeouts).build())
    };
    let patient = TimeoutConfig::builder().disable_connect_timeout().operation_timeout(SHORT);
    let other = pipe("authority-that-never-comes.pem");
    let error = call(&client(&other, patient.build())).await.expect_err("no time");
    assert_kind(&error, TransportErrorKind::Timeout);
    assert_says(&error, &["the operation time-out of 250ms"]);

    let client = client(&path, TimeoutConfig::builder().connect_timeout(SHORT).build());

    let start = Instant::now();
    let error = call(&client).await.expect_err("no certificates");
    assert_kind(&error, TransportErrorKind::Timeout);
    let file = format!("the CA certificates were still being read (the CA bundle is {path:?})");
    assert_says(&error, &["the connect time-out of 250ms", &file, "3 attempts"]);
    assert!(!error.call().unanswered);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());

    assert_eq!(server.connections(), 0);

    // The mount is back: one reader waited for the file for all attempts.
    fs::write(&path, authority.pem()).expect("a reader");
    call(&client).await.expect("an answer");
    assert_eq!(server.connections(), 1);
}

/// A named pipe: opening it waits until somebody writes.
fn pipe(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_file(&path);
    let made = Command::new("mkfifo").arg(&path).status().expect("the command `mkfifo`");
    assert!(made.success());
    path
}
