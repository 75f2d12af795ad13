use std::collections::BTreeMap;

use serde::Serialize;

use crate::fake::service::View;

/// An execution. Over MQTT, it has no `thingName`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::fake) struct ExecutionBody<'a> {
    job_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::fake) thing_name: Option<&'a str>,
    status: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_details: Option<&'a BTreeMap<String, String>>,
    queued_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    started_at: Option<i64>,
    last_updated_at: i64,
    version_number: i64,
    execution_number: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    approximate_seconds_before_timed_out: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_document: Option<Document<'a>>,
}

/// A document: over HTTP text, over MQTT JSON.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(in crate::fake) enum Document<'a> {
    Text(&'a str),
    #[cfg(feature = "async")]
    Json(&'a serde_json::value::RawValue),
}

/// An execution in a list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::fake) struct Summary<'a> {
    job_id: &'a str,
    queued_at: i64,
    last_updated_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    started_at: Option<i64>,
    execution_number: i64,
    version_number: i64,
}

/// The answer to `GetPendingJobExecutions`, without what MQTT adds.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::fake) struct Lists<'a> {
    pub(in crate::fake) in_progress_jobs: Vec<Summary<'a>>,
    pub(in crate::fake) queued_jobs: Vec<Summary<'a>>,
}

/// The state of an execution.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::fake) struct StateBody<'a> {
    status: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_details: Option<&'a BTreeMap<String, String>>,
    version_number: i64,
}

impl<'a> ExecutionBody<'a> {
    pub(in crate::fake) fn new(
        view: &'a View,
        thing_name: Option<&'a str>,
        document: impl FnOnce(&'a str) -> Document<'a>,
    ) -> Self {
        Self {
            job_id: &view.job,
            thing_name,
            status: view.status.as_str(),
            status_details: view.details.as_deref(),
            queued_at: view.queued_at,
            started_at: view.started_at,
            last_updated_at: view.last_updated_at,
            version_number: view.version,
            execution_number: view.number,
            approximate_seconds_before_timed_out: view.seconds_left,
            job_document: view.document.as_deref().map(document),
        }
    }
}

#[cfg(feature = "async")]
impl<'a> Document<'a> {
    /// As JSON. What is no JSON becomes a string.
    pub(in crate::fake) fn json(text: &'a str) -> Self {
        serde_json::from_str(text).map_or(Self::Text(text), Self::Json)
    }
}

impl<'a> StateBody<'a> {
    pub(in crate::fake) fn new(view: &'a View) -> Self {
        Self {
            status: view.status.as_str(),
            status_details: view.details.as_deref(),
            version_number: view.version,
        }
    }
}

/// The summaries of those with a status.
#[cfg(feature = "async")]
pub(in crate::fake) fn summaries<'a>(
    views: &'a [View],
    status: &iot_jobs_data::types::JobExecutionStatus,
) -> Vec<Summary<'a>> {
    let views = views.iter().filter(|view| view.status == *status);
    views.map(Summary::new).collect()
}

impl<'a> Summary<'a> {
    pub(in crate::fake) fn new(view: &'a View) -> Self {
        Self {
            job_id: &view.job,
            queued_at: view.queued_at,
            last_updated_at: view.last_updated_at,
            started_at: view.started_at,
            execution_number: view.number,
            version_number: view.version,
        }
    }
}
