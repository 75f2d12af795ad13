use iot_jobs_data::types::JobExecutionStatus;

use super::Core;
use super::job::HandlerState;
use crate::runner::{Activity, Counters, Ending, RunnerState};

impl Core {
    /// The state for the application.
    pub(crate) fn state(&self) -> RunnerState {
        RunnerState {
            activity: self.activity(),
            trouble: self.trouble.clone(),
            last_error: None,
            last_ended: self.last_ended.clone(),
            counters: self.counters,
        }
    }

    fn activity(&self) -> Activity {
        if self.exit.is_some() {
            return Activity::Stopped;
        }
        let Some(job) = &self.job else { return self.search.activity() };
        let id = job.id.clone();
        match &job.handler {
            HandlerState::Running if job.is_abandoned() => Activity::HandlerStuck(id),
            HandlerState::Ready(_) | HandlerState::Running => {
                Activity::Working { id, step: job.step.clone() }
            }
            HandlerState::Paused { .. } => Activity::Paused(id),
            HandlerState::Over => Activity::Reporting(id),
        }
    }
}

impl Counters {
    pub(super) fn count(&mut self, ending: &Ending) {
        let counter = match ending {
            Ending::Reported(JobExecutionStatus::Succeeded) => &mut self.succeeded,
            Ending::Reported(JobExecutionStatus::Failed) => &mut self.failed,
            Ending::Reported(JobExecutionStatus::Rejected) => &mut self.rejected,
            _ => &mut self.ended_otherwise,
        };
        *counter += 1;
    }
}
