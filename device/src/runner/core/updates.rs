//! What answers mean for the job.

use std::collections::BTreeMap;
use std::time::Duration;

use iot_jobs_data::types::{JobExecutionState, JobExecutionStatus};

use super::event::Command;
use super::job::Job;
use super::{Core, Trouble};
use crate::jobs::{Answer, CallErrorKind, Execution, Update, VersionMismatch};
use crate::runner::Ending;

impl Core {
    /// The answer to a report.
    pub(super) fn take_report(
        &mut self,
        update: &Update,
        result: Result<Answer, CallErrorKind>,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        let is_final = update.status != JobExecutionStatus::InProgress;
        match result {
            Ok(_) => {
                self.succeeded();
                self.report_accepted(update, is_final, now, commands);
            }
            Err(
                CallErrorKind::VersionMismatch(VersionMismatch { state, .. })
                | CallErrorKind::InvalidStateTransition { state },
            ) => {
                self.count_mismatch(now);
                // The report may have arrived twice, and this may be the answer to the second one.
                self.mark_applied(is_final);
                self.settle_or_probe(state);
            }
            Err(CallErrorKind::InvalidRequest) if !self.job.as_ref().is_some_and(|j| j.is_bare) => {
                if let Some(job) = &mut self.job {
                    job.is_bare = true;
                }
            }
            Err(kind) => self.take_failure(kind, is_final, now),
        }
    }

    fn report_accepted(
        &mut self,
        update: &Update,
        is_final: bool,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        let Some(job) = &mut self.job else { return };
        self.counters.details_refused += u64::from(job.is_bare);
        job.version += 1;
        job.mismatches = 0;
        if is_final {
            job.ending = Some(Ending::Reported(update.status.clone()));
            return;
        }
        job.reported_at = Some(now);
        self.extend_deadline(now, commands);
        let Some(job) = &self.job else { return };
        let is_dirty = job.verdict.is_none() && self.update_of(job).details != update.details;
        if let Some(job) = &mut self.job {
            job.is_dirty = is_dirty;
        }
    }

    /// What the service has of the job.
    pub(super) fn take_probe(
        &mut self,
        result: Result<Answer, CallErrorKind>,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        let Some(job) = &mut self.job else { return };
        let asked_for_document = std::mem::take(&mut job.wants_document);
        let mut document = None;
        match result {
            Ok(Answer::Execution(Some(execution))) if execution.id == job.id => {
                job.needs_probe = false;
                job.is_doubtful = false;
                document = execution.document.clone();
                self.answered();
                self.learn_time(&execution, now, commands);
                let Execution { status, details, version, .. } = execution;
                self.settle(&status, &details, version);
            }
            // The execution was replaced by another one of the same job.
            Ok(_) => {
                self.answered();
                self.ended_unseen();
            }
            Err(kind) => {
                // The report itself may be allowed.
                if matches!(kind, CallErrorKind::Denied | CallErrorKind::InvalidRequest) {
                    job.needs_probe = false;
                }
                self.take_failure(kind, false, now);
            }
        }
        if asked_for_document {
            let document = document.filter(|document| is_json(document));
            commands.push(Command::Refreshed(document));
        }
    }

    fn settle_or_probe(&mut self, state: Option<JobExecutionState>) {
        // Without its details, it does not tell whose it is.
        let is_whole =
            |state: &JobExecutionState| state.status.is_some() && state.status_details.is_some();
        let Some(state) = state.filter(is_whole) else {
            if let Some(job) = &mut self.job {
                job.is_doubtful = true;
            }
            return;
        };
        let status = state.status.unwrap_or_else(|| JobExecutionStatus::from(""));
        let details = state.status_details.unwrap_or_default().into_iter().collect();
        self.settle(&status, &details, state.version_number);
    }

    /// Compares what the service has with what this runner does.
    fn settle(
        &mut self,
        status: &JobExecutionStatus,
        details: &BTreeMap<String, String>,
        version: i64,
    ) {
        let Some(job) = &mut self.job else { return };
        let claim = details.get(&self.policy.claim_name);
        let is_ours = claim == Some(&job.claim);
        job.ending = match status {
            JobExecutionStatus::InProgress if is_ours => {
                job.version = version;
                return;
            }
            JobExecutionStatus::InProgress => Some(Ending::TakenOver),
            // It ended, and the service starts it again.
            JobExecutionStatus::Queued => return self.ended_unseen(),
            status if is_ours && job.verdict.as_ref().is_some_and(|v| v.status == *status) => {
                Some(Ending::Reported(status.clone()))
            }
            status => Some(Ending::EndedByService { status: Some(status.clone()) }),
        };
    }

    /// It has ended, and the service does not tell how.
    fn ended_unseen(&mut self) {
        let Some(job) = &mut self.job else { return };
        job.ending = Some(match &job.verdict {
            Some(verdict) if verdict.may_be_applied => {
                Ending::EndedUnconfirmed { reported: verdict.status.clone() }
            }
            _ => Ending::EndedByService { status: None },
        });
    }

    fn take_failure(&mut self, kind: CallErrorKind, is_final: bool, now: Duration) {
        match kind {
            CallErrorKind::Ended => self.ended_unseen(),
            CallErrorKind::NotFound => {
                if let Some(job) = &mut self.job {
                    job.ending = Some(match &job.verdict {
                        Some(verdict) if verdict.may_be_applied => {
                            Ending::EndedUnconfirmed { reported: verdict.status.clone() }
                        }
                        _ => Ending::Removed,
                    });
                }
            }
            kind => {
                self.mark_applied(is_final && kind.may_be_applied());
                self.failed(&kind, now);
            }
        }
    }

    /// Notes whether the service may have the final status.
    fn mark_applied(&mut self, may_be_applied: bool) {
        if let Some(verdict) = self.job.as_mut().and_then(|job| job.verdict.as_mut()) {
            verdict.may_be_applied |= may_be_applied;
        }
    }

    /// A report that meets another version again and again is not repeated at once.
    fn count_mismatch(&mut self, now: Duration) {
        let Some(job) = &mut self.job else { return };
        job.mismatches += 1;
        if job.mismatches > 2 {
            self.trouble = Some(Trouble::Service);
            self.backoff.failed(now, None, &mut self.random);
        }
    }

    /// A report in progress has restarted the step timer.
    pub(super) fn extend_deadline(&mut self, now: Duration, commands: &mut Vec<Command>) {
        let Some(step) = self.policy.step_time() else { return };
        let grace = self.policy.grace;
        let Some(job) = &mut self.job else { return };
        job.timer_set_at = Some(now);
        // What is left now is that of the job's timer, if it has one.
        job.needs_probe |= std::mem::take(&mut job.may_have_job_timer);
        let of_step = now.saturating_add(step);
        let deadline = job.job_deadline.map_or(of_step, |at| at.min(of_step));
        job.set_deadline(Some(deadline), now, grace, commands);
    }

    /// Learns from an execution how much time is left.
    pub(super) fn learn_time(
        &mut self,
        execution: &Execution,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        let (step, grace) = (self.policy.step_time(), self.policy.grace);
        let Some(job) = &mut self.job else { return };
        let Some(left) = execution.time_left else { return };
        let end = now.saturating_add(left);
        match (step, job.timer_set_at) {
            // If less is left than the step timer has, it is the timer of the job.
            (Some(step), Some(set_at)) => {
                let is_less = end.saturating_add(SLACK) < set_at.saturating_add(step);
                job.job_deadline = is_less.then_some(end);
            }
            // The step timer may have been running for long.
            (Some(step), None) if left.saturating_add(SLACK) < step => {
                job.may_have_job_timer = true;
                // A report restarts it.
                job.reported_at = None;
            }
            (Some(_), None) => {}
            (None, _) => job.job_deadline = Some(end),
        }
        job.set_deadline(Some(end), now, grace, commands);
    }
}

impl Job {
    fn set_deadline(
        &mut self,
        deadline: Option<Duration>,
        now: Duration,
        grace: Duration,
        commands: &mut Vec<Command>,
    ) {
        self.deadline = deadline;
        // Time for the handler to stop, and for a report.
        let margin = |at: Duration| grace.min(at.saturating_sub(now) / 4);
        self.time_up = deadline.map(|at| at.saturating_sub(margin(at)));
        if self.is_running() {
            commands.push(Command::Deadline(deadline));
        }
    }
}

pub(super) fn is_json(document: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(document).is_ok()
}

/// How much the time left that the service tells may be off.
const SLACK: Duration = Duration::from_secs(90);
