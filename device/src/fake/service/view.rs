use std::sync::Arc;

use iot_jobs_data::types::{JobExecutionState, JobExecutionStatus};

use super::execution::ExecutionState;
use super::{Details, Service};

/// An execution as it is sent. All times are whole seconds since the epoch.
#[derive(Clone, Debug)]
pub(in crate::fake) struct View {
    pub(in crate::fake) thing: Arc<str>,
    pub(in crate::fake) job: Arc<str>,
    pub(in crate::fake) status: JobExecutionStatus,
    pub(in crate::fake) details: Option<Details>,
    pub(in crate::fake) queued_at: i64,
    pub(in crate::fake) started_at: Option<i64>,
    pub(in crate::fake) last_updated_at: i64,
    pub(in crate::fake) number: i64,
    pub(in crate::fake) version: i64,
    pub(in crate::fake) seconds_left: Option<i64>,
    pub(in crate::fake) document: Option<String>,
}

/// The part of an execution that answers to updates contain.
pub(in crate::fake) fn state_of(view: &View) -> JobExecutionState {
    let details = view.details.as_deref();
    let details = details.map(|all| all.iter().map(|(k, v)| (k.clone(), v.clone())).collect());
    JobExecutionState::builder()
        .status(view.status.clone())
        .set_status_details(details)
        .version_number(view.version)
        .build()
}

impl Service {
    /// An execution without its document.
    pub(super) fn view(&self, index: usize) -> View {
        let execution = &self.executions[index];
        View {
            thing: Arc::clone(&execution.thing),
            job: Arc::clone(&execution.job),
            status: execution.status.clone(),
            details: execution.details.clone(),
            queued_at: seconds(execution.queued_at),
            started_at: execution.started_at.map(seconds),
            last_updated_at: seconds(execution.last_updated_at),
            number: execution.number,
            version: execution.version,
            seconds_left: self.seconds_left(execution),
            document: None,
        }
    }

    /// An execution with its document, whose presigned URLs are new.
    pub(super) fn view_with_document(&mut self, index: usize) -> View {
        let document = self.deliver_document(index);
        View { document, ..self.view(index) }
    }

    fn seconds_left(&self, execution: &ExecutionState) -> Option<i64> {
        execution.deadline().map(|deadline| seconds(deadline.saturating_sub(self.now)))
    }
}

/// Whole seconds.
pub(in crate::fake) fn seconds(milliseconds: u64) -> i64 {
    i64::try_from(milliseconds / 1000).unwrap_or(i64::MAX)
}
