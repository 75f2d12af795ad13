//! What a subscriber of `tracing` sees of a call, and what it must not see. One test in a process of
//! its own: whether a span is wanted is remembered for all threads.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use iot_jobs_data::Client;
use iot_jobs_data::config::Credentials;
use tests::script::Script;
use tracing_subscriber::fmt::format::FmtSpan;

/// Collects what is written.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn spans_bear_the_names_of_opentelemetry_and_no_secret() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let keys = Credentials::from_keys("AKIDEXAMPLE", "hunter2", Some("session-hush".into()));
    let script = Script::default().reply(503, &[], "").reply(
        400,
        &[("x-amzn-requestid", "id-7")],
        r#"{"code":"InvalidRequestException","message":"no"}"#,
    );
    let config = script.config().credentials_provider(keys).build();
    let subscriber = tracing_subscriber::util::SubscriberInitExt::set_default(subscriber);
    let client = Client::from_conf(config);
    let error = client.get_pending_job_executions().thing_name("pump").send().await;
    error.expect_err("an objection");
    drop(subscriber);

    let text = log.text();
    for expected in [
        "otel.name=IoT Jobs Data Plane/GetPendingJobExecutions",
        "otel.kind=\"client\"",
        "rpc.system=\"aws-api\"",
        "rpc.service=\"IoT Jobs Data Plane\"",
        "rpc.method=\"GetPendingJobExecutions\"",
        "http.request.method=\"GET\"",
        "http.request.resend_count=1",
        "server.address=\"127.0.0.1\"",
        "server.port=18080",
        "http.response.status_code=503",
        "http.response.status_code=400",
        "aws.request_id=\"id-7\"",
        "error.type=\"InvalidRequestException\"",
    ] {
        assert!(text.contains(expected), "{expected} is not in\n{text}");
    }
    assert!(!text.contains("hunter2") && !text.contains("session-hush"), "{text}");
}
