use std::sync::Arc;
use std::time::Duration;

use super::Fake;
use super::faults::Fault;
use super::service::{Reason, Refusal, Reply, Request, UpdateRequest, View};
use super::world::{Answered, Outcome};
use crate::jobs::{
    Answer, CallError, CallErrorKind, Execution, ExecutionId, JobsCall, Pending, VersionMismatch,
};

impl Fake {
    /// Carries a call of a thing's device out, without a client and JSON: for simulations.
    ///
    /// # Errors
    /// The service refuses the call, or a fault happens to it.
    pub fn call(&self, thing: &str, call: &JobsCall) -> Result<Answer, CallError> {
        let mut world = self.world();
        let outcome = world.exchange(thing, request(call), None);
        world.notify();
        let has_state = world.sends_state_in_errors;
        drop(world);
        match outcome {
            Outcome::Answer(answer) | Outcome::Answers(_, answer) => read(answer, has_state),
            Outcome::Fault(fault) => Err(failure(&fault)),
        }
    }
}

fn request(call: &JobsCall) -> Request {
    match call {
        JobsCall::StartNext { details, step_timeout_in_minutes } => Request::StartNext {
            details: Some(Arc::new(details.clone())),
            step: step_timeout_in_minutes.map(i64::from),
        },
        JobsCall::DescribeNext => Request::DescribeNext { with_document: true },
        JobsCall::Describe(id) => Request::Describe {
            job: id.job_id.clone(),
            number: Some(id.number),
            with_document: true,
        },
        JobsCall::GetPending => Request::GetPending,
        JobsCall::Update(update) => Request::Update(UpdateRequest {
            job: update.id.job_id.clone(),
            number: Some(update.id.number),
            status: update.status.clone(),
            details: Some(Arc::new(update.details.clone())),
            expected_version: update.expected_version,
            step: update.step_timeout_in_minutes.map(i64::from),
            with_state: false,
            with_document: false,
        }),
    }
}

fn read(answer: Answered, has_state: bool) -> Result<Answer, CallError> {
    match answer {
        Ok(Reply::Execution(view)) => Ok(Answer::Execution(view.map(execution))),
        Ok(Reply::Pending { in_progress, queued }) => Ok(Answer::Pending(Pending {
            in_progress: in_progress.iter().map(id).collect(),
            queued: queued.iter().map(id).collect(),
        })),
        // No call of these asks for a command.
        Ok(Reply::Updated { .. } | Reply::Command(_)) => Ok(Answer::Updated),
        Err(refusal) => Err(refused(refusal, has_state)),
    }
}

fn execution(view: View) -> Execution {
    let seconds = view.seconds_left.and_then(|seconds| u64::try_from(seconds).ok());
    Execution {
        status: view.status.clone(),
        details: view.details.as_deref().cloned().unwrap_or_default(),
        version: view.version,
        time_left: seconds.map(Duration::from_secs),
        id: id(&view),
        document: view.document,
    }
}

fn id(view: &View) -> ExecutionId {
    ExecutionId::new(&*view.job, view.number, view.queued_at)
}

fn refused(refusal: Refusal, has_state: bool) -> CallError {
    let state = refusal.state.filter(|_| has_state).map(|state| *state);
    let kind = match refusal.reason {
        Reason::VersionMismatch { expected, found } => {
            let (expected, found) = (Some(expected), Some(found));
            CallErrorKind::VersionMismatch(VersionMismatch { expected, found, state })
        }
        Reason::InvalidStateTransition => CallErrorKind::InvalidStateTransition { state },
        Reason::NotFound => CallErrorKind::NotFound,
        Reason::TerminalState => CallErrorKind::Ended,
        Reason::InvalidRequest | Reason::Validation | Reason::Conflict => {
            CallErrorKind::InvalidRequest
        }
    };
    CallError::new(kind, refusal.message)
}

fn failure(fault: &Fault) -> CallError {
    let unavailable = |retry_after: &Option<Duration>, may_be_applied| CallErrorKind::Unavailable {
        retry_after: *retry_after,
        may_be_applied,
    };
    let (kind, message) = match fault {
        Fault::Unreachable => (CallErrorKind::Unreachable, "connection refused"),
        Fault::ServerError { .. } => (unavailable(&None, true), "the service failed"),
        Fault::Unavailable { retry_after, .. } => {
            (unavailable(retry_after, true), "the service is unavailable")
        }
        Fault::Throttle { retry_after } => (unavailable(retry_after, false), "too many calls"),
        Fault::Denied => (CallErrorKind::Denied, "the policy does not allow the call"),
        Fault::CertificateRejected => (CallErrorKind::Denied, "the certificate is not accepted"),
        Fault::QuotaExceeded => (CallErrorKind::InvalidRequest, "a quota is exceeded"),
        Fault::ClockWrong => {
            (CallErrorKind::ClockWrong, "the certificate of the server is not valid yet")
        }
        _ => (CallErrorKind::Unanswered, "no answer arrived"),
    };
    CallError::new(kind, message)
}
