use std::collections::BTreeMap;

use iot_jobs_data::types::JobExecutionStatus;

use crate::jobs::ExecutionId;
use crate::runner::Ending;
use crate::runner::core::Mode;

/// What happened to the executions of a device.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub(super) of: BTreeMap<ExecutionId, Life>,
    pub(super) crashes: u64,
    pub(super) calls: u64,
    pub(super) violations: Vec<String>,
}

/// What happened to one execution.
#[derive(Debug, Default)]
pub(super) struct Life {
    pub(super) starts: u32,
    pub(super) resumes: u32,
    /// What the handler decided, and the journal holds.
    pub(super) decided: Option<JobExecutionStatus>,
    pub(super) endings: Vec<Ending>,
}

impl Log {
    pub(super) fn started(&mut self, id: &ExecutionId, mode: &Mode) {
        let life = self.of.entry(id.clone()).or_default();
        match mode {
            Mode::Start => life.starts += 1,
            Mode::Resume(_) => life.resumes += 1,
        }
        let violation = if life.starts > 1 {
            "is started twice"
        } else if life.decided.is_some() {
            "is worked on after its end was decided"
        } else if !life.endings.is_empty() {
            "is worked on after it has ended"
        } else {
            return;
        };
        self.violations.push(format!("{id} {violation}"));
    }

    pub(super) fn decided(&mut self, id: &ExecutionId, status: &JobExecutionStatus) {
        let life = self.of.entry(id.clone()).or_default();
        if life.decided.as_ref().is_some_and(|decided| decided != status) {
            self.violations.push(format!("{id} is decided twice"));
        }
        life.decided = Some(status.clone());
    }

    pub(super) fn ended(&mut self, id: &ExecutionId, ending: Ending) {
        self.of.entry(id.clone()).or_default().endings.push(ending);
    }
}
