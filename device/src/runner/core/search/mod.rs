//! Finding the next execution, and claiming it.

mod claim;
mod found;
mod recover;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;

use self::claim::adopted;
pub(super) use self::claim::bare;
use super::event::Command;
use super::record::{Contents, Record};
use super::{Core, Purpose};
use crate::jobs::{Answer, CallErrorKind, Execution, ExecutionId, JobsCall, Update};
use crate::runner::Activity;

/// How a runner without a job looks for one.
#[derive(Clone, Debug)]
pub(super) struct Search {
    stage: Stage,
    /// The claim for the next execution, and whether the journal has it.
    claim: Option<(String, bool)>,
    /// What the journal knew at the start, and is not yet settled.
    records: BTreeMap<ExecutionId, Record>,
    /// Executions that the handler does not accept, or that are in progress elsewhere.
    skipped: BTreeSet<ExecutionId>,
    /// Executions to describe; `None` before they were listed.
    candidates: Option<VecDeque<ExecutionId>>,
    foreign: Option<ExecutionId>,
    /// Claims of this run, and what was begun with them: a request that arrives late may start another
    /// execution with one of them.
    spent: VecDeque<(String, ExecutionId)>,
    next_poll: Duration,
    /// How many polls in a row found nothing.
    empty_polls: u32,
    /// Whether somebody asked for a poll since the last one began.
    is_woken: bool,
    /// How often to ask again soon, since a notification may come before the execution.
    eager_polls: u32,
    is_notified: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// Ask for the executions of the journal.
    Recover,
    /// Wait for the next poll.
    Rest,
    /// Ask for the next execution: start it, or describe it if the handler selects.
    Ask,
    /// Ask the handler about its document.
    Judge(Execution),
    /// List the pending executions.
    List,
    /// Describe the candidates.
    Look,
    /// Claim it by an update.
    Claim { execution: Execution, is_adopted: bool },
    /// Find out whether the claim was applied.
    Check { execution: Execution, is_adopted: bool },
}

impl Search {
    pub(super) fn new(contents: Contents, is_notified: bool, now: Duration) -> Self {
        let spent = |claim: &String| contents.records.iter().any(|r| bare(&r.claim) == claim);
        let claim = contents.claim.filter(|claim| !spent(claim)).map(|claim| (claim, true));
        let records = contents.records.into_iter().map(|record| (record.id.clone(), record));
        Self {
            stage: Stage::Recover,
            claim,
            records: records.collect(),
            skipped: BTreeSet::new(),
            candidates: None,
            foreign: None,
            spent: VecDeque::new(),
            next_poll: now,
            empty_polls: 0,
            is_woken: false,
            eager_polls: 0,
            is_notified,
        }
    }

    pub(super) fn activity(&self) -> Activity {
        match (&self.stage, &self.foreign) {
            (Stage::Recover, _) => Activity::Recovering,
            (_, Some(id)) => Activity::ForeignExecution(id.clone()),
            (_, None) => Activity::Idle,
        }
    }

    /// What distinguishes states of the search.
    #[cfg(test)]
    pub(super) fn shape(&self) -> String {
        let stage = super::model::head(&self.stage);
        let claim = self.claim.as_ref().map(|(_, is_saved)| *is_saved);
        let candidates = self.candidates.as_ref().map(VecDeque::len);
        format!(
            "{stage},{claim:?},{},{candidates:?},{}",
            self.records.len(),
            self.foreign.is_some()
        )
    }

    /// Asks at once.
    pub(super) fn look_now(&mut self, now: Duration) {
        self.is_woken = true;
        self.next_poll = now;
        self.empty_polls = 0;
    }

    /// Nobody tells any more.
    pub(super) fn poll_from_now_on(&mut self, now: Duration) {
        self.is_notified = false;
        self.look_now(now);
    }

    /// There is an execution, perhaps not visible yet: asks at once, and again soon.
    pub(super) fn look_eagerly(&mut self, now: Duration) {
        self.look_now(now);
        self.eager_polls = EAGER_POLLS;
    }

    /// A job has ended: the next one may wait.
    pub(super) fn look_after_job(&mut self, now: Duration) {
        if self.records.is_empty() {
            self.stage = Stage::Rest;
        }
        self.next_poll = now;
        self.empty_polls = 0;
        self.foreign = None;
    }

    /// Whether an execution was started by a request of this run that arrived late, after another one
    /// was begun with its claim.
    fn is_late(&self, claim: &str, id: &ExecutionId) -> bool {
        !self.records.contains_key(id)
            && self.spent.iter().any(|(spent, begun)| spent == bare(claim) && begun != id)
            && !self.spent.iter().any(|(_, begun)| begun == id)
    }

    /// Leaves an execution alone, and looks at the others.
    fn skip(&mut self, id: ExecutionId) {
        self.skipped.insert(id);
        self.stage = if self.candidates.is_some() { Stage::Look } else { Stage::List };
    }

    fn take_claim(&mut self) -> String {
        self.claim.take().map(|(claim, _)| claim).unwrap_or_default()
    }
}

impl Core {
    /// Does what is due to find the next execution.
    pub(super) fn advance_search(&mut self, now: Duration, commands: &mut Vec<Command>) {
        while self.call.is_none() && self.save.is_none() && self.backoff.is_over(now) {
            match self.search.stage.clone() {
                Stage::Recover => match self.search.records.keys().next() {
                    Some(id) => self.search_by(JobsCall::Describe(id.clone()), commands),
                    None => self.search.stage = Stage::Rest,
                },
                Stage::Rest if now < self.search.next_poll => return,
                Stage::Rest => {
                    self.search.stage = Stage::Ask;
                    self.search.is_woken = false;
                    self.search.candidates = None;
                    self.search.foreign = None;
                }
                Stage::Ask if !self.policy.accepts_everything => {
                    self.search_by(JobsCall::DescribeNext, commands);
                }
                Stage::Ask => {
                    let Some(claim) = self.saved_claim(commands) else { return };
                    let call = JobsCall::StartNext {
                        details: self.claim_details(&claim),
                        step_timeout_in_minutes: self.policy.step_timeout,
                    };
                    self.search_by(call, commands);
                }
                Stage::Judge(_) => return,
                Stage::List => self.search_by(JobsCall::GetPending, commands),
                Stage::Look => {
                    match self.search.candidates.as_mut().and_then(VecDeque::pop_front) {
                        Some(id) => self.search_by(JobsCall::Describe(id), commands),
                        None => self.rest(now),
                    }
                }
                Stage::Claim { execution, is_adopted } => {
                    let Some(claim) = self.saved_claim(commands) else { return };
                    let claim = if is_adopted { adopted(&claim) } else { claim };
                    let update = Update {
                        details: self.claim_details(&claim),
                        expected_version: Some(execution.version),
                        step_timeout_in_minutes: self.policy.step_timeout,
                        ..Update::new(execution.id, JobExecutionStatus::InProgress)
                    };
                    self.search_by(JobsCall::Update(update), commands);
                }
                Stage::Check { execution, .. } => {
                    self.search_by(JobsCall::Describe(execution.id), commands);
                }
            }
        }
    }

    /// When the search goes on without an event.
    pub(super) fn next_search(&self) -> Option<Duration> {
        if self.save.is_some() || matches!(self.search.stage, Stage::Judge(_)) {
            return None;
        }
        let due = match self.search.stage {
            Stage::Rest => self.search.next_poll,
            _ => Duration::ZERO,
        };
        Some(self.backoff.end().map_or(due, |end| end.max(due)))
    }

    fn search_by(&mut self, call: JobsCall, commands: &mut Vec<Command>) {
        self.call(call.clone(), Purpose::Search(call), commands);
    }

    /// Nothing can be done now.
    fn rest(&mut self, now: Duration) {
        self.backoff.reset();
        let search = &mut self.search;
        search.stage = Stage::Rest;
        let pause = if search.eager_polls > 0 {
            search.eager_polls -= 1;
            FIRST_EAGER_POLL * (1 << (EAGER_POLLS - 1 - search.eager_polls.min(EAGER_POLLS - 1)))
        } else if search.is_notified {
            self.policy.idle_poll_interval.saturating_mul(3)
        } else {
            let grown = self.policy.poll_interval.mul_f64(
                1.5_f64.powi(i32::try_from(search.empty_polls).unwrap_or(i32::MAX).min(20)),
            );
            grown.min(self.policy.idle_poll_interval.max(self.policy.poll_interval))
        };
        search.empty_polls = search.empty_polls.saturating_add(1);
        search.next_poll = match std::mem::take(&mut search.is_woken) {
            true => now,
            false => now.saturating_add(pause.mul_f64(0.9 + 0.2 * self.random.fraction())),
        };
    }

    pub(super) fn take_found(
        &mut self,
        call: JobsCall,
        result: Result<Answer, CallErrorKind>,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        if self.job.is_some() {
            return;
        }
        let stage = self.search.stage.clone();
        match (stage, result) {
            (Stage::Recover, result) => self.take_recovered(call, result, now, commands),
            (Stage::Claim { execution, is_adopted }, result) => {
                self.take_claimed(execution, is_adopted, result, now, commands);
            }
            (Stage::Check { execution, is_adopted }, result) => {
                self.take_checked(execution, is_adopted, result, now, commands);
            }
            (Stage::List, Ok(Answer::Pending(pending))) => {
                self.answered();
                let all: Vec<_> = pending.in_progress.into_iter().chain(pending.queued).collect();
                self.search.skipped.retain(|id| all.contains(id));
                let new = all.into_iter().filter(|id| !self.search.skipped.contains(id));
                self.search.candidates = Some(new.collect());
                self.search.stage = Stage::Look;
            }
            (_, Ok(Answer::Execution(Some(execution)))) => {
                self.answered();
                self.found(execution, now, commands);
            }
            // A candidate has ended meanwhile.
            (Stage::Look, Ok(_) | Err(CallErrorKind::Ended | CallErrorKind::NotFound)) => {
                self.answered();
            }
            (_, Ok(_)) => {
                self.succeeded();
                self.rest(now);
            }
            (_, Err(kind)) => self.failed(&kind, now),
        }
    }
}

const EAGER_POLLS: u32 = 3;
const FIRST_EAGER_POLL: Duration = Duration::from_secs(1);
