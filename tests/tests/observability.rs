//! What a `tracing` subscriber sees of a call, and what it must not see. One test in its own
//! process, because the interest in a span is cached for all threads.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_credential_types::credential_fn::provide_credentials_fn;
use aws_credential_types::provider::error::CredentialsError;
use iot_jobs_data::config::{Credentials, HyperTransport, Token};
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsOutput;
use iot_jobs_data::{Client, Operation};
use smithy_client_runtime::client::Auth;
use smithy_client_runtime::error::BuildError;
use smithy_client_runtime::wire::{Request, RequestBuilder};
use tests::script::Script;
use tests::server::{Reply, Server};
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
    let subscriber = tracing_subscriber::util::SubscriberInitExt::set_default(subscriber);
    let mut error = call().await;
    error += &by_token_and_key().await;
    error += &without_credentials().await;
    drop(subscriber);

    let text = log.text();
    for expected in [
        "otel.name=IoT Jobs Data Plane/GetPendingJobExecutions",
        "otel.kind=\"client\"",
        "otel.status_code=\"ERROR\"",
        "rpc.system=\"aws-api\"",
        "rpc.service=\"IoT Jobs Data Plane\"",
        "rpc.method=\"GetPendingJobExecutions\"",
        "http.request.method=\"GET\"",
        "http.request.resend_count=1",
        "server.address=\"127.0.0.1\"",
        "server.port=",
        "http.response.status_code=503",
        "http.response.status_code=400",
        "aws.request_id=\"id-7\"",
        "error.type=\"503\"",
        "error.type=\"InvalidRequestException\"",
        "trying again",
        "the attempt failed",
        "kind=\"credentials\"",
        "refresh=false",
        "asking for the credentials",
        "got the credentials",
        "got the bearer token",
        "no answer with the credentials",
        "the provider is out of order",
    ] {
        assert!(text.contains(expected), "{expected} is not in\n{text}");
    }
    // hyper is included, with all its events.
    assert!(text.contains("hyper_util"), "{text}");
    for shown in [text, error] {
        for secret in ["hunter2", "session-hush", "token-hush", "key-hush"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

/// Fails with secrets in plain text, including a key in the query; returns the errors.
async fn by_token_and_key() -> String {
    struct Call<const BY_TOKEN: bool>;

    impl<const BY_TOKEN: bool> Operation for Call<BY_TOKEN> {
        tests::called!(GetPendingJobExecutionsOutput, "Call", "GET", "/call");
        const AUTH: &'static [Auth] = match BY_TOKEN {
            true => &[Auth::Bearer],
            false => &[Auth::ApiKeyInQuery { name: "key" }],
        };

        fn request(&self) -> Result<Request, BuildError> {
            RequestBuilder::of::<Self>().empty()
        }
    }

    let server = Server::playing([Reply::new(400, "{}"), Reply::new(400, "{}")]);
    let config = Script::default()
        .config()
        .endpoint_url(server.url())
        .token_provider(Token::new("token-hush", None))
        .api_key("key-hush")
        .transport(HyperTransport::new());
    let client = Client::from_conf(config.build());
    let by_token = client.send(Call::<true>).await.expect_err("an objection");
    let by_key = client.send(Call::<false>).await.expect_err("an objection");
    format!("{by_token:?} {by_token} {by_key:?} {by_key} {client:?}")
}

/// Fails without credentials; returns the error.
async fn without_credentials() -> String {
    let broken = provide_credentials_fn(async || {
        Err(CredentialsError::provider_error("the provider is out of order"))
    });
    let config = Script::default().config().credentials_provider(broken);
    let client = Client::from_conf(config.build());
    let call = client.get_pending_job_executions().thing_name("pump").send();
    call.await.expect_err("a failure").to_string()
}

/// Fails twice over a real socket, and presigns another call; returns the error of the first.
async fn call() -> String {
    let objection = r#"{"code":"InvalidRequestException","message":"no"}"#;
    let server = Server::playing([
        Reply::new(503, ""),
        Reply::new(400, objection).header("x-amzn-requestid", "id-7"),
    ]);
    let keys = Credentials::from_keys("AKIDEXAMPLE", "hunter2", Some("session-hush".into()));
    let config = Script::default()
        .config()
        .endpoint_url(server.url())
        .credentials_provider(keys)
        .transport(HyperTransport::new());
    let client = Client::from_conf(config.build());
    let pending = || client.get_pending_job_executions().thing_name("pump");
    let error = pending().send().await.expect_err("an objection");
    pending().customize().presign(Duration::from_secs(60)).await.expect("a request");
    format!("{error:?} {error}")
}
