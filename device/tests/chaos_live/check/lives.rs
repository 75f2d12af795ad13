use std::collections::{BTreeMap, BTreeSet};

use super::Found;
use crate::effects::{Effect, Entry};

/// What happened to each execution, as the handler saw it.
pub(super) struct Lives(BTreeMap<String, Life>);

#[derive(Default)]
struct Life {
    /// The last step that the journal had for certain.
    step: Option<u32>,
    /// Whether the handler may be resumed: it was interrupted, or asked for it.
    may_resume: bool,
    decided: BTreeSet<String>,
}

impl Lives {
    /// Follows what happened, and counts.
    pub(super) fn read(
        entries: Vec<Entry>,
        canceled: &BTreeSet<String>,
        found: &mut Found,
    ) -> Self {
        let mut lives = BTreeMap::<String, Life>::new();
        // The execution that was begun and has not ended, and whether its handler works.
        let (mut begun, mut is_working) = (None::<String>, false);
        let mut was_killed = false;
        for Entry { execution, effect } in entries {
            let mut wrong = |what: String| found.violations.push(format!("{execution}: {what}"));
            let is_known = lives.contains_key(&execution);
            if effect == Effect::Killed {
                found.kills_at_work += u64::from(is_working);
                (is_working, was_killed) = (false, true);
                lives.values_mut().for_each(|life| life.may_resume = true);
                continue;
            }
            let life = lives.entry(execution.clone()).or_default();
            if let Effect::Started | Effect::Resumed(_) = effect {
                if let Some(other) = begun.replace(execution.clone())
                    && other != execution
                    && !canceled.contains(job_of(&other))
                {
                    wrong(format!("it was begun before {other} had ended"));
                }
                if is_working {
                    wrong("it was begun while a handler worked".to_owned());
                }
                is_working = true;
            }
            match effect {
                Effect::Started => {
                    found.starts += 1;
                    if is_known {
                        wrong("it was started a second time".to_owned());
                    }
                }
                Effect::Resumed(step) => {
                    found.resumes += 1;
                    if !(life.may_resume || !is_known && was_killed) {
                        wrong("it was resumed although nothing had interrupted it".to_owned());
                    }
                    let expected = [life.step, Some(life.step.map_or(0, |step| step + 1))];
                    if !expected.contains(&step) {
                        wrong(format!("it was resumed with {step:?} after {:?}", life.step));
                    }
                    life.may_resume = false;
                }
                Effect::Step(step) => life.step = Some(step),
                Effect::Paused | Effect::Restarting => {
                    (is_working, life.may_resume) = (false, true);
                }
                Effect::Stopped => (is_working, begun, life.may_resume) = (false, None, true),
                Effect::Finished(status) => {
                    life.decided.insert(status);
                    (is_working, begun) = (false, None);
                }
                Effect::Killed => {}
            }
        }
        Self(lives)
    }

    /// Whether the handler has decided on this status.
    pub(super) fn has_finished(&self, job: &str, status: &str) -> bool {
        self.of(job).any(|life| life.decided.contains(status))
    }

    pub(super) fn executions_of(&self, job: &str) -> usize {
        self.of(job).count()
    }

    fn of<'a>(&'a self, job: &'a str) -> impl Iterator<Item = &'a Life> {
        self.0.iter().filter(move |(execution, _)| job_of(execution) == job).map(|(_, life)| life)
    }
}

fn job_of(execution: &str) -> &str {
    execution.split('#').next().unwrap_or_default()
}
