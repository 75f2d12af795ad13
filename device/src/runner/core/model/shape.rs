use std::fmt::Write;

use super::environment::Environment;
use crate::runner::core::job::{HandlerState, Job};
use crate::runner::core::{Core, Purpose};

impl Environment {
    /// What distinguishes this state from others, without times, versions and texts.
    pub(super) fn shape(&self) -> String {
        let mut shape = self.core.shape();
        // Writing to a `String` cannot fail.
        let _ = write!(shape, "|{}{}", self.is_judging, self.waits_for_step);
        shape
    }
}

impl Core {
    fn shape(&self) -> String {
        let call = match &self.call {
            Some(Purpose::Search(call)) => head(call),
            Some(Purpose::Report(update)) => format!("report {}", update.status),
            Some(Purpose::Probe) => "probe".to_owned(),
            None => String::new(),
        };
        format!(
            "{}|{call}|{}|{}|{}|{}|{}|{}",
            self.policy.accepts_everything,
            self.save.as_ref().map(head).unwrap_or_default(),
            self.backoff.end().is_some(),
            self.stop_at.is_some(),
            self.exit.map(|exit| format!("{exit:?}")).unwrap_or_default(),
            self.search.shape(),
            self.job.as_ref().map(Job::shape).unwrap_or_default(),
        )
    }
}

impl Job {
    fn shape(&self) -> String {
        let handler = match &self.handler {
            HandlerState::Paused { .. } => "paused".to_owned(),
            other => format!("{other:?}"),
        };
        let verdict = self.verdict.as_ref();
        let verdict = verdict.map(|v| format!("{}{}{}", v.status, v.is_saved, v.may_be_applied));
        format!(
            "{handler},{},{},{},{:?},{},{:?},{verdict:?},{},{:?}",
            self.is_recorded,
            self.asked_step.is_some(),
            self.wants_document,
            (self.needs_probe, self.is_doubtful),
            self.is_bare,
            self.cancel.as_ref().map(|cancel| (cancel.reason, cancel.is_abandoned)),
            self.wants_restart,
            self.ending,
        )
    }
}

/// The name of a variant.
pub(in crate::runner::core) fn head(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    text.split([' ', '(', '{']).next().unwrap_or_default().to_owned()
}
