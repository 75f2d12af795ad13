use std::fmt;

use crate::check::Found;
use crate::plan::Plan;

/// The figures of a run, as a table.
pub(crate) struct Report {
    pub(crate) title: &'static str,
    pub(crate) plan: Plan,
    /// How often the agent asked for a restart.
    pub(crate) restarts: u64,
    pub(crate) canceled: usize,
    /// Of requests, and of answers.
    pub(crate) losses: (u64, u64),
    pub(crate) seconds: f64,
    pub(crate) found: Found,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { title, plan, found, .. } = self;
        writeln!(f, "\n{title}, seed {}, {:.0} s", plan.seed, self.seconds)?;
        let mut line = |name: &str, count: u64| writeln!(f, "{name:56} {count:>6}");
        line("jobs", plan.jobs as u64)?;
        line("kills", plan.kills as u64)?;
        line("  while the handler worked", found.kills_at_work)?;
        line("restarts that the handler asked for", self.restarts)?;
        line("requests lost", self.losses.0)?;
        line("answers lost", self.losses.1)?;
        line("jobs canceled by force", self.canceled as u64)?;
        line("handlers started", found.starts)?;
        line("handlers resumed", found.resumes)?;
        for (status, count) in &found.states {
            line(&format!("on the server: {status}"), *count)?;
        }
        for (ending, count) in &found.endings {
            let short: String = ending.chars().take(43).collect();
            line(&format!("the runner: {short}"), *count)?;
        }
        line("violations", found.violations.len() as u64)
    }
}
