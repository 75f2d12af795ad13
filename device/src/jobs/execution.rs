use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use iot_jobs_data::types::{JobExecution, JobExecutionStatus};

/// One execution of a job on a thing, as the service describes it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Execution {
    /// Which execution it is.
    pub id: ExecutionId,
    /// Its status.
    pub status: JobExecutionStatus,
    /// The details of its status, as the device reported them last.
    pub details: BTreeMap<String, String>,
    /// Its version, which every update raises by one.
    pub version: i64,
    /// The job document, as JSON. `None`: the service sent none.
    pub document: Option<String>,
    /// The time until the service sets `TIMED_OUT`, give or take a minute. `None`: there is no timer.
    pub time_left: Option<Duration>,
}

/// What distinguishes an execution from all others of a thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct ExecutionId {
    /// The id of the job.
    pub job_id: String,
    /// The number of the execution. It is not documented whether a retry has another one.
    pub number: i64,
    /// When it was queued, in seconds since the epoch.
    pub queued_at: i64,
}

impl ExecutionId {
    /// The execution of a job with this number, queued at this time (seconds since the epoch).
    pub fn new(job_id: impl Into<String>, number: i64, queued_at: i64) -> Self {
        Self { job_id: job_id.into(), number, queued_at }
    }
}

impl fmt::Display for ExecutionId {
    /// `firmware-2-4-1#3`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.job_id, self.number)
    }
}

impl Execution {
    /// A queued execution without details, document and timer, at version 1.
    pub fn new(id: ExecutionId) -> Self {
        Self {
            id,
            status: JobExecutionStatus::Queued,
            details: BTreeMap::new(),
            version: 1,
            document: None,
            time_left: None,
        }
    }
}

impl From<JobExecution> for Execution {
    fn from(execution: JobExecution) -> Self {
        let seconds = execution.approximate_seconds_before_timed_out;
        let number = execution.execution_number.unwrap_or_default();
        let job_id = execution.job_id.unwrap_or_default();
        Self {
            id: ExecutionId::new(job_id, number, execution.queued_at),
            status: execution.status.unwrap_or_else(|| JobExecutionStatus::from("")),
            details: execution.status_details.into_iter().flatten().collect(),
            version: execution.version_number,
            document: execution.job_document,
            time_left: seconds.map(|left| Duration::from_secs(u64::try_from(left).unwrap_or(0))),
        }
    }
}
