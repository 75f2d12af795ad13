//! Answers, and failures of calls.

use std::time::Duration;

use super::event::Command;
use super::{Core, Purpose};
use crate::jobs::{Answer, CallErrorKind};
use crate::runner::Trouble;

impl Core {
    pub(super) fn take_answer(
        &mut self,
        result: Result<Answer, CallErrorKind>,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        match self.call.take() {
            Some(Purpose::Search(call)) => self.take_found(call, result, now, commands),
            Some(Purpose::Report(update)) => self.take_report(&update, result, now, commands),
            Some(Purpose::Probe) => self.take_probe(result, now, commands),
            None => {}
        }
    }

    /// What was wanted is done.
    pub(super) fn succeeded(&mut self) {
        self.backoff.reset();
        self.answered();
    }

    /// A call on the way to that was answered. If the next one fails, the pause goes on growing.
    pub(super) fn answered(&mut self) {
        self.backoff.end_pause();
        if !matches!(self.trouble, Some(Trouble::Journal(_))) {
            self.trouble = None;
        }
    }

    /// A call failed for a reason that may pass.
    pub(super) fn failed(&mut self, kind: &CallErrorKind, now: Duration) {
        self.counters.failed_calls += 1;
        let (trouble, least) = match kind {
            CallErrorKind::Unavailable { retry_after, .. } => (Trouble::Service, *retry_after),
            CallErrorKind::Denied => (Trouble::Permission, Some(LONG)),
            CallErrorKind::ClockWrong => (Trouble::Clock, None),
            CallErrorKind::Misconfigured => (Trouble::Settings, Some(LONG)),
            CallErrorKind::NotFound => (Trouble::UnknownThing, Some(LONG)),
            CallErrorKind::Unreachable | CallErrorKind::Unanswered => (Trouble::Network, None),
            CallErrorKind::VersionMismatch(_)
            | CallErrorKind::InvalidStateTransition { .. }
            | CallErrorKind::Ended
            | CallErrorKind::InvalidRequest => (Trouble::Refused, None),
        };
        self.trouble = Some(trouble);
        self.backoff.failed(now, least, &mut self.random);
    }
}

/// The least pause after a failure that only a change in the account ends.
const LONG: Duration = Duration::from_secs(60);
