use std::collections::BTreeMap;

use iot_jobs_data::types::JobExecutionStatus;

use super::JOBS;
use super::world::{THING, World, is_terminal, job_id};
use crate::fake::{Change, ChangedBy};
use crate::jobs::ExecutionId;
use crate::runner::Ending;

/// What is wrong after a seed, and what was counted.
pub(super) fn check(world: &World) -> (Vec<String>, BTreeMap<&'static str, u64>) {
    let mut violations = world.log.violations.clone();
    let mut counts = BTreeMap::new();
    let mut count = |name, number| *counts.entry(name).or_default() += number;
    count("crashes", world.log.crashes);
    count("calls", world.log.calls);
    let mut history = BTreeMap::new();
    for job in 0..JOBS {
        let Some(record) = world.fake.execution(THING, &job_id(job)) else { continue };
        let (status, is_ours) = (&record.status, world.is_ours(job));
        if is_ours && !is_terminal(status) && !record.is_deleted {
            violations.push(format!("{} stays {status}", record.id));
        }
        let is_touched = record.history.iter().any(|change| change.by == ChangedBy::Device);
        if !is_ours && is_touched {
            violations.push(format!("{} is not ours, and was changed", record.id));
        }
        count(if record.is_deleted { "deleted" } else { name(status) }, 1);
        for change in record.history {
            let id = ExecutionId::new(job_id(job), change.number, change.queued_at);
            history.entry(id).or_insert_with(Vec::new).push(change);
        }
    }
    for (id, life) in &world.log.of {
        count("handlers started", u64::from(life.starts));
        count("handlers resumed", u64::from(life.resumes));
        let changes = history.get(id).map_or(&[][..], Vec::as_slice);
        let last = changes.iter().rev().find(|change| is_terminal(&change.status));
        let is_deleted = changes.iter().any(|change| change.is_deleted) || changes.is_empty();
        if let (Some(decided), Some(last)) = (&life.decided, last)
            && last.by == ChangedBy::Device
            && last.status != *decided
        {
            violations.push(format!("{id} is {}, but {decided} was decided", last.status));
        }
        if life.decided.is_some() && life.endings.is_empty() {
            violations.push(format!("the end of {id} was decided, and never settled"));
        }
        let is_replaced = history.keys().any(|other| other.job_id == id.job_id && other > id);
        for ending in &life.endings {
            count(ending_name(ending), 1);
            let is_gone = *ending == Ending::Removed && is_replaced;
            if !is_deleted && !is_gone && !is_true(ending, last) {
                violations.push(format!("{id} is said to be {ending:?}, but it is {last:?}"));
            }
        }
    }
    (violations, counts)
}

/// Whether the service has what the runner says.
fn is_true(ending: &Ending, last: Option<&Change>) -> bool {
    let Some(last) = last else { return false };
    match ending {
        Ending::Reported(status) => last.by == ChangedBy::Device && last.status == *status,
        Ending::EndedByService { status: Some(status) } => last.status == *status,
        Ending::EndedByService { status: None } => last.by != ChangedBy::Device,
        Ending::EndedUnconfirmed { reported } => {
            last.status == *reported || last.by != ChangedBy::Device
        }
        Ending::EndedUnseen => true,
        Ending::Removed | Ending::TakenOver => false,
    }
}

fn name(status: &JobExecutionStatus) -> &'static str {
    match status {
        JobExecutionStatus::Queued => "QUEUED",
        JobExecutionStatus::InProgress => "IN_PROGRESS",
        JobExecutionStatus::Succeeded => "SUCCEEDED",
        JobExecutionStatus::Failed => "FAILED",
        JobExecutionStatus::TimedOut => "TIMED_OUT",
        JobExecutionStatus::Rejected => "REJECTED",
        JobExecutionStatus::Removed => "REMOVED",
        JobExecutionStatus::Canceled => "CANCELED",
        _ => "unknown",
    }
}

fn ending_name(ending: &Ending) -> &'static str {
    match ending {
        Ending::Reported(_) => "ending: reported",
        Ending::EndedByService { .. } => "ending: by the service",
        Ending::EndedUnconfirmed { .. } => "ending: unconfirmed",
        Ending::EndedUnseen => "ending: unseen",
        Ending::Removed => "ending: removed",
        Ending::TakenOver => "ending: taken over",
    }
}
