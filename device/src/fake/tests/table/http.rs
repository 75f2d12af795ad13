use iot_jobs_data::blocking::Client;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::types::{JobExecution, JobExecutionSummary};
use smithy_client_runtime::error::{OperationError, ProvideErrorMetadata, SdkError};

use super::*;
use crate::jobs::VersionMismatch;

pub(super) struct Http(Client);

impl Http {
    pub(super) fn new(fake: &Fake) -> Self {
        Self(Client::from_conf(fake.config().retry_config(RetryConfig::disabled()).build()))
    }

    pub(super) fn call(&self, step: &Step) -> Seen {
        let describe = |job: &str| self.0.describe_job_execution().thing_name(THING).job_id(job);
        match step {
            Step::StartNext(pairs, minutes) => {
                let call = self.0.start_next_pending_job_execution().thing_name(THING);
                let call = call.set_status_details(Some(details(pairs).into_iter().collect()));
                let call = call.set_step_timeout_in_minutes(minutes.map(i64::from));
                seen(call.send().map(|output| execution(output.execution)))
            }
            Step::DescribeNext => {
                seen(describe("$next").send().map(|output| execution(output.execution)))
            }
            Step::Describe(job, number) => {
                let call = describe(job).execution_number(*number);
                seen(call.send().map(|output| execution(output.execution)))
            }
            Step::GetPending => {
                let call = self.0.get_pending_job_executions().thing_name(THING);
                seen(call.send().map(|output| {
                    Seen::Pending(ids(output.in_progress_jobs), ids(output.queued_jobs))
                }))
            }
            Step::Update(report) => {
                let call = self.0.update_job_execution().thing_name(THING).job_id(report.job);
                let call = call.status(report.status.clone()).execution_number(report.number);
                let call =
                    call.set_status_details(Some(details(report.details).into_iter().collect()));
                let call = call.set_expected_version(report.expected);
                let call = call.set_step_timeout_in_minutes(report.minutes.map(i64::from));
                seen(call.send().map(|_| Seen::Updated))
            }
            other => panic!("not a call: {other:?}"),
        }
    }
}

fn execution(one: Option<JobExecution>) -> Seen {
    Seen::Execution(one.map(Execution::from))
}

fn ids(list: Option<Vec<JobExecutionSummary>>) -> Vec<(String, i64, i64)> {
    let id = |one: JobExecutionSummary| {
        (one.job_id.unwrap(), one.execution_number.unwrap(), one.queued_at)
    };
    list.unwrap().into_iter().map(id).collect()
}

fn seen<E: OperationError>(result: Result<Seen, SdkError<E>>) -> Seen {
    let error = match result {
        Ok(seen) => return seen,
        Err(error) => error,
    };
    Seen::Refused(match (error.code(), error.message()) {
        (Some("InvalidRequestException"), Some(text))
            if VersionMismatch::from_message(text).is_some() =>
        {
            "VersionMismatch"
        }
        (Some("InvalidRequestException"), _) => "InvalidRequest",
        (Some("InvalidStateTransitionException"), _) => "InvalidStateTransition",
        (Some("TerminalStateException"), _) => "TerminalStateReached",
        (Some("ResourceNotFoundException"), _) => "ResourceNotFound",
        (Some("ThrottlingException"), _) => "RequestThrottled",
        (Some("InternalServerException"), _) => "InternalError",
        (None, _) => "no answer",
        other => panic!("no step leads to {other:?}"),
    })
}
