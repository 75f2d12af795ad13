use iot_jobs_data::types::JobExecutionStatus;

use super::view::View;
use super::{Details, Refusal, Service, limits};
use crate::fake::observed::ChangedBy;

impl Service {
    /// One that is in progress is handed out as it is.
    pub(super) fn start_next(
        &mut self,
        thing: &str,
        details: Option<&Details>,
        step: Option<i64>,
    ) -> Result<Option<View>, Refusal> {
        limits::check_details(details)?;
        limits::check_step_timeout(step)?;
        let Some(index) = self.thing(thing)?.next() else { return Ok(None) };
        if self.executions[index].status == JobExecutionStatus::Queued {
            let details = details.cloned();
            self.change(index, ChangedBy::Device, |execution, _| {
                execution.status = JobExecutionStatus::InProgress;
                execution.version += 1;
                execution.details = details.or(execution.details.take());
            });
            self.set_step_timer(index, step);
        }
        Ok(Some(self.view_with_document(index)))
    }
}
