use std::collections::BTreeMap;
use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;

use super::Stage;
use crate::jobs::{Answer, CallErrorKind, Execution};
use crate::runner::core::Core;
use crate::runner::core::event::Command;
use crate::runner::core::record::Write;

impl Core {
    /// The claim for the next execution, once the journal has it.
    pub(super) fn saved_claim(&mut self, commands: &mut Vec<Command>) -> Option<String> {
        let (claim, is_saved) =
            self.search.claim.get_or_insert_with(|| (self.random.claim(), false)).clone();
        if !is_saved {
            self.save(Write::Claim(claim), commands);
            return None;
        }
        Some(claim)
    }

    pub(in crate::runner::core) fn claim_saved(
        &mut self,
        saved: &str,
        is_saved: bool,
        now: Duration,
    ) {
        if !is_saved {
            self.backoff.failed(now, None, &mut self.random);
        } else if let Some((claim, is_durable)) = &mut self.search.claim
            && claim == saved
        {
            *is_durable = true;
            self.backoff.reset();
        }
    }

    pub(super) fn claim_details(&self, claim: &str) -> BTreeMap<String, String> {
        BTreeMap::from([(self.policy.claim_name.clone(), claim.to_owned())])
    }

    /// The answer to a claim by an update.
    pub(super) fn take_claimed(
        &mut self,
        execution: Execution,
        is_adopted: bool,
        result: Result<Answer, CallErrorKind>,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        match result {
            Ok(_) => {
                self.succeeded();
                let claim = self.search.take_claim();
                let claim = if is_adopted { adopted(&claim) } else { claim };
                let version = execution.version + 1;
                let started = Execution { version, time_left: None, ..execution };
                self.begin(started, claim, now, commands);
                self.extend_deadline(now, commands);
                // Whether the job has a timer of its own, the service must be asked.
                self.probe();
            }
            Err(kind) if kind.may_be_applied() => {
                self.search.stage = Stage::Check { execution, is_adopted };
                self.failed(&kind, now);
            }
            // The execution has changed: look again.
            Err(
                kind @ (CallErrorKind::VersionMismatch(_)
                | CallErrorKind::InvalidStateTransition { .. }
                | CallErrorKind::Ended
                | CallErrorKind::NotFound
                | CallErrorKind::InvalidRequest),
            ) => {
                self.failed(&kind, now);
                self.search.stage = Stage::Rest;
                self.search.next_poll = now;
            }
            Err(kind) => self.failed(&kind, now),
        }
    }

    /// Whether a claim without an answer was applied.
    pub(super) fn take_checked(
        &mut self,
        claimed: Execution,
        is_adopted: bool,
        result: Result<Answer, CallErrorKind>,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        match result {
            Ok(Answer::Execution(Some(execution))) if execution.id == claimed.id => {
                self.answered();
                let claim = execution.details.get(&self.policy.claim_name);
                let ours = self.search.claim.as_ref().map(|(claim, _)| claim.clone());
                let is_ours = claim.is_some_and(|claim| Some(bare(claim)) == ours.as_deref());
                match execution.status {
                    JobExecutionStatus::InProgress if is_ours => {
                        self.found_in_progress(execution, now, commands);
                    }
                    JobExecutionStatus::Queued if !is_adopted => {
                        self.search.stage = Stage::Claim { execution, is_adopted };
                    }
                    JobExecutionStatus::InProgress if is_adopted => {
                        self.search.stage = Stage::Claim { execution, is_adopted };
                    }
                    _ => self.search.stage = Stage::Rest,
                }
            }
            Ok(_) | Err(CallErrorKind::Ended | CallErrorKind::NotFound) => {
                self.answered();
                self.search.stage = Stage::Rest;
            }
            Err(kind) => self.failed(&kind, now),
        }
    }
}

/// The claim without the mark of an adopted execution.
pub(in crate::runner::core) fn bare(claim: &str) -> &str {
    claim.strip_prefix(ADOPTED).unwrap_or(claim)
}

pub(super) fn adopted(claim: &str) -> String {
    format!("{ADOPTED}{claim}")
}

pub(super) fn is_adopted(claim: &str) -> bool {
    claim.starts_with(ADOPTED)
}

/// Marks the claim of an execution that someone else began: it is never started from the beginning.
const ADOPTED: &str = "resumed:";
