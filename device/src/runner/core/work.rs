//! The handler of the job and the journal.

use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;

use super::Core;
use super::event::{Command, Event, Mode, Start, StepRefusal};
use super::job::{Cancel, HandlerState, Job};
use super::record::{Phase, Record, Write};
use super::search::bare;
use crate::jobs::{ExecutionId, StatusDetails};
use crate::runner::outcome::Verdict;
use crate::runner::{CancelReason, Ending, Exit, Outcome, Trouble};

impl Core {
    /// Does what is due for the job.
    pub(super) fn advance_job(&mut self, now: Duration, commands: &mut Vec<Command>) {
        self.advance_cancellation(now, commands);
        self.advance_handler(now, commands);
        self.advance_end(commands);
        self.advance_stop(now, commands);
        if self.exit.is_none() {
            self.advance_writes(commands);
            self.advance_reports(now, commands);
        }
    }

    fn advance_cancellation(&mut self, now: Duration, commands: &mut Vec<Command>) {
        let Some(job) = &mut self.job else { return };
        if !job.is_running() {
            return;
        }
        let is_up = |at: Option<Duration>| at.is_some_and(|at| at <= now);
        if job.cancel.is_none() {
            let reason = match &job.ending {
                Some(ending) => CancelReason::of(ending),
                None if self.stop_at.is_some() => CancelReason::Shutdown,
                None if is_up(job.time_up) || is_up(job.time_limit) => CancelReason::TimedOut,
                None => return,
            };
            let until = now.saturating_add(self.policy.grace);
            job.cancel = Some(Cancel { reason, until, is_abandoned: false });
            commands.push(Command::Cancel(reason));
            if std::mem::take(&mut job.wants_document) {
                commands.push(Command::Refreshed(None));
            }
        }
        let Some(cancel) = &mut job.cancel else { return };
        if cancel.until <= now && !cancel.is_abandoned {
            cancel.is_abandoned = true;
            commands.push(Command::Abandon);
            if cancel.reason != CancelReason::Shutdown && job.ending.is_none() {
                let reason = format!(
                    "the handler did not stop within {} s after {}",
                    self.policy.grace.as_secs(),
                    cancel.reason
                );
                job.conclude(
                    JobExecutionStatus::Failed,
                    StatusDetails::new().with("reason", reason),
                );
            }
        }
    }

    fn advance_handler(&mut self, now: Duration, commands: &mut Vec<Command>) {
        let Some(job) = &mut self.job else { return };
        if let HandlerState::Paused { until } = job.handler
            && until <= now
        {
            job.handler = HandlerState::Ready(Mode::Resume(job.step.clone()));
        }
        if job.ending.is_some() && !job.is_running() {
            job.handler = HandlerState::Over;
        }
        if let HandlerState::Ready(mode) = &job.handler
            && job.is_recorded
            && self.stop_at.is_none()
        {
            commands.push(Command::Start(Start {
                id: job.id.clone(),
                document: job.document.clone(),
                mode: mode.clone(),
                deadline: job.deadline,
            }));
            job.handler = HandlerState::Running;
            job.time_limit = self.policy.time_limit.map(|limit| now.saturating_add(limit));
            self.counters.started += 1;
        }
    }

    /// The execution has ended and its handler too: forget it.
    fn advance_end(&mut self, commands: &mut Vec<Command>) {
        if self.save.is_some() {
            return;
        }
        let Some(job) = self.job.take_if(|job| job.handler == HandlerState::Over) else { return };
        match job.ending {
            Some(ending) => self.settle_end(job.id, &job.claim, ending, commands),
            None => self.job = Some(job),
        }
    }

    fn advance_stop(&mut self, now: Duration, commands: &mut Vec<Command>) {
        let Some(job) = &self.job else { return };
        if self.save.is_some() || job.ending.is_some() && !job.is_running() {
            return;
        }
        let exit = match (&job.handler, self.stop_at) {
            (HandlerState::Over, _) if job.wants_restart => Exit::Restart,
            (_, None) => return,
            (HandlerState::Ready(_) | HandlerState::Paused { .. }, Some(_)) => Exit::Shutdown,
            (HandlerState::Over, Some(at)) => match &job.verdict {
                Some(verdict) if !verdict.is_saved || now < at => return,
                _ => Exit::Shutdown,
            },
            (HandlerState::Running, Some(_)) => match &job.cancel {
                Some(cancel)
                    if cancel.is_abandoned && cancel.until.saturating_add(ABORT_TIME) <= now =>
                {
                    Exit::HandlerStuck
                }
                _ => return,
            },
        };
        self.stop(exit, commands);
    }

    fn advance_writes(&mut self, commands: &mut Vec<Command>) {
        let Some(job) = &self.job else { return };
        if self.save.is_some() || job.ending.is_some() {
            return;
        }
        let is_due = match &job.verdict {
            Some(verdict) => !verdict.is_saved,
            None => {
                job.asked_step.is_some() || !job.is_recorded && job.handler != HandlerState::Over
            }
        };
        if is_due {
            let write = Write::Record(job.record());
            self.save(write, commands);
        }
    }

    /// When something changes for the job without an event, other than a call.
    pub(super) fn next_change_of(&self, job: &Job) -> Option<Duration> {
        // When a write ends, the machine looks whether it can stop.
        let stop_at = self.stop_at.filter(|_| self.save.is_none());
        match &job.handler {
            HandlerState::Ready(_) => None,
            HandlerState::Over => stop_at.filter(|_| job.ending.is_none()),
            HandlerState::Paused { until } => Some(*until),
            HandlerState::Running => match &job.cancel {
                Some(cancel) if !cancel.is_abandoned => Some(cancel.until),
                Some(cancel) => stop_at.map(|_| cancel.until.saturating_add(ABORT_TIME)),
                None => [job.time_up, job.time_limit].into_iter().flatten().min(),
            },
        }
    }

    pub(super) fn take_from_handler(
        &mut self,
        event: Event,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        let Some(job) = &mut self.job else { return };
        match event {
            Event::Step(_) | Event::Refresh if job.verdict.is_some() || job.ending.is_some() => {
                commands.push(match event {
                    Event::Step(_) => Command::StepSaved(Err(StepRefusal::Ended)),
                    _ => Command::Refreshed(None),
                });
            }
            Event::Step(step) => job.asked_step = Some(step),
            Event::Progress(details) if job.details != details => {
                job.is_dirty = true;
                job.is_bare = false;
                job.details = details;
            }
            // The handler is not kept waiting while the service cannot be asked.
            Event::Refresh if !self.backoff.is_over(now) || job.cancel.is_some() => {
                commands.push(Command::Refreshed(None));
            }
            Event::Refresh => job.wants_document = true,
            Event::Returned(outcome) => self.returned(outcome, now),
            Event::Panicked(message) => {
                self.counters.panics += 1;
                let reason = format!("the handler panicked: {message}");
                self.returned(Outcome::failed(reason), now);
            }
            _ => {}
        }
    }

    fn returned(&mut self, outcome: Outcome, now: Duration) {
        let Some(job) = &mut self.job else { return };
        if !job.is_running() {
            return;
        }
        job.handler = HandlerState::Over;
        job.wants_document = false;
        job.asked_step = None;
        if job.ending.is_some() || job.verdict.is_some() {
            return;
        }
        let reason = job.cancel.as_ref().map(|cancel| cancel.reason);
        let details = outcome.details;
        let failed = |why: &str| details.clone().with("reason", why);
        match (outcome.verdict, reason) {
            (Verdict::Done, _) => job.conclude(JobExecutionStatus::Succeeded, details),
            (Verdict::Failed, _) => job.conclude(JobExecutionStatus::Failed, details),
            (Verdict::Rejected, _) => job.conclude(JobExecutionStatus::Rejected, details),
            (Verdict::Later(after), None) => {
                let after = after.max(SHORTEST_PAUSE);
                job.handler = HandlerState::Paused { until: now.saturating_add(after) };
                if !details.is_empty() {
                    job.details = details;
                    job.is_dirty = true;
                }
            }
            (Verdict::Restart, None | Some(CancelReason::Shutdown)) => job.wants_restart = true,
            (Verdict::Later(_) | Verdict::Interrupted, Some(CancelReason::Shutdown)) => {}
            (Verdict::Later(_) | Verdict::Restart | Verdict::Interrupted, Some(reason)) => {
                job.conclude(JobExecutionStatus::Failed, failed(&reason.to_string()));
            }
            (Verdict::Interrupted, None) => {
                job.conclude(JobExecutionStatus::Failed, failed("the handler stopped halfway"));
            }
        }
    }

    pub(super) fn take_saved(
        &mut self,
        result: Result<(), String>,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        let Some(write) = self.save.take() else { return };
        match &result {
            Ok(()) => {
                if matches!(self.trouble, Some(Trouble::Journal(_))) {
                    self.trouble = None;
                }
            }
            Err(why) => {
                self.counters.failed_writes += 1;
                self.trouble = Some(Trouble::Journal(why.clone()));
            }
        }
        match write {
            Write::Claim(claim) => self.claim_saved(&claim, result.is_ok(), now),
            Write::Record(record) => self.record_saved(&record, result, commands),
            Write::Forget { .. } => self.search.look_after_job(now),
        }
    }

    fn record_saved(
        &mut self,
        record: &Record,
        result: Result<(), String>,
        commands: &mut Vec<Command>,
    ) {
        let Some(job) = &mut self.job else { return };
        let Phase::Working { step } = &record.phase else {
            // Without the journal, the report still goes out.
            if let Some(verdict) = &mut job.verdict {
                verdict.is_saved = true;
            }
            return;
        };
        match result {
            Ok(()) => job.is_recorded = true,
            Err(why) if !job.is_recorded => {
                job.failed_writes += 1;
                if job.failed_writes == WRITES && job.verdict.is_none() {
                    job.handler = HandlerState::Over;
                    let reason = format!("the journal cannot be written: {why}");
                    let details = StatusDetails::new().with("reason", reason);
                    job.conclude(JobExecutionStatus::Failed, details);
                }
            }
            Err(why) => {
                if job.asked_step.take_if(|asked| Some(&*asked) == step.as_ref()).is_some() {
                    commands.push(Command::StepSaved(Err(StepRefusal::NotWritten(why))));
                }
            }
        }
        if job.is_recorded
            && let Some(asked) = job.asked_step.take_if(|asked| Some(&*asked) == step.as_ref())
        {
            job.is_dirty = true;
            job.step = Some(asked);
            commands.push(Command::StepSaved(Ok(())));
        }
    }

    /// An execution has ended, and its handler too.
    pub(super) fn settle_end(
        &mut self,
        id: ExecutionId,
        claim: &str,
        ending: Ending,
        commands: &mut Vec<Command>,
    ) {
        self.counters.count(&ending);
        self.last_ended = Some((id.clone(), ending.clone()));
        commands.push(Command::Ended(id.clone(), ending));
        // If that cannot be written, a later run finds that it has ended.
        self.save(Write::Forget { id, claim: bare(claim).to_owned() }, commands);
    }
}

/// A handler that goes on at once keeps the runner busy.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
/// How often a record is written before a job fails for it.
const WRITES: u32 = 3;
/// How long an aborted handler may take to end.
const ABORT_TIME: Duration = Duration::from_secs(1);
