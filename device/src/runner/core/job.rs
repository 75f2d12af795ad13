use std::collections::BTreeMap;
use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;

use super::event::Mode;
use super::record::{Phase, Record};
use crate::jobs::{Execution, ExecutionId, StatusDetails};
use crate::runner::{CancelReason, Ending};

/// The execution that a runner works on.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) id: ExecutionId,
    pub(super) claim: String,
    /// The version that the service has, as far as known.
    pub(super) version: i64,
    /// The document, as JSON.
    pub(super) document: String,
    /// The last recorded step.
    pub(super) step: Option<String>,
    /// The step to record, for which the handler waits.
    pub(super) asked_step: Option<String>,
    /// The details of the progress.
    pub(super) details: StatusDetails,
    /// Whether there is progress to report.
    pub(super) is_dirty: bool,
    pub(super) handler: HandlerState,
    /// Whether the journal knows that the handler is being started.
    pub(super) is_recorded: bool,
    /// How often the present write to the journal failed.
    pub(super) failed_writes: u32,
    /// Whether the handler waits for the document.
    pub(super) wants_document: bool,
    /// Whether to ask what the service has, since it may have ended the execution.
    pub(super) needs_probe: bool,
    /// Whether to ask what the service has before the next report.
    pub(super) is_doubtful: bool,
    /// Whether the service refused the details.
    pub(super) is_bare: bool,
    /// When the last report was accepted. `None`: report at once.
    pub(super) reported_at: Option<Duration>,
    /// How often in a row a report met another version than the one expected.
    pub(super) mismatches: u32,
    /// When the service ends the execution.
    pub(super) deadline: Option<Duration>,
    /// When the last report that restarted the step timer was accepted. `None`: not in this run.
    pub(super) timer_set_at: Option<Duration>,
    /// Whether the time left may be that of the job's timer.
    pub(super) may_have_job_timer: bool,
    /// When the timer of the job ends it, which reports do not extend.
    pub(super) job_deadline: Option<Duration>,
    /// When the handler is to be cancelled for lack of time.
    pub(super) time_up: Option<Duration>,
    /// When the time limit of the runner is over.
    pub(super) time_limit: Option<Duration>,
    pub(super) cancel: Option<Cancel>,
    pub(super) verdict: Option<FinalReport>,
    /// Whether the handler asked for a restart.
    pub(super) wants_restart: bool,
    pub(super) ending: Option<Ending>,
}

/// What the handler does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum HandlerState {
    /// It is to be started.
    Ready(Mode),
    Running,
    /// It is to be resumed then.
    Paused {
        until: Duration,
    },
    /// It has returned for good, or is not to be started.
    Over,
}

/// A cancellation of the handler.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cancel {
    pub(super) reason: CancelReason,
    /// When the grace period ends.
    pub(super) until: Duration,
    /// Whether it has ended.
    pub(super) is_abandoned: bool,
}

/// The final status to report.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FinalReport {
    pub(super) status: JobExecutionStatus,
    pub(super) details: BTreeMap<String, String>,
    /// Whether the journal has it, or cannot have it.
    pub(super) is_saved: bool,
    /// Whether an earlier report without an answer may have been applied.
    pub(super) may_be_applied: bool,
}

impl Job {
    /// An execution that was just started with this claim.
    pub(super) fn fresh(execution: Execution, claim: String, now: Duration) -> Self {
        Self {
            reported_at: Some(now),
            ..Self::new(execution, claim, HandlerState::Ready(Mode::Start))
        }
    }

    /// An execution that the journal knows.
    pub(super) fn known(execution: Execution, record: Record) -> Self {
        let known = |handler| Self {
            is_recorded: true,
            ..Self::new(execution, record.claim.clone(), handler)
        };
        match record.phase {
            Phase::Working { step } => {
                Self { step: step.clone(), ..known(HandlerState::Ready(Mode::Resume(step))) }
            }
            Phase::Done { status, details } => Self {
                verdict: Some(FinalReport {
                    status,
                    details,
                    is_saved: true,
                    may_be_applied: true,
                }),
                ..known(HandlerState::Over)
            },
        }
    }

    pub(super) fn new(execution: Execution, claim: String, handler: HandlerState) -> Self {
        Self {
            id: execution.id,
            claim,
            version: execution.version,
            document: execution.document.unwrap_or_default(),
            step: None,
            asked_step: None,
            details: StatusDetails::new(),
            is_dirty: false,
            handler,
            is_recorded: false,
            failed_writes: 0,
            wants_document: false,
            needs_probe: false,
            is_doubtful: false,
            is_bare: false,
            reported_at: None,
            mismatches: 0,
            deadline: None,
            timer_set_at: None,
            may_have_job_timer: false,
            job_deadline: None,
            time_up: None,
            time_limit: None,
            cancel: None,
            verdict: None,
            wants_restart: false,
            ending: None,
        }
    }

    /// Decides that this is the final status. An earlier decision stays.
    pub(super) fn conclude(&mut self, status: JobExecutionStatus, details: StatusDetails) {
        if self.verdict.is_none() {
            self.verdict = Some(FinalReport {
                status,
                details: details.as_map().clone(),
                is_saved: false,
                may_be_applied: false,
            });
            self.failed_writes = 0;
            // The final report tells.
            self.needs_probe = false;
            self.is_bare = false;
        }
    }

    /// What the journal is to know.
    pub(super) fn record(&self) -> Record {
        let phase = match &self.verdict {
            Some(verdict) => {
                Phase::Done { status: verdict.status.clone(), details: verdict.details.clone() }
            }
            None => Phase::Working { step: self.asked_step.clone().or_else(|| self.step.clone()) },
        };
        Record { id: self.id.clone(), claim: self.claim.clone(), phase }
    }

    pub(super) fn is_abandoned(&self) -> bool {
        self.cancel.as_ref().is_some_and(|cancel| cancel.is_abandoned)
    }

    /// Whether the handler may still change something.
    pub(super) fn is_running(&self) -> bool {
        self.handler == HandlerState::Running
    }
}
