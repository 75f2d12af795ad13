use std::collections::BTreeMap;

use iot_jobs_data::types::{JobExecutionState, JobExecutionStatus};

use crate::jobs::{
    Answer, CallErrorKind, Execution, ExecutionId, JobsCall, Pending, VersionMismatch,
};

/// What an execution may look like to the runner, whose next claim is `claim`.
pub(super) fn executions(id: &ExecutionId, claim: &str, version: i64) -> Vec<Execution> {
    let execution = |status: JobExecutionStatus, claim: Option<&str>, document: &str| Execution {
        status,
        details: claim.map(|claim| ("claim".to_owned(), claim.to_owned())).into_iter().collect(),
        version,
        document: Some(document.to_owned()),
        ..Execution::new(id.clone())
    };
    use JobExecutionStatus::{InProgress, Queued};

    vec![
        execution(InProgress, Some(claim), "{}"),
        execution(InProgress, Some(claim), "no JSON"),
        execution(InProgress, Some("of somebody else"), "{}"),
        execution(InProgress, None, "{}"),
        execution(Queued, None, "{}"),
        execution(JobExecutionStatus::from("PAUSED"), None, "{}"),
    ]
}

/// All answers to a call.
pub(super) fn answers(
    call: &JobsCall,
    id: &ExecutionId,
    claim: &str,
    version: i64,
) -> Vec<Result<Answer, CallErrorKind>> {
    let mut answers: Vec<_> = match call {
        JobsCall::GetPending => {
            let list = |ids: &[&ExecutionId]| ids.iter().map(|id| (*id).clone()).collect();
            let pending =
                |in_progress, queued| Ok(Answer::Pending(Pending { in_progress, queued }));
            vec![pending(list(&[]), list(&[])), pending(list(&[]), list(&[id]))]
        }
        JobsCall::Update(_) => vec![Ok(Answer::Updated)],
        _ => {
            let found = executions(id, claim, version).into_iter();
            let found = found.map(|execution| Ok(Answer::Execution(Some(execution))));
            let other = ExecutionId::new(id.job_id.clone(), id.number + 1, id.queued_at + 1);
            let retried = executions(&other, claim, 1).into_iter().nth(4);
            found.chain([Ok(Answer::Execution(None)), Ok(Answer::Execution(retried))]).collect()
        }
    };
    answers.extend(failures(claim, version).into_iter().map(Err));
    answers
}

/// All failures of a call.
fn failures(claim: &str, version: i64) -> Vec<CallErrorKind> {
    let state = |status: &str, claim: &str| {
        let details = BTreeMap::from([("claim".to_owned(), claim.to_owned())]);
        JobExecutionState::builder()
            .status(JobExecutionStatus::from(status))
            .set_status_details(Some(details.into_iter().collect()))
            .version_number(version + 3)
            .build()
    };
    let mismatch = |state| {
        let (expected, found) = (Some(version), None);
        CallErrorKind::VersionMismatch(VersionMismatch { expected, found, state })
    };
    let transition = |state| CallErrorKind::InvalidStateTransition { state };
    vec![
        mismatch(None),
        mismatch(Some(state("IN_PROGRESS", claim))),
        mismatch(Some(state("IN_PROGRESS", "of somebody else"))),
        mismatch(Some(state("QUEUED", ""))),
        transition(None),
        transition(Some(state("SUCCEEDED", claim))),
        transition(Some(state("CANCELED", claim))),
        transition(Some(state("TIMED_OUT", claim))),
        CallErrorKind::Ended,
        CallErrorKind::NotFound,
        CallErrorKind::InvalidRequest,
        CallErrorKind::Denied,
        CallErrorKind::ClockWrong,
        CallErrorKind::Misconfigured,
        CallErrorKind::Unavailable { retry_after: None, may_be_applied: true },
        CallErrorKind::Unavailable { retry_after: None, may_be_applied: false },
        CallErrorKind::Unreachable,
        CallErrorKind::Unanswered,
    ]
}
