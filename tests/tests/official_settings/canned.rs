use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::{
    AsyncSleep, Config, ConfigBuilder, Credentials, HttpClient, IntoShared, Region,
    RuntimeComponents, Sleep,
};
use iot_jobs_data::error::SdkError;
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsError, GetPendingJobExecutionsOutput,
};
use iot_jobs_data::primitives::SdkBody;
use iot_jobs_data::{Client, SdkConfig};

/// An HTTP client like those in tests of official clients: it returns its replies in order, and
/// records requests. Clones share both.
#[derive(Clone, Debug, Default)]
pub(crate) struct Canned {
    answers: Arc<Mutex<VecDeque<Answer>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

type Answer = Result<HttpResponse, ConnectorError>;

/// A request, and the time-outs that it was called with.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) request: HttpRequest,
    pub(crate) connect: Option<Duration>,
    pub(crate) read: Option<Duration>,
}

impl Canned {
    pub(crate) fn reply(self, status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let mut response = http::Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        let response = response.body(SdkBody::from(body)).expect("a response");
        self.then(Ok(HttpResponse::try_from(response).expect("text in all headers")))
    }

    pub(crate) fn error(self, error: ConnectorError) -> Self {
        self.then(Err(error))
    }

    fn then(self, answer: Answer) -> Self {
        self.answers.lock().expect("no panic").push_back(answer);
        self
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.asked.lock().expect("no panic"))
    }

    /// Settings of a client that uses it, and retries without delays. The endpoint does not exist.
    pub(crate) fn config(&self) -> ConfigBuilder {
        Config::builder()
            .region(Region::new("us-east-1"))
            .endpoint_url("http://127.0.0.1:9")
            .credentials_provider(Credentials::from_keys("AKIDEXAMPLE", "wJalrXUtnFEMI", None))
            .retry_config(RetryConfig::standard().with_initial_backoff(Duration::ZERO))
            .http_client(self.clone())
    }

    /// Settings shared by all clients of an application, with this HTTP client.
    pub(crate) fn shared(&self) -> SdkConfig {
        let keys = Credentials::from_keys("AKIDEXAMPLE", "wJalrXUtnFEMI", None);
        SdkConfig::builder()
            .region(Region::new("us-east-1"))
            .endpoint_url("http://127.0.0.1:9")
            .credentials_provider(iot_jobs_data::config::SharedCredentialsProvider::new(keys))
            .http_client(self.clone())
            .build()
    }
}

impl HttpClient for Canned {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        assert!(components.time_source().is_some() && components.sleep_impl().is_some());
        let (connect, read) = (settings.connect_timeout(), settings.read_timeout());
        Connector { canned: self.clone(), connect, read }.into_shared()
    }
}

#[derive(Debug)]
struct Connector {
    canned: Canned,
    connect: Option<Duration>,
    read: Option<Duration>,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let Self { canned, connect, read } = self;
        let asked = Asked { request, connect: *connect, read: *read };
        canned.asked.lock().expect("no panic").push(asked);
        let answer = canned.answers.lock().expect("no panic").pop_front();
        let over = || Err(ConnectorError::other("there is no other answer".into(), None));
        HttpConnectorFuture::ready(answer.unwrap_or_else(over))
    }
}

/// Records how long it should sleep, but does not sleep.
#[derive(Clone, Debug, Default)]
pub(crate) struct Insomniac(Arc<Mutex<Vec<Duration>>>);

impl AsyncSleep for Insomniac {
    fn sleep(&self, duration: Duration) -> Sleep {
        self.0.lock().expect("no panic").push(duration);
        Sleep::new(std::future::ready(()))
    }
}

impl Insomniac {
    pub(crate) fn slept(&self) -> Vec<Duration> {
        self.0.lock().expect("no panic").clone()
    }
}

pub(crate) type Outcome =
    Result<GetPendingJobExecutionsOutput, SdkError<GetPendingJobExecutionsError>>;

pub(crate) async fn call(client: &Client) -> Outcome {
    client.get_pending_job_executions().thing_name("pump").send().await
}

pub(crate) async fn call_with(config: ConfigBuilder) -> Outcome {
    call(&Client::from_conf(config.build())).await
}
