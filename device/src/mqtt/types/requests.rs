use std::collections::BTreeMap;

use iot_jobs_data::types::JobExecutionStatus;
use serde::Serialize;

/// Members of a request for the next pending execution.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct StartNext {
    /// The details of the status, if an execution is started. `None`: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_details: Option<BTreeMap<String, String>>,
    /// Minutes until the execution times out, if one is started: 1 to 10,080. `None`: no step timer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_timeout_in_minutes: Option<i64>,
}

/// Members of a request for the description of an execution.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Describe {
    /// Which execution of the job. `None`: the latest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_number: Option<i64>,
    /// Whether the answer has the document. `None`: it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_job_document: Option<bool>,
}

/// Members of a request for a change of an execution.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UpdateExecution {
    /// The new status.
    pub status: JobExecutionStatus,
    /// All details of the status: they replace those that the service has. `None`: they stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_details: Option<BTreeMap<String, String>>,
    /// The version that the update is based on. `None`: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_version: Option<i64>,
    /// Which execution of the job. `None`: the latest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_number: Option<i64>,
    /// Whether the answer has the new state. `None`: it has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_job_execution_state: Option<bool>,
    /// Whether the answer has the document. `None`: it has not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_job_document: Option<bool>,
    /// Minutes until the execution times out: 1 to 10,080, or -1 to end the step timer. `None`: the
    /// timer stays as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_timeout_in_minutes: Option<i64>,
}

impl UpdateExecution {
    /// A new status, whatever the version. Details and timer stay as they are.
    pub fn new(status: JobExecutionStatus) -> Self {
        Self {
            status,
            status_details: None,
            expected_version: None,
            execution_number: None,
            include_job_execution_state: None,
            include_job_document: None,
            step_timeout_in_minutes: None,
        }
    }
}
