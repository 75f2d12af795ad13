use iot_jobs_data::types::JobExecutionStatus;

use super::view::state_of;
use super::{Reason, Refusal, Reply, Service, UpdateRequest, limits};
use crate::fake::observed::ChangedBy;

impl Service {
    pub(super) fn update(&mut self, thing: &str, update: &UpdateRequest) -> Result<Reply, Refusal> {
        limits::check_details(update.details.as_ref())?;
        limits::check_step_timeout(update.step)?;
        check_status(&update.status)?;
        let index = self.find(thing, &update.job, update.number)?;
        self.check_version(index, update.expected_version)?;
        self.check_not_ended(index)?;
        self.change(index, ChangedBy::Device, |execution, _| {
            execution.status = update.status.clone();
            execution.version += 1;
            execution.details = update.details.clone().or(execution.details.take());
        });
        if update.status == JobExecutionStatus::InProgress {
            self.set_step_timer(index, update.step);
        }
        let state = update.with_state.then(|| self.view(index));
        let document = update.with_document.then(|| self.deliver_document(index)).flatten();
        // After the answer was made: a retry is another execution.
        self.retry(index);
        Ok(Reply::Updated { state, document })
    }

    fn check_version(&self, index: usize, expected: Option<i64>) -> Result<(), Refusal> {
        let found = self.executions[index].version;
        match expected.filter(|expected| *expected != found) {
            None => Ok(()),
            Some(expected) => {
                let reason = Reason::VersionMismatch { expected, found };
                let message = format!("Expected version {expected} but found version {found}");
                Err(Refusal::of(reason, message).with_state(state_of(&self.view(index))))
            }
        }
    }

    fn check_not_ended(&self, index: usize) -> Result<(), Refusal> {
        let execution = &self.executions[index];
        if execution.is_pending() {
            return Ok(());
        }
        let message = format!(
            "the execution of job {} on thing {} has ended: {}",
            execution.job,
            execution.thing,
            execution.status.as_str()
        );
        let refusal = Refusal::of(Reason::InvalidStateTransition, message);
        Err(refusal.with_state(state_of(&self.view(index))))
    }
}

/// Which status a device may set.
fn check_status(status: &JobExecutionStatus) -> Result<(), Refusal> {
    use JobExecutionStatus::{Failed, InProgress, Rejected, Succeeded, Unknown};

    match status {
        InProgress | Succeeded | Failed | Rejected => Ok(()),
        Unknown(status) if status.is_empty() => Err(Refusal::invalid("status is missing")),
        Unknown(status) => Err(Refusal::invalid(format!("status {status:?} does not exist"))),
        // In the words of the service.
        other => Err(Refusal::of(
            Reason::InvalidStateTransition,
            format!("The status of job execution cannot be changed to be {}", other.as_str()),
        )),
    }
}
