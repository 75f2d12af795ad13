//! Things, and the things of a job.

use std::sync::Arc;

use iot_jobs_data::types::JobExecutionStatus;

use super::execution::ExecutionState;
use super::{Reason, Refusal, Service, Thing, limits};
use crate::fake::observed::ChangedBy;

impl Service {
    /// Adds a thing. One that was deleted begins anew.
    pub(in crate::fake) fn create_thing(&mut self, name: &str) -> Result<(), Refusal> {
        limits::check_thing_name(name)?;
        match self.things.get_mut(name) {
            Some(thing) => thing.is_deleted = false,
            None => drop(self.things.insert(name.into(), Thing::default())),
        }
        Ok(())
    }

    /// Deletes a thing with its executions. Nobody is notified.
    pub(in crate::fake) fn delete_thing(&mut self, name: &str) -> Result<(), Refusal> {
        let executions: Vec<usize> = self.thing(name)?.executions.values().copied().collect();
        let is_watched = std::mem::take(&mut self.is_watched);
        executions.into_iter().for_each(|index| self.delete_execution(index));
        if let Some(thing) = self.things.get_mut(name) {
            thing.is_deleted = true;
        }
        self.is_watched = is_watched;
        Ok(())
    }

    /// Queues an execution of a job on a thing, unless one is pending.
    pub(in crate::fake) fn add_target(&mut self, job: &str, thing: &str) -> Result<(), Refusal> {
        let present = self.thing(thing)?.executions.get(job).copied();
        let spec = Arc::clone(&self.active_job(job)?.spec);
        match present {
            Some(index) if self.executions[index].is_pending() => Ok(()),
            Some(index) => {
                let was_deleted = self.executions[index].is_deleted;
                self.executions[index].is_deleted = false;
                self.executions[index].retries_left = spec.retries;
                if was_deleted {
                    self.executions[index].number = 0;
                }
                self.queue_again(index, true);
                Ok(())
            }
            None => {
                self.queue(job, thing, spec.retries);
                Ok(())
            }
        }
    }

    /// Ends the execution on a thing that no longer belongs to a job: one that is queued, and with
    /// `force` one that is in progress too. The version stays as it is.
    pub(in crate::fake) fn remove_target(
        &mut self,
        job: &str,
        thing: &str,
        force: bool,
    ) -> Result<(), Refusal> {
        let index = self.find(thing, job, None)?;
        let execution = &self.executions[index];
        let is_affected = execution.status == JobExecutionStatus::Queued
            || force && execution.status == JobExecutionStatus::InProgress;
        if !is_affected {
            return Err(Refusal::of(
                Reason::InvalidStateTransition,
                format!(
                    "the execution of job {job} on thing {thing} is {} and is not removed",
                    execution.status.as_str()
                ),
            ));
        }
        self.change(index, ChangedBy::Service, |execution, _| {
            execution.status = JobExecutionStatus::Removed;
        });
        Ok(())
    }

    fn queue(&mut self, job: &str, thing: &str, retries: u8) {
        let index = self.executions.len();
        let (job, thing): (Arc<str>, Arc<str>) = (job.into(), thing.into());
        let Some(entry) = self.things.get_mut(&thing) else { return };
        entry.executions.insert(Arc::clone(&job), index);
        self.queued += 1;
        self.executions.push(ExecutionState {
            thing,
            job,
            // Until it enters the queue.
            status: JobExecutionStatus::Removed,
            details: None,
            queued_at: self.now,
            started_at: None,
            last_updated_at: self.now,
            number: 1,
            version: 1,
            place: self.queued,
            job_deadline: None,
            step_deadline: None,
            retries_left: retries,
            is_deleted: false,
            history: Vec::new(),
        });
        self.change(index, ChangedBy::Service, |execution, _| {
            execution.status = JobExecutionStatus::Queued;
        });
    }
}
