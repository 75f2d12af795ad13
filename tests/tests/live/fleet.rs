//! The server of this test binary, with a separate account for each test.

use std::fmt::Debug;
use std::sync::LazyLock;

use iot_jobs_data::Client;
use iot_jobs_data::config::{Config, Credentials, Region};
use iot_jobs_data::error::{ProvideErrorMetadata, SdkError};
use iot_jobs_data::types::{JobExecution, JobExecutionSummary};
use serde_json::{Value, json};
use tests::ministack::{ControlPlane, Keys, MiniStack, REGION};

/// Never dropped: the server ends with this process.
static SERVER: LazyLock<Result<MiniStack, String>> = LazyLock::new(MiniStack::start);

const ALL_OPERATIONS: [&str; 2] = ["iotjobsdata:*", "iot:StartCommandExecution"];

/// Things in a separate account, and a client with permissions for them.
pub(crate) struct Fleet {
    pub(crate) control: ControlPlane,
    pub(crate) client: Client,
    pub(crate) keys: Keys,
}

impl Fleet {
    pub(crate) fn new(things: &[&str]) -> Self {
        Self::with_rights(things, &ALL_OPERATIONS)
    }

    /// The client is allowed only these actions.
    pub(crate) fn with_rights(things: &[&str], actions: &[&str]) -> Self {
        let control = server().control();
        control.create_things(things).expect("things");
        let keys = control.create_user(actions).expect("a user");
        Self { control, client: client(&keys, REGION), keys }
    }

    /// One thing with one job, whose document is `{}`.
    pub(crate) fn with_job(thing: &str, job: &str) -> Self {
        let fleet = Self::new(&[thing]);
        fleet.create_job(job, thing, &json!({}));
        fleet
    }

    /// Another client with the same keys.
    pub(crate) fn another_client(&self) -> Client {
        client(&self.keys, REGION)
    }

    pub(crate) fn create_job(&self, job: &str, thing: &str, document: &Value) {
        self.control.create_job(job, &[thing], document).expect("a job");
    }

    /// The execution as the control plane sees it, even after its end.
    pub(crate) fn stored(&self, job: &str, thing: &str) -> Value {
        self.control.describe_job_execution(job, thing).expect("an execution")
    }

    pub(crate) async fn start_next(&self, thing: &str) -> Option<JobExecution> {
        let call = self.client.start_next_pending_job_execution().thing_name(thing);
        call.send().await.expect("an answer").execution().cloned()
    }

    pub(crate) async fn describe(&self, thing: &str, job: &str) -> Option<JobExecution> {
        let call = self.client.describe_job_execution().thing_name(thing).job_id(job);
        call.send().await.expect("an answer").execution().cloned()
    }

    pub(crate) async fn pending(&self, thing: &str) -> Pending {
        let call = self.client.get_pending_job_executions().thing_name(thing);
        let lists = call.send().await.expect("an answer");
        Pending {
            in_progress: lists.in_progress_jobs().to_vec(),
            queued: lists.queued_jobs().to_vec(),
        }
    }
}

pub(crate) struct Pending {
    pub(crate) in_progress: Vec<JobExecutionSummary>,
    pub(crate) queued: Vec<JobExecutionSummary>,
}

pub(crate) fn job_ids(summaries: &[JobExecutionSummary]) -> Vec<&str> {
    summaries.iter().filter_map(JobExecutionSummary::job_id).collect()
}

fn server() -> &'static MiniStack {
    SERVER.as_ref().unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn client(keys: &Keys, region: &'static str) -> Client {
    let Keys { access_key, secret, token } = keys.clone();
    let config = Config::builder()
        .region(Region::new(region))
        .endpoint_url(server().endpoint())
        .credentials_provider(Credentials::new(access_key, secret, token, None, "test"))
        .build();
    Client::from_conf(config)
}

/// The service rejected the call with an error of this type, code and message.
#[track_caller]
pub(crate) fn assert_refused<T: Debug, E: ProvideErrorMetadata + Debug>(
    result: Result<T, SdkError<E>>,
    is_of_type: fn(&E) -> bool,
    code: &str,
    message: &str,
) {
    let error = result.expect_err("a refusal");
    assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
    let refusal = error.as_service_error().expect("a service error");
    assert!(is_of_type(refusal), "{refusal:?}");
    assert_eq!(refusal.code(), Some(code));
    assert_eq!(refusal.message(), Some(message));
}

/// Like [`assert_refused`], for a code that the operation does not declare.
#[track_caller]
pub(crate) fn assert_refused_unlisted<T: Debug, E: ProvideErrorMetadata + Debug>(
    result: Result<T, SdkError<E>>,
    code: &str,
    message: &str,
) {
    assert_refused(result, |_| true, code, message);
}
