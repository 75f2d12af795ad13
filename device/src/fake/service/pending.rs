use iot_jobs_data::types::JobExecutionStatus;

use super::{Refusal, Reply, Service};

/// How many executions a list has at most.
pub(super) const MOST_LISTED: usize = 10;

impl Service {
    pub(super) fn get_pending(&self, thing: &str) -> Result<Reply, Refusal> {
        let pending = self.thing(thing)?.pending().take(MOST_LISTED);
        let (in_progress, queued) = pending
            .map(|index| self.view(index))
            .partition(|view| view.status == JobExecutionStatus::InProgress);
        Ok(Reply::Pending { in_progress, queued })
    }
}
