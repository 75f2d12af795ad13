use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;

use crate::jobs::{Answer, CallErrorKind, JobsCall};
use crate::runner::Ending;
use crate::runner::core::Core;
use crate::runner::core::event::Command;
use crate::runner::core::record::Phase;

impl Core {
    /// What the service has of an execution that the journal knows.
    pub(super) fn take_recovered(
        &mut self,
        call: JobsCall,
        result: Result<Answer, CallErrorKind>,
        now: Duration,
        commands: &mut Vec<Command>,
    ) {
        let JobsCall::Describe(id) = call else { return };
        let Some(record) = self.search.records.get(&id).cloned() else { return };
        let unseen = match &record.phase {
            Phase::Working { .. } => Ending::EndedUnseen,
            Phase::Done { status, .. } => Ending::EndedUnconfirmed { reported: status.clone() },
        };
        let ending = match result {
            Ok(Answer::Execution(Some(execution))) if execution.id == id => {
                let claim = execution.details.get(&self.policy.claim_name);
                match execution.status {
                    JobExecutionStatus::InProgress if claim == Some(&record.claim) => {
                        self.succeeded();
                        return self.go_on(execution, record, now, commands);
                    }
                    JobExecutionStatus::InProgress => Ending::TakenOver,
                    _ => unseen,
                }
            }
            Ok(_) | Err(CallErrorKind::Ended) => unseen,
            Err(CallErrorKind::NotFound) => match unseen {
                Ending::EndedUnconfirmed { .. } => unseen,
                _ => Ending::Removed,
            },
            Err(kind) => return self.failed(&kind, now),
        };
        self.succeeded();
        self.search.records.remove(&id);
        self.settle_end(id, &record.claim, ending, commands);
    }
}
