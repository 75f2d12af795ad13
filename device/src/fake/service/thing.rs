use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use iot_jobs_data::types::JobExecutionStatus;

use super::execution::ExecutionState;

/// A thing with its queue.
#[derive(Debug, Default)]
pub(super) struct Thing {
    /// By job: the index of the execution.
    pub(super) executions: BTreeMap<Arc<str>, usize>,
    in_progress: BTreeSet<Place>,
    queued: BTreeSet<Place>,
    pub(super) is_deleted: bool,
}

/// When it was queued, the order within the same millisecond, and the index of the execution.
type Place = (u64, u64, usize);

impl Thing {
    /// The next execution: one that is in progress, or the one that was queued first.
    pub(super) fn next(&self) -> Option<usize> {
        self.pending().next()
    }

    /// All that is pending, in the order in which it is worked off.
    pub(super) fn pending(&self) -> impl Iterator<Item = usize> {
        self.in_progress.iter().chain(&self.queued).map(|&(_, _, index)| index)
    }

    pub(super) fn leave(&mut self, index: usize, execution: &ExecutionState) {
        let place = place(index, execution);
        if !self.queued.remove(&place) {
            self.in_progress.remove(&place);
        }
    }

    pub(super) fn enter(&mut self, index: usize, execution: &ExecutionState) {
        let place = place(index, execution);
        match execution.status {
            JobExecutionStatus::InProgress => self.in_progress.insert(place),
            _ => self.queued.insert(place),
        };
    }
}

fn place(index: usize, execution: &ExecutionState) -> Place {
    (execution.queued_at, execution.place, index)
}
