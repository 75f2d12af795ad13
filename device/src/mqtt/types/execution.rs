use std::collections::HashMap;

use iot_jobs_data::types::JobExecutionStatus;
use serde::Deserialize;
use smithy_client_runtime::wire::{As, DefaultOnNull, Dense, Int};

use super::JobDocument;
use crate::jobs::{self, ExecutionId};

/// An execution of a job, as the service describes it over MQTT: the document is JSON instead of a
/// string, and the name of the thing is absent.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct JobExecution {
    /// The id of the job.
    pub job_id: String,
    /// Where the execution stands. `None`: the service did not tell.
    #[serde(default)]
    pub status: Option<JobExecutionStatus>,
    /// Names and values that the device reported. `None`: none.
    #[serde(default, with = "As::<Option<Dense>>")]
    pub status_details: Option<HashMap<String, String>>,
    /// When it was queued, in seconds since the epoch; 0 if not told.
    #[serde(default, with = "As::<DefaultOnNull<Int>>")]
    pub queued_at: i64,
    /// When it was started, in seconds since the epoch. `None`: it was not.
    #[serde(default, with = "As::<Option<Int>>")]
    pub started_at: Option<i64>,
    /// When it changed last, in seconds since the epoch; 0 if not told.
    #[serde(default, with = "As::<DefaultOnNull<Int>>")]
    pub last_updated_at: i64,
    /// The version, which every update raises by one; 0 if not told.
    #[serde(default, with = "As::<DefaultOnNull<Int>>")]
    pub version_number: i64,
    /// Distinguishes several executions of one job on this thing.
    #[serde(default, with = "As::<Option<Int>>")]
    pub execution_number: Option<i64>,
    /// Seconds until the service sets `TIMED_OUT`, give or take a minute. `None`: there is no timer.
    #[serde(default, with = "As::<Option<Int>>")]
    pub approximate_seconds_before_timed_out: Option<i64>,
    /// What to do. `None`: the request asked for no document.
    #[serde(default)]
    pub job_document: Option<JobDocument>,
}

impl From<JobExecution> for jobs::Execution {
    fn from(execution: JobExecution) -> Self {
        let number = execution.execution_number.unwrap_or_default();
        let mut common = Self::new(ExecutionId::new(execution.job_id, number, execution.queued_at));
        let seconds = execution.approximate_seconds_before_timed_out;
        common.status = execution.status.unwrap_or_else(|| JobExecutionStatus::from(""));
        common.details = execution.status_details.into_iter().flatten().collect();
        common.version = execution.version_number;
        common.document = execution.job_document.map(JobDocument::into_string);
        common.time_left =
            seconds.map(|left| std::time::Duration::from_secs(u64::try_from(left).unwrap_or(0)));
        common
    }
}
