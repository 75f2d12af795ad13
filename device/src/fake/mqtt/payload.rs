use std::collections::BTreeMap;

use iot_jobs_data::types::{JobExecutionState, JobExecutionStatus};
use serde::Serialize;
use serde_json::Value;

use crate::fake::faults::Fault;
use crate::fake::service::{Notice, Reason, Refusal, Reply, View};
use crate::fake::wire::{Document, ExecutionBody, StateBody, Summary, summaries};
use crate::fake::world::Answered;

/// The content of any message. What is absent is left out.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Payload<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    client_token: Option<&'a Value>,
    timestamp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    jobs: Option<BTreeMap<&'a str, Vec<Summary<'a>>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_progress_jobs: Option<Vec<Summary<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    queued_jobs: Option<Vec<Summary<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    execution: Option<ExecutionBody<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    execution_state: Option<State<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_document: Option<Document<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum State<'a> {
    Accepted(StateBody<'a>),
    Rejected(&'a JobExecutionState),
}

/// What an answer says, and at which topic: `accepted` or `rejected`.
pub(super) struct Message {
    pub(super) suffix: &'static str,
    pub(super) payload: Vec<u8>,
}

/// The answer to a request.
pub(super) fn answer(answer: &Answered, token: Option<&Value>, timestamp: i64) -> Message {
    let payload = Payload { client_token: token, timestamp, ..Payload::default() };
    match answer {
        Ok(reply) => accepted(reply, payload),
        Err(refusal) => Message::rejected(&Payload {
            execution_state: refusal.state.as_deref().map(State::Rejected),
            code: Some(code(refusal)),
            message: Some(&refusal.message),
            ..payload
        }),
    }
}

/// A rejection of a request that has no members, or of a topic.
pub(super) fn rejection(code: &str, message: &str, timestamp: i64) -> Message {
    let (code, message) = (Some(code), Some(message));
    Message::rejected(&Payload { timestamp, code, message, ..Payload::default() })
}

/// The answer that a fault makes. `None`: none.
pub(super) fn fault(fault: &Fault, token: Option<&Value>, timestamp: i64) -> Option<Message> {
    let (code, message) = match fault {
        Fault::ServerError { .. } | Fault::Unavailable { .. } => {
            ("InternalError", "the service failed")
        }
        Fault::Throttle { .. } => ("RequestThrottled", "Rate exceeded"),
        Fault::QuotaExceeded => ("InvalidRequest", "a limit of the account is reached"),
        _ => return None,
    };
    Some(Message::rejected(&Payload {
        client_token: token,
        timestamp,
        code: Some(code),
        message: Some(message),
        ..Payload::default()
    }))
}

/// The notifications, each with the last level of its topic.
pub(super) fn notifications(notice: &Notice) -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    let payload = || Payload { timestamp: notice.at, ..Payload::default() };
    let list = notice.pending.as_ref().map(|pending| {
        let of = |status: JobExecutionStatus| summaries(pending, &status);
        let in_progress = ("IN_PROGRESS", of(JobExecutionStatus::InProgress));
        let lists = [in_progress, ("QUEUED", of(JobExecutionStatus::Queued))];
        let jobs = lists.into_iter().filter(|(_, list)| !list.is_empty()).collect();
        ("notify", bytes(&Payload { jobs: Some(jobs), ..payload() }))
    });
    let next = notice.next.as_ref().map(|next| {
        let execution = next.as_ref().map(execution);
        ("notify-next", bytes(&Payload { execution, ..payload() }))
    });
    list.into_iter().chain(next)
}

fn accepted(reply: &Reply, payload: Payload<'_>) -> Message {
    let payload = match reply {
        Reply::Execution(view) => {
            bytes(&Payload { execution: view.as_ref().map(execution), ..payload })
        }
        Reply::Pending { in_progress, queued } => bytes(&Payload {
            in_progress_jobs: Some(in_progress.iter().map(Summary::new).collect()),
            queued_jobs: Some(queued.iter().map(Summary::new).collect()),
            ..payload
        }),
        Reply::Updated { state, document } => bytes(&Payload {
            execution_state: state.as_ref().map(|view| State::Accepted(StateBody::new(view))),
            job_document: document.as_deref().map(Document::json),
            ..payload
        }),
        // No topic asks for a command.
        Reply::Command(_) => bytes(&payload),
    };
    Message { suffix: "accepted", payload }
}

fn execution(view: &View) -> ExecutionBody<'_> {
    ExecutionBody::new(view, None, Document::json)
}

fn code(refusal: &Refusal) -> &'static str {
    match refusal.reason {
        Reason::InvalidRequest | Reason::Validation | Reason::Conflict => "InvalidRequest",
        Reason::VersionMismatch { .. } => "VersionMismatch",
        Reason::InvalidStateTransition => "InvalidStateTransition",
        Reason::NotFound => "ResourceNotFound",
        Reason::TerminalState => "TerminalStateReached",
    }
}

fn bytes(payload: &Payload<'_>) -> Vec<u8> {
    // Maps with text as keys can always be written.
    serde_json::to_vec(payload).unwrap_or_default()
}

impl Message {
    fn rejected(payload: &Payload<'_>) -> Self {
        Self { suffix: "rejected", payload: bytes(payload) }
    }
}
