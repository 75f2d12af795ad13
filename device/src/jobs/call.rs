use std::collections::BTreeMap;

use iot_jobs_data::types::JobExecutionStatus;

use super::{Execution, ExecutionId};

/// A request of a job runner.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum JobsCall {
    /// Start the next pending execution, or get the one that is in progress
    /// (`StartNextPendingJobExecution`).
    StartNext {
        /// The details of the status, if an execution is started.
        details: BTreeMap<String, String>,
        /// Minutes until the execution times out, if one is started. `None`: no step timer.
        step_timeout_in_minutes: Option<u16>,
    },
    /// Describe the next pending execution (`DescribeJobExecution` of `$next`).
    DescribeNext,
    /// Describe an execution, with its document (`DescribeJobExecution`).
    Describe(ExecutionId),
    /// List the pending executions (`GetPendingJobExecutions`).
    GetPending,
    /// Change the status (`UpdateJobExecution`).
    Update(Update),
}

/// A change of the status of an execution.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Update {
    /// Which execution.
    pub id: ExecutionId,
    /// The new status.
    pub status: JobExecutionStatus,
    /// All details of the status: they replace those that the service has.
    pub details: BTreeMap<String, String>,
    /// The version that the update is based on. `None`: any.
    pub expected_version: Option<i64>,
    /// Minutes until the execution times out. `None`: the step timer stays as it is.
    pub step_timeout_in_minutes: Option<u16>,
}

impl Update {
    /// A new status without details, whatever the version.
    pub fn new(id: ExecutionId, status: JobExecutionStatus) -> Self {
        Self {
            id,
            status,
            details: BTreeMap::new(),
            expected_version: None,
            step_timeout_in_minutes: None,
        }
    }
}

/// The answer to a [`JobsCall`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Answer {
    /// To `StartNext`, `DescribeNext` and `Describe`: the execution. `None`: nothing is pending.
    Execution(Option<Execution>),
    /// To `GetPending`.
    Pending(Pending),
    /// To `Update`: it was applied.
    Updated,
}

/// The pending executions of a thing, at most about 15.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Pending {
    /// Those in progress.
    pub in_progress: Vec<ExecutionId>,
    /// Those queued, the next one first.
    pub queued: Vec<ExecutionId>,
}
