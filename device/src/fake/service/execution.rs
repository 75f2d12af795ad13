use std::collections::BTreeMap;
use std::sync::Arc;

use iot_jobs_data::types::JobExecutionStatus;

use crate::fake::observed::Change;

/// Details of a status.
pub(in crate::fake) type Details = Arc<BTreeMap<String, String>>;

/// One job on one thing. A retry reuses it, so its history covers all executions.
#[derive(Debug)]
pub(super) struct ExecutionState {
    pub(super) thing: Arc<str>,
    pub(super) job: Arc<str>,
    pub(super) status: JobExecutionStatus,
    /// Absent until the device has sent some.
    pub(super) details: Option<Details>,
    /// All times are milliseconds since the epoch.
    pub(super) queued_at: u64,
    pub(super) started_at: Option<u64>,
    pub(super) last_updated_at: u64,
    pub(super) number: i64,
    pub(super) version: i64,
    /// The order among executions that were queued in the same millisecond.
    pub(super) place: u64,
    pub(super) job_deadline: Option<u64>,
    pub(super) step_deadline: Option<u64>,
    pub(super) retries_left: u8,
    pub(super) is_deleted: bool,
    pub(super) history: Vec<Change>,
}

impl ExecutionState {
    /// Whether it is queued or in progress.
    pub(super) fn is_pending(&self) -> bool {
        !self.is_deleted
            && matches!(self.status, JobExecutionStatus::Queued | JobExecutionStatus::InProgress)
    }

    /// When it times out: the earlier one of its two timers.
    pub(super) fn deadline(&self) -> Option<u64> {
        let is_running = !self.is_deleted && self.status == JobExecutionStatus::InProgress;
        let both = self.job_deadline.into_iter().chain(self.step_deadline);
        both.min().filter(|_| is_running)
    }
}
