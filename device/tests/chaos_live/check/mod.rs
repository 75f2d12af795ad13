//! What has come of the jobs: the view of the server, of the handler, and of the runner.

mod endings;
mod lives;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use self::endings::Endings;
use self::lives::Lives;
use crate::decision::Decision;
use crate::effects;
use crate::stage::Files;

/// What was found.
#[derive(Default)]
pub(crate) struct Found {
    /// What must not be.
    pub(crate) violations: Vec<String>,
    pub(crate) starts: u64,
    pub(crate) resumes: u64,
    /// Kills while a handler worked.
    pub(crate) kills_at_work: u64,
    /// How often there is each status on the server.
    pub(crate) states: BTreeMap<String, u64>,
    /// How often the runner has seen each end.
    pub(crate) endings: BTreeMap<String, u64>,
}

/// Looks at the executions of the server, at what the handler wrote, and at what the runner logged.
pub(crate) fn check(executions: &[Value], canceled: &BTreeSet<String>, files: &Files) -> Found {
    let mut found = Found::default();
    let lives = Lives::read(effects::read(&files.effects()), canceled, &mut found);
    let log = fs::read_to_string(files.log()).expect("a log");
    let endings = Endings::read(&log, &mut found);
    for execution in executions {
        let [job, status] = ["job", "status"].map(|name| execution[name].as_str().expect("a text"));
        *found.states.entry(status.to_owned()).or_default() += 1;
        let mut wrong = |what: String| found.violations.push(format!("{job}: {what}"));
        let is_canceled = canceled.contains(job);
        let expected = if is_canceled { "CANCELED" } else { Decision::of(job).status() };
        if status != expected {
            wrong(format!("it is {status} on the server, and should be {expected}"));
        }
        if !is_canceled && !lives.has_finished(job, status) {
            wrong(format!("it is {status} on the server, and the handler has not decided so"));
        }
        if execution["number"] != 1 || lives.executions_of(job) > 1 {
            wrong("it has more than one execution".to_owned());
        }
        endings.contradictions(job, status).into_iter().for_each(wrong);
    }
    found
}

/// Whether an execution of the server has ended.
pub(crate) fn is_terminal(execution: &Value) -> bool {
    !matches!(execution["status"].as_str(), Some("QUEUED" | "IN_PROGRESS"))
}
