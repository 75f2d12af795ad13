use std::collections::BTreeMap;
use std::sync::Arc;

use iot_jobs_data::operation::start_command_execution::StartCommandExecutionInput;
use iot_jobs_data::types::{CommandParameterValue, JobExecutionStatus};

use super::service::{Operation, View};
use crate::jobs::ExecutionId;

/// An execution as the service knows it, with its history.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ExecutionRecord {
    /// Which execution it is: the number and the time of queueing are those of the last retry.
    pub id: ExecutionId,
    /// Its status.
    pub status: JobExecutionStatus,
    /// The details of its status. Empty if the device never sent any.
    pub details: BTreeMap<String, String>,
    /// Its version.
    pub version: i64,
    /// When it was started, in seconds since the epoch.
    pub started_at: Option<i64>,
    /// When it changed last, in seconds since the epoch.
    pub last_updated_at: i64,
    /// Whether it was deleted, with its job or its thing. All else is as it was then.
    pub is_deleted: bool,
    /// All changes of all executions of this job on this thing, the first one first.
    pub history: Vec<Change>,
}

/// One change of an execution, and what it was like after it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// Who changed it.
    pub by: ChangedBy,
    /// When, in seconds since the epoch.
    pub at: i64,
    /// The new status. A device that reports progress leaves it as it was.
    pub status: JobExecutionStatus,
    /// The new details. They share memory with those of other changes.
    pub details: Arc<BTreeMap<String, String>>,
    /// The number of the execution, which a retry may raise.
    pub number: i64,
    /// The new version.
    pub version: i64,
    /// When it was queued, in seconds since the epoch.
    pub queued_at: i64,
    /// Whether the execution was deleted.
    pub is_deleted: bool,
}

/// Who changed an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChangedBy {
    /// The device, by a call.
    Device,
    /// The service, or somebody who used its control plane.
    Service,
}

/// How many calls have reached the service. A duplicate counts twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Calls of `StartNextPendingJobExecution`.
    pub start_next: u64,
    /// Calls of `DescribeJobExecution`, for `$next` too.
    pub describe: u64,
    /// Calls of `GetPendingJobExecutions`.
    pub get_pending: u64,
    /// Calls of `UpdateJobExecution`.
    pub update: u64,
    /// Calls of `StartCommandExecution`.
    pub start_command: u64,
    /// How many of them the service refused, other than by a fault.
    pub refused: u64,
    /// How many faults have occurred.
    pub faults: u64,
}

/// A command that was started with `StartCommandExecution`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RecordedCommand {
    /// The id that the service gave its execution.
    pub execution_id: String,
    /// The thing or the client that is to run it.
    pub target_arn: String,
    /// Which command.
    pub command_arn: String,
    /// Its parameters.
    pub parameters: BTreeMap<String, CommandParameterValue>,
    /// Its time limit, in seconds.
    pub execution_timeout_seconds: Option<i64>,
    /// The token that marks repeats of the call.
    pub client_token: Option<String>,
}

impl ExecutionRecord {
    pub(super) fn new(view: View, history: &[Change]) -> Self {
        Self {
            id: ExecutionId::new(&*view.job, view.number, view.queued_at),
            status: view.status,
            details: view.details.as_deref().cloned().unwrap_or_default(),
            version: view.version,
            started_at: view.started_at,
            last_updated_at: view.last_updated_at,
            is_deleted: history.last().is_some_and(|change| change.is_deleted),
            history: history.to_vec(),
        }
    }
}

impl Counts {
    pub(super) fn count(&mut self, operation: Operation) {
        let counter = match operation {
            Operation::StartNext => &mut self.start_next,
            Operation::Describe => &mut self.describe,
            Operation::GetPending => &mut self.get_pending,
            Operation::Update => &mut self.update,
            Operation::StartCommand => &mut self.start_command,
        };
        *counter += 1;
    }
}

impl RecordedCommand {
    pub(super) fn new(execution_id: String, command: &StartCommandExecutionInput) -> Self {
        Self {
            execution_id,
            target_arn: command.target_arn.clone(),
            command_arn: command.command_arn.clone(),
            parameters: command.parameters.clone().into_iter().flatten().collect(),
            execution_timeout_seconds: command.execution_timeout_seconds,
            client_token: command.client_token.clone(),
        }
    }
}
