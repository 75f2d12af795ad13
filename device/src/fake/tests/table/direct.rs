use super::*;

pub(super) fn call(fake: &Fake, step: &Step) -> Seen {
    let id = |job: &str, number| crate::jobs::ExecutionId::new(job, number, 0);
    let call = match step {
        Step::StartNext(pairs, minutes) => {
            JobsCall::StartNext { details: details(pairs), step_timeout_in_minutes: *minutes }
        }
        Step::DescribeNext => JobsCall::DescribeNext,
        Step::Describe(job, number) => JobsCall::Describe(id(job, *number)),
        Step::GetPending => JobsCall::GetPending,
        Step::Update(report) => JobsCall::Update(Update {
            details: details(report.details),
            expected_version: report.expected,
            step_timeout_in_minutes: report.minutes,
            ..Update::new(id(report.job, report.number), report.status.clone())
        }),
        other => panic!("not a call: {other:?}"),
    };
    match fake.call(THING, &call) {
        Ok(Answer::Execution(one)) => Seen::Execution(one),
        Ok(Answer::Pending(pending)) => {
            let ids = |list: Vec<crate::jobs::ExecutionId>| -> Vec<_> {
                list.into_iter().map(|one| (one.job_id, one.number, one.queued_at)).collect()
            };
            Seen::Pending(ids(pending.in_progress), ids(pending.queued))
        }
        Ok(Answer::Updated) => Seen::Updated,
        Err(error) => Seen::Refused(match error.kind() {
            CallErrorKind::VersionMismatch(_) => "VersionMismatch",
            CallErrorKind::InvalidStateTransition { .. } => "InvalidStateTransition",
            CallErrorKind::Ended => "TerminalStateReached",
            CallErrorKind::NotFound => "ResourceNotFound",
            CallErrorKind::InvalidRequest => "InvalidRequest",
            CallErrorKind::Unavailable { may_be_applied: false, .. } => "RequestThrottled",
            CallErrorKind::Unavailable { .. } => "InternalError",
            CallErrorKind::Unanswered => "no answer",
            other => panic!("no step leads to {other:?}"),
        }),
    }
}
