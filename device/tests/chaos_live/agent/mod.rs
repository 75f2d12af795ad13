//! The process that is killed.

mod handler;

use std::io::Read;
use std::path::PathBuf;
use std::time::Duration;
use std::{env, process, thread};

use iot_jobs_data::Client;
use iot_jobs_data::config::timeout::TimeoutConfig;
use iot_jobs_data::config::{CaBundle, ClientIdentity, Config};
use iot_jobs_device::mqtt::{JobsClient, RumqttConnection};
use iot_jobs_device::runner::{Exit, HttpsSource, JobRunner, Journal, MqttSource};
use serde::{Deserialize, Serialize};
use tokio::runtime::Runtime;

use self::handler::Worker;

/// What the process needs to know.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Setup {
    pub(crate) thing: String,
    pub(crate) reach: Reach,
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
    pub(crate) ca: PathBuf,
    pub(crate) journal: PathBuf,
    pub(crate) effects: PathBuf,
    pub(crate) seed: u64,
}

/// How it reaches the server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Reach {
    Https { url: String },
    Mqtt { port: u16 },
}

/// Has the [`Setup`], as JSON.
pub(crate) const VARIABLE: &str = "IOT_JOBS_CHAOS_AGENT";
/// The exit code after which it is to be started again.
pub(crate) const RESTART: i32 = 10;

impl Setup {
    /// `None`: this process is no agent.
    pub(crate) fn from_environment() -> Option<Self> {
        let text = env::var(VARIABLE).ok()?;
        Some(serde_json::from_str(&text).expect("a setup"))
    }
}

/// Works off jobs until standard input ends, which it does with the process that started this one.
pub(crate) fn run(setup: Setup) {
    tracing_subscriber::fmt().with_ansi(false).with_writer(std::io::stderr).init();
    let exit = Runtime::new().expect("a runtime").block_on(work(setup));
    process::exit(match exit {
        Exit::Shutdown => 0,
        Exit::Restart => RESTART,
        exit => panic!("{exit:?}"),
    });
}

async fn work(setup: Setup) -> Exit {
    const SECOND: Duration = Duration::from_secs(1);

    let builder = JobRunner::builder()
        .thing_name(&setup.thing)
        .journal(Journal::open(&setup.journal).expect("a journal"))
        .poll_intervals(SECOND, SECOND)
        .heartbeat(SECOND)
        .progress_interval(Duration::from_millis(50))
        .grace_period(2 * SECOND)
        .handler(Worker::new(setup.effects.clone(), setup.seed));
    let runner = match &setup.reach {
        Reach::Https { url } => builder.source(HttpsSource::new(https(&setup, url))),
        Reach::Mqtt { port } => builder.source(MqttSource::new(mqtt(&setup, *port))),
    };
    let (ended, end) = tokio::sync::oneshot::channel();
    thread::spawn(move || {
        let mut rest = Vec::new();
        std::io::stdin().read_to_end(&mut rest).expect("standard input");
        ended.send(())
    });
    let end = async { end.await.expect("a thread that waits") };
    runner.build().expect("a runner").run(end).await.expect("a runtime")
}

fn identity(setup: &Setup) -> ClientIdentity {
    ClientIdentity::from_pem_files(&setup.certificate, &setup.key).expect("an identity")
}

fn https(setup: &Setup, url: &str) -> Client {
    let limit = Duration::from_secs(10);
    let config = Config::builder()
        .endpoint_url(url)
        .client_identity(identity(setup))
        .ca_bundle(CaBundle::from_path(&setup.ca))
        .timeout_config(TimeoutConfig::builder().operation_attempt_timeout(limit).build());
    Client::from_conf(config.build())
}

fn mqtt(setup: &Setup, port: u16) -> JobsClient {
    let connection = RumqttConnection::builder("127.0.0.1", &setup.thing, identity(setup))
        .port(port)
        .ca_bundle(CaBundle::from_path(&setup.ca))
        .longest_pause(Duration::from_millis(200));
    let connection = connection.build().expect("a connection");
    JobsClient::builder(&setup.thing, connection).build().expect("a client")
}
