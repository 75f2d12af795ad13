//! The reports of the job that are due.

use std::collections::BTreeMap;
use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;

use super::event::Command;
use super::job::{HandlerState, Job};
use super::{Core, Purpose};
use crate::jobs::{JobsCall, StatusDetails, Update};

/// The name of the step in the status details.
pub(crate) const STEP: &str = "step";

impl Core {
    /// Makes the call that the job needs, if none is in flight.
    pub(super) fn advance_reports(&mut self, now: Duration, commands: &mut Vec<Command>) {
        let Some(job) = &self.job else { return };
        if self.call.is_some() || self.next_call_of(job).is_none_or(|at| at > now) {
            return;
        }
        if job.is_doubtful || job.needs_probe || job.wants_document {
            let call = JobsCall::Describe(job.id.clone());
            return self.call(call, Purpose::Probe, commands);
        }
        let update = self.update_of(job);
        self.call(JobsCall::Update(update.clone()), Purpose::Report(update), commands);
    }

    /// When the next call for the job is due. `None`: none is.
    pub(super) fn next_call_of(&self, job: &Job) -> Option<Duration> {
        let due = self.due(job)?;
        Some(self.backoff.end().map_or(due, |end| end.max(due)))
    }

    fn due(&self, job: &Job) -> Option<Duration> {
        if job.ending.is_some() {
            return None;
        }
        if job.is_doubtful || job.needs_probe || job.wants_document {
            return Some(Duration::ZERO);
        }
        if let Some(verdict) = &job.verdict {
            return verdict.is_saved.then_some(Duration::ZERO);
        }
        if !matches!(job.handler, HandlerState::Running | HandlerState::Paused { .. }) {
            return None;
        }
        let since =
            |pause: Duration| job.reported_at.map_or(Duration::ZERO, |at| at.saturating_add(pause));
        let heartbeat = self.policy.heartbeat().map(since);
        let progress = job.is_dirty.then(|| since(self.policy.progress_interval));
        [heartbeat, progress].into_iter().flatten().min()
    }

    /// What the service is to know now.
    pub(super) fn update_of(&self, job: &Job) -> Update {
        let (status, details, step_timeout) = match &job.verdict {
            Some(verdict) => (verdict.status.clone(), &verdict.details, None),
            None => {
                (JobExecutionStatus::InProgress, job.details.as_map(), self.policy.step_timeout)
            }
        };
        let details = if job.is_bare { BTreeMap::new() } else { details.clone() };
        let step = job.step.as_ref().filter(|_| !job.is_bare);
        Update {
            details: self.with_claim(details, step, &job.claim),
            expected_version: Some(job.version),
            step_timeout_in_minutes: step_timeout,
            ..Update::new(job.id.clone(), status)
        }
    }

    /// The details with those that every report has, since a report replaces all.
    fn with_claim(
        &self,
        mut details: BTreeMap<String, String>,
        step: Option<&String>,
        claim: &str,
    ) -> BTreeMap<String, String> {
        if let Some(step) = step {
            let cleaned = StatusDetails::new().with(STEP, step);
            details.extend(cleaned.as_map().clone());
        }
        details.insert(self.policy.claim_name.clone(), claim.to_owned());
        details
    }
}
