use std::collections::BTreeMap;

use iot_jobs_data::types::{JobExecutionState, JobExecutionSummary};
use serde::Deserialize;
use smithy_client_runtime::wire::{As, DefaultOnNull, Int};

use super::{JobDocument, JobExecution};

/// The pending executions of the thing.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct PendingReply {
    /// The token of the request.
    pub client_token: String,
    /// When the service answered, in seconds since the epoch; 0 if not told.
    #[serde(with = "As::<DefaultOnNull<Int>>")]
    pub timestamp: i64,
    /// Those in progress.
    pub in_progress_jobs: Vec<JobExecutionSummary>,
    /// Those queued, the next one first.
    pub queued_jobs: Vec<JobExecutionSummary>,
}

/// One execution.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct ExecutionReply {
    /// The token of the request.
    pub client_token: String,
    /// When the service answered, in seconds since the epoch; 0 if not told.
    #[serde(with = "As::<DefaultOnNull<Int>>")]
    pub timestamp: i64,
    /// The execution. `None`: nothing is pending.
    pub execution: Option<JobExecution>,
}

/// An update was applied.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateReply {
    /// The token of the request.
    pub client_token: String,
    /// When the service answered, in seconds since the epoch; 0 if not told.
    #[serde(with = "As::<DefaultOnNull<Int>>")]
    pub timestamp: i64,
    /// The execution as it stands now. `None`: the request did not ask for it.
    pub execution_state: Option<JobExecutionState>,
    /// The job document. `None`: the request did not ask for it.
    pub job_document: Option<JobDocument>,
}

/// The message of `notify`.
#[derive(Debug, Deserialize)]
pub(in crate::mqtt) struct JobsChanged {
    /// By status: those in progress come first in the order of the names.
    #[serde(default)]
    pub(in crate::mqtt) jobs: BTreeMap<String, Vec<JobExecutionSummary>>,
}

/// The message of `notify-next`.
#[derive(Debug, Deserialize)]
pub(in crate::mqtt) struct NextExecutionChanged {
    #[serde(default)]
    pub(in crate::mqtt) execution: Option<JobExecution>,
}
