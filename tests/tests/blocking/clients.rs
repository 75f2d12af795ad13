//! What a client offers besides plain calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use iot_jobs_data::blocking::{Client, Operations};
use iot_jobs_data::config::http::HttpRequest;
use iot_jobs_data::config::{Attempt, Interceptor};
use iot_jobs_data::error::{BoxError, SdkError};
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsError, GetPendingJobExecutionsInput, GetPendingJobExecutionsOutput,
};
use tests::server::{Reply, Server};

use crate::{call, client, config};

/// Counts attempts, and makes a call of its own.
#[derive(Debug)]
struct Asking {
    other: Client,
    attempts: Arc<AtomicUsize>,
}

impl Interceptor for Asking {
    fn modify_before_signing(
        &self,
        _attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        self.attempts.fetch_add(1, Ordering::Relaxed);
        let jobs = call(&self.other)?.queued_jobs().len();
        request.headers_mut().insert("x-jobs", jobs.to_string());
        Ok(())
    }
}

#[test]
fn an_interceptor_may_make_blocking_calls_itself() {
    let other = Server::playing([Reply::ok(r#"{"queuedJobs":[{"jobId":"flush"}]}"#)]);
    let server = Server::playing([Reply::ok("{}")]);
    let attempts = Arc::<AtomicUsize>::default();
    let interceptor = Asking { other: client(other.url()), attempts: attempts.clone() };
    let client = Client::from_conf(config(server.url()).interceptor(interceptor).build());
    call(&client).expect("an answer");
    assert_eq!(server.requests()[0].header("x-jobs"), Some("1"));
    assert_eq!(attempts.load(Ordering::Relaxed), 1);
}

#[test]
fn a_call_is_customized_signed_and_presigned() {
    let server = Server::playing([Reply::ok("{}")]);
    let client = client(server.url());
    let pending = || client.get_pending_job_executions().thing_name("pump").customize();
    pending().header("x-note", "a").send().expect("an answer");
    assert_eq!(server.requests()[0].header("x-note"), Some("a"));

    let signed = pending().into_signed_request().expect("a request");
    assert!(signed.headers().contains_key("authorization"));
    let presigned = pending().presign(Duration::from_secs(60)).expect("a URL");
    assert!(presigned.uri().contains("X-Amz-Signature="), "{}", presigned.uri());
    assert_eq!(server.requests().len(), 1);
}

struct Mock;

impl Operations for Mock {
    fn get_pending_job_executions(
        &self,
        input: GetPendingJobExecutionsInput,
    ) -> Result<GetPendingJobExecutionsOutput, SdkError<GetPendingJobExecutionsError>> {
        assert_eq!(input.thing_name, "pump");
        Ok(GetPendingJobExecutionsOutput::builder().set_queued_jobs(Some(Vec::new())).build())
    }
}

fn count(service: &impl Operations) -> Option<usize> {
    let input = GetPendingJobExecutionsInput::builder().thing_name("pump").build();
    let output = service.get_pending_job_executions(input.expect("an input")).expect("an answer");
    output.queued_jobs.map(|jobs| jobs.len())
}

#[test]
fn a_mock_takes_the_place_of_a_client() {
    let server = Server::playing([Reply::ok("{}")]);
    assert_eq!(count(&client(server.url())), None);
    assert_eq!(count(&Mock), Some(0));
    assert_eq!(count(&Arc::new(Mock)), Some(0));
    let input =
        iot_jobs_data::operation::describe_job_execution::DescribeJobExecutionInput::builder()
            .thing_name("pump")
            .job_id("flush")
            .build();
    let error = Mock.describe_job_execution(input.expect("an input")).expect_err("no answer");
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
}
