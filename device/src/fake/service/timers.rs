use iot_jobs_data::types::JobExecutionStatus;

use super::Service;
use crate::fake::observed::ChangedBy;
use crate::fake::settings::RetryNumbering;

impl Service {
    /// When the next execution times out.
    pub(in crate::fake) fn next_timer(&self) -> Option<u64> {
        self.timers.first().map(|(at, _)| *at)
    }

    /// Moves the time and ends what times out until then, in order.
    pub(in crate::fake) fn advance_to(&mut self, time: u64) {
        while let Some((at, index)) = self.timers.first().copied().filter(|(at, _)| *at <= time) {
            self.now = self.now.max(at);
            self.change(index, ChangedBy::Service, |execution, _| {
                execution.status = JobExecutionStatus::TimedOut;
                execution.version += 1;
            });
            self.retry(index);
        }
        self.now = self.now.max(time);
    }

    /// Restarts the step timer of an execution that is in progress. `None` leaves it as it is, -1
    /// cancels it.
    pub(super) fn set_step_timer(&mut self, index: usize, minutes: Option<i64>) {
        let Some(minutes) = minutes else { return };
        let minutes = u64::try_from(minutes).ok();
        let execution = &mut self.executions[index];
        if let Some(deadline) = execution.deadline() {
            self.timers.remove(&(deadline, index));
        }
        execution.step_deadline = minutes.map(|minutes| self.now + minutes * 60_000);
        if let Some(deadline) = execution.deadline() {
            self.timers.insert((deadline, index));
        }
    }

    /// Queues an execution again that has failed or timed out, if its job has retries left.
    pub(super) fn retry(&mut self, index: usize) {
        let execution = &self.executions[index];
        let may_be_retried =
            matches!(execution.status, JobExecutionStatus::Failed | JobExecutionStatus::TimedOut);
        let is_active = self.jobs.get(&execution.job).is_some_and(|job| !job.is_canceled);
        if may_be_retried && is_active && !execution.is_deleted && execution.retries_left > 0 {
            let has_new_number = self.retry_numbering == RetryNumbering::HigherNumber;
            self.executions[index].retries_left -= 1;
            self.queue_again(index, has_new_number);
        }
    }

    /// Queues an execution again.
    pub(super) fn queue_again(&mut self, index: usize, has_new_number: bool) {
        self.queued += 1;
        let place = self.queued;
        self.change(index, ChangedBy::Service, |execution, now| {
            execution.status = JobExecutionStatus::Queued;
            // Never in the same second as before, since it identifies the execution.
            execution.queued_at = now.max((execution.queued_at / 1000 + 1) * 1000);
            execution.place = place;
            execution.started_at = None;
            execution.job_deadline = None;
            execution.step_deadline = None;
            match has_new_number {
                true => {
                    execution.number += 1;
                    execution.version = 1;
                    execution.details = None;
                }
                false => execution.version += 1,
            }
        });
    }
}
