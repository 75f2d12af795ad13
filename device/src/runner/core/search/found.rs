use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;

use super::Stage;
use super::claim::{bare, is_adopted};
use crate::jobs::{Execution, StatusDetails};
use crate::runner::core::Core;
use crate::runner::core::event::{Command, Mode};
use crate::runner::core::job::{HandlerState, Job};
use crate::runner::core::record::Record;
use crate::runner::core::updates::is_json;
use crate::runner::{ForeignPolicy, Trouble};

impl Core {
    /// An execution that may be worked on.
    pub(super) fn found(
        &mut self,
        execution: Execution,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        match execution.status {
            JobExecutionStatus::InProgress => self.found_in_progress(execution, now, commands),
            JobExecutionStatus::Queued if !self.policy.accepts_everything => {
                self.judge(execution, commands);
            }
            _ if self.policy.accepts_everything => {
                self.trouble = Some(Trouble::Service);
                self.rest(now);
            }
            _ => self.search.skip(execution.id),
        }
    }

    pub(super) fn found_in_progress(
        &mut self,
        execution: Execution,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        let claim = execution.details.get(&self.policy.claim_name).cloned().unwrap_or_default();
        let is_next = |(next, is_saved): &(String, bool)| *is_saved && bare(&claim) == next;
        let is_new = self.search.claim.as_ref().is_some_and(is_next);
        if is_new || self.search.is_late(&claim, &execution.id) {
            if is_new {
                self.search.take_claim();
            }
            return self.begin(execution, claim, now, commands);
        }
        if let Some(record) = self.search.records.get(&execution.id)
            && record.claim == claim
        {
            let record = record.clone();
            return self.go_on(execution, record, now, commands);
        }
        match self.policy.foreign {
            ForeignPolicy::Leave if self.policy.accepts_everything => {
                self.search.foreign = Some(execution.id);
                self.rest(now);
            }
            ForeignPolicy::Leave => {
                self.search.foreign = Some(execution.id.clone());
                self.search.skip(execution.id);
            }
            ForeignPolicy::Fail | ForeignPolicy::Resume if self.policy.accepts_everything => {
                self.take_foreign(execution);
            }
            // It may be that of another agent, whose documents the handler does not accept.
            ForeignPolicy::Fail | ForeignPolicy::Resume => self.judge(execution, commands),
        }
    }

    /// Asks the handler about a document.
    pub(super) fn judge(&mut self, execution: Execution, commands: &mut Vec<Command>) {
        let document = execution.document.as_deref().unwrap_or_default();
        if self.search.skipped.contains(&execution.id) || !is_json(document) {
            return self.search.skip(execution.id);
        }
        commands.push(Command::Judge(execution.clone()));
        self.search.stage = Stage::Judge(execution);
    }

    pub(in crate::runner::core) fn take_judged(&mut self, accepts: bool) {
        let Stage::Judge(execution) = &self.search.stage else { return };
        let execution = execution.clone();
        match execution.status {
            _ if !accepts => self.search.skip(execution.id),
            JobExecutionStatus::InProgress => self.take_foreign(execution),
            _ => self.search.stage = Stage::Claim { execution, is_adopted: false },
        }
    }

    /// Ends an execution that this runner did not begin, or goes on with it.
    pub(super) fn take_foreign(&mut self, execution: Execution) {
        if self.policy.foreign == ForeignPolicy::Resume {
            self.search.stage = Stage::Claim { execution, is_adopted: true };
            return;
        }
        let claim = self.search.claim.take().map(|(claim, _)| claim);
        let claim = claim.unwrap_or_else(|| self.random.claim());
        let mut job = Job::new(execution, claim, HandlerState::Over);
        let reason = "this device does not know that it began the job";
        job.conclude(JobExecutionStatus::Failed, StatusDetails::new().with("reason", reason));
        self.job = Some(job);
    }

    /// Begins an execution that shows our claim.
    pub(super) fn begin(
        &mut self,
        execution: Execution,
        claim: String,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        // What the journal knows of an earlier run of it has no meaning any more.
        self.search.records.remove(&execution.id);
        self.search.spent.push_back((bare(&claim).to_owned(), execution.id.clone()));
        if self.search.spent.len() > SPENT_CLAIMS {
            self.search.spent.pop_front();
        }
        let is_adopted = is_adopted(&claim);
        let mut job = Job::fresh(execution.clone(), claim, now);
        if is_adopted {
            job.handler = HandlerState::Ready(Mode::Resume(None));
        }
        self.set_job(job, &execution, now, commands);
    }

    /// Goes on with an execution that the journal knows.
    pub(super) fn go_on(
        &mut self,
        execution: Execution,
        record: Record,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        self.search.records.remove(&record.id);
        let job = Job::known(execution.clone(), record);
        self.set_job(job, &execution, now, commands);
    }

    pub(super) fn set_job(
        &mut self,
        mut job: Job,
        execution: &Execution,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        if !is_json(&job.document) && job.handler != HandlerState::Over {
            job.handler = HandlerState::Over;
            let reason = "the job document is not JSON";
            let details = StatusDetails::new().with("reason", reason);
            job.conclude(JobExecutionStatus::Rejected, details);
        }
        self.search.foreign = None;
        self.backoff.reset();
        self.job = Some(job);
        self.learn_time(execution, now, commands);
    }
}

const SPENT_CLAIMS: usize = 16;
