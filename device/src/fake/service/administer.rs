//! What the control plane does with jobs.

use std::sync::Arc;

use iot_jobs_data::types::JobExecutionStatus;

use super::{Job, Reason, Refusal, Service, limits};
use crate::fake::job::FakeJob;
use crate::fake::observed::{ChangedBy, ExecutionRecord};

impl Service {
    pub(in crate::fake) fn create_job(&mut self, spec: FakeJob) -> Result<(), Refusal> {
        limits::check_job_id(&spec.id)?;
        limits::check_job_timeout(spec.timeout)?;
        if spec.retries > MAX_RETRIES {
            let text = format!("numberOfRetries is {}, more than {MAX_RETRIES}", spec.retries);
            return Err(Refusal::invalid(text));
        }
        if spec.is_checked {
            limits::check_document(&spec.document)?;
        }
        if self.jobs.contains_key(&*spec.id) {
            let text = format!("job {} exists already", spec.id);
            return Err(Refusal::of(Reason::Conflict, text));
        }
        if spec.targets.is_empty() {
            return Err(Refusal::invalid("targets must not be empty"));
        }
        spec.targets.iter().try_for_each(|thing| self.thing(thing).map(drop))?;
        let (id, spec): (Arc<str>, _) = (spec.id.as_str().into(), Arc::new(spec));
        let job = Job { spec: Arc::clone(&spec), is_canceled: false };
        self.jobs.insert(Arc::clone(&id), job);
        spec.targets.iter().try_for_each(|thing| self.add_target(&id, thing))
    }

    /// Ends the executions that are queued, and with `force` those in progress too.
    pub(in crate::fake) fn cancel_job(&mut self, id: &str, force: bool) -> Result<(), Refusal> {
        self.active_job(id)?;
        for index in self.pending_of(id) {
            if force || self.executions[index].status == JobExecutionStatus::Queued {
                self.cancel(index);
            }
        }
        if let Some(job) = self.jobs.get_mut(id) {
            job.is_canceled = true;
        }
        Ok(())
    }

    /// Ends one execution; one in progress only with `force`.
    pub(in crate::fake) fn cancel_execution(
        &mut self,
        thing: &str,
        job: &str,
        force: bool,
    ) -> Result<(), Refusal> {
        let index = self.find(thing, job, None)?;
        let status = &self.executions[index].status;
        if *status == JobExecutionStatus::Queued
            || force && *status == JobExecutionStatus::InProgress
        {
            self.cancel(index);
            return Ok(());
        }
        let text = format!(
            "the execution of job {job} on thing {thing} is {} and is not canceled",
            status.as_str()
        );
        Err(Refusal::of(Reason::InvalidStateTransition, text))
    }

    /// Deletes a job with its executions. With pending ones, `force` is needed.
    pub(in crate::fake) fn delete_job(&mut self, id: &str, force: bool) -> Result<(), Refusal> {
        self.job(id)?;
        let is_pending = !self.pending_of(id).is_empty();
        if is_pending && !force {
            let text = format!("job {id} is in progress: delete it with force");
            return Err(Refusal::of(Reason::InvalidStateTransition, text));
        }
        let all = (0..self.executions.len()).filter(|&index| *self.executions[index].job == *id);
        all.collect::<Vec<_>>().into_iter().for_each(|index| self.delete_execution(index));
        self.jobs.remove(id);
        Ok(())
    }

    /// The last known state of an execution, whether it is deleted or not.
    pub(in crate::fake) fn record_of(&self, thing: &str, job: &str) -> Option<ExecutionRecord> {
        let index = *self.things.get(thing)?.executions.get(job)?;
        Some(ExecutionRecord::new(self.view(index), &self.executions[index].history))
    }

    pub(super) fn delete_execution(&mut self, index: usize) {
        if !self.executions[index].is_deleted {
            self.change(index, ChangedBy::Service, |execution, _| execution.is_deleted = true);
        }
    }

    pub(super) fn active_job(&self, id: &str) -> Result<&Job, Refusal> {
        let job = self.job(id)?;
        match job.is_canceled {
            false => Ok(job),
            true => Err(Refusal::invalid(format!("job {id} is canceled"))),
        }
    }

    fn job(&self, id: &str) -> Result<&Job, Refusal> {
        self.jobs.get(id).ok_or_else(|| Refusal::not_found(format!("job {id} does not exist")))
    }

    /// The pending executions of a job, by the order of their creation.
    fn pending_of(&self, job: &str) -> Vec<usize> {
        let executions = self.executions.iter().enumerate();
        let pending = executions.filter(|(_, one)| one.is_pending() && *one.job == *job);
        pending.map(|(index, _)| index).collect()
    }

    fn cancel(&mut self, index: usize) {
        self.change(index, ChangedBy::Service, |execution, _| {
            execution.status = JobExecutionStatus::Canceled;
            execution.version += 1;
        });
    }
}

/// The most retries that a job can have.
const MAX_RETRIES: u8 = 10;
