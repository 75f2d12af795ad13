use iot_jobs_data::types::JobExecutionStatus;

use super::Service;
use super::execution::ExecutionState;
use super::view::seconds;
use crate::fake::observed::{Change, ChangedBy};

impl Service {
    /// The only way to change an execution: it keeps the queue, the timers and the history right,
    /// and makes the notices. The closure gets the time.
    pub(super) fn change(
        &mut self,
        index: usize,
        by: ChangedBy,
        edit: impl FnOnce(&mut ExecutionState, u64),
    ) {
        let before = self.next_of(index);
        let now = self.now;
        let execution = &mut self.executions[index];
        let thing = self.things.get_mut(&execution.thing);
        let (was_pending, queued_at) = (execution.is_pending(), execution.queued_at);
        if let Some(deadline) = execution.deadline() {
            self.timers.remove(&(deadline, index));
        }
        if let Some(thing) = thing {
            thing.leave(index, execution);
            edit(execution, now);
            start(execution, now, self.jobs.get(&execution.job).and_then(|job| job.spec.timeout));
            if execution.is_pending() {
                thing.enter(index, execution);
            }
        }
        execution.last_updated_at = now;
        if let Some(deadline) = execution.deadline() {
            self.timers.insert((deadline, index));
        }
        let is_other = (was_pending, queued_at) != (execution.is_pending(), execution.queued_at);
        self.record(index, by);
        self.notice(index, before, is_other);
    }

    /// Adds the present state to the history.
    pub(super) fn record(&mut self, index: usize, by: ChangedBy) {
        let at = seconds(self.now);
        let execution = &mut self.executions[index];
        execution.history.push(Change {
            by,
            at,
            status: execution.status.clone(),
            details: execution.details.clone().unwrap_or_default(),
            number: execution.number,
            version: execution.version,
            queued_at: seconds(execution.queued_at),
            is_deleted: execution.is_deleted,
        });
    }
}

/// The first report of a device starts the execution, unless it is a refusal.
fn start(execution: &mut ExecutionState, now: u64, timeout: Option<u16>) {
    use JobExecutionStatus::{Failed, InProgress, Succeeded};

    let is_started = matches!(execution.status, InProgress | Succeeded | Failed);
    if is_started && execution.started_at.is_none() {
        execution.started_at = Some(now);
        execution.job_deadline = timeout.map(|minutes| now + u64::from(minutes) * 60_000);
    }
}
