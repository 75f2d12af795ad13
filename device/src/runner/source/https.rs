use std::time::Duration;

use iot_jobs_data::Operation;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::timeout::TimeoutConfig;
use iot_jobs_data::config::{Config, ConfigBuilder};
use iot_jobs_data::error::{BuildError, SdkError};
use iot_jobs_data::operation::describe_job_execution::DescribeJobExecutionInput;
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsInput, GetPendingJobExecutionsOutput,
};
use iot_jobs_data::operation::start_next_pending_job_execution::StartNextPendingJobExecutionInput;
use iot_jobs_data::operation::update_job_execution::{
    UpdateJobExecutionError, UpdateJobExecutionInput,
};
use iot_jobs_data::types::{JobExecution, JobExecutionState, JobExecutionSummary};

use super::error::call_error;
use crate::jobs::{Answer, CallError, CallErrorKind, ExecutionId, JobsCall, Pending, Update};

/// The input of an operation.
pub(super) enum Input {
    StartNext(StartNextPendingJobExecutionInput),
    Describe(DescribeJobExecutionInput),
    GetPending(GetPendingJobExecutionsInput),
    Update(UpdateJobExecutionInput),
}

impl Input {
    pub(super) fn of(thing_name: &str, call: JobsCall) -> Result<Self, CallError> {
        Self::build(thing_name, call)
            .map_err(|error| CallError::new(CallErrorKind::InvalidRequest, error.to_string()))
    }

    fn build(thing: &str, call: JobsCall) -> Result<Self, BuildError> {
        let describe = || DescribeJobExecutionInput::builder().thing_name(thing);
        Ok(match call {
            JobsCall::StartNext { details, step_timeout_in_minutes } => Self::StartNext(
                StartNextPendingJobExecutionInput::builder()
                    .thing_name(thing)
                    .set_status_details(Some(details.into_iter().collect()))
                    .set_step_timeout_in_minutes(step_timeout_in_minutes.map(i64::from))
                    .build()?,
            ),
            JobsCall::DescribeNext => Self::Describe(describe().job_id("$next").build()?),
            JobsCall::Describe(ExecutionId { job_id, number, .. }) => {
                let describe = describe().job_id(job_id);
                Self::Describe(describe.set_execution_number(known(number)).build()?)
            }
            JobsCall::GetPending => {
                Self::GetPending(GetPendingJobExecutionsInput::builder().thing_name(thing).build()?)
            }
            JobsCall::Update(update) => Self::Update(input_of(thing, update)?),
        })
    }
}

fn input_of(thing: &str, update: Update) -> Result<UpdateJobExecutionInput, BuildError> {
    UpdateJobExecutionInput::builder()
        .thing_name(thing)
        .job_id(update.id.job_id)
        .set_execution_number(known(update.id.number))
        .status(update.status)
        .set_status_details(Some(update.details.into_iter().collect()))
        .set_expected_version(update.expected_version)
        .set_step_timeout_in_minutes(update.step_timeout_in_minutes.map(i64::from))
        .build()
}

/// Numbers start at 1; 0 stands for one that the service did not tell.
fn known(number: i64) -> Option<i64> {
    (number > 0).then_some(number)
}

/// The settings of a client for a runner, which repeats calls itself.
pub(super) fn settings(config: &Config) -> ConfigBuilder {
    let own = config.timeout_config();
    let limit = own.and_then(TimeoutConfig::operation_attempt_timeout).unwrap_or(ATTEMPT);
    let builder = own.map_or_else(TimeoutConfig::builder, TimeoutConfig::to_builder);
    config
        .to_builder()
        .retry_config(RetryConfig::disabled())
        .timeout_config(builder.operation_attempt_timeout(limit).build())
}

/// The result of a call.
type Sent<O> = Result<<O as Operation>::Output, SdkError<<O as Operation>::Error>>;

pub(super) fn started(sent: Sent<StartNextPendingJobExecutionInput>) -> Result<Answer, CallError> {
    sent.map(|output| execution(output.execution)).map_err(|error| call_error(&error, None))
}

pub(super) fn described(sent: Sent<DescribeJobExecutionInput>) -> Result<Answer, CallError> {
    sent.map(|output| execution(output.execution)).map_err(|error| call_error(&error, None))
}

pub(super) fn listed(sent: Sent<GetPendingJobExecutionsInput>) -> Result<Answer, CallError> {
    sent.map(pending).map_err(|error| call_error(&error, None))
}

pub(super) fn updated(sent: Sent<UpdateJobExecutionInput>) -> Result<Answer, CallError> {
    let state = |error: &SdkError<UpdateJobExecutionError>| state(error.as_service_error());
    sent.map(|_| Answer::Updated).map_err(|error| call_error(&error, state(&error)))
}

fn execution(execution: Option<JobExecution>) -> Answer {
    Answer::Execution(execution.map(Into::into))
}

fn pending(output: GetPendingJobExecutionsOutput) -> Answer {
    let ids = |list: Option<Vec<JobExecutionSummary>>| {
        let id = |one: JobExecutionSummary| {
            let number = one.execution_number.unwrap_or_default();
            ExecutionId::new(one.job_id.unwrap_or_default(), number, one.queued_at)
        };
        list.into_iter().flatten().map(id).collect()
    };
    Answer::Pending(Pending {
        in_progress: ids(output.in_progress_jobs),
        queued: ids(output.queued_jobs),
    })
}

/// The execution as the error describes it.
fn state(error: Option<&UpdateJobExecutionError>) -> Option<JobExecutionState> {
    match error? {
        UpdateJobExecutionError::InvalidRequestException(error) => error.execution_state.clone(),
        UpdateJobExecutionError::InvalidStateTransitionException(error) => {
            error.execution_state.clone()
        }
        _ => None,
    }
}

/// How long one attempt may take, unless the client limits it.
const ATTEMPT: Duration = Duration::from_secs(30);
