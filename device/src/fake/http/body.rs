use serde::Serialize;

use crate::fake::service::Reply;
use crate::fake::wire::{Document, ExecutionBody, Lists, StateBody, Summary};

/// The body of an answer.
pub(super) fn body(reply: &Reply) -> Body<'_> {
    let mut body = Body::default();
    match reply {
        Reply::Execution(view) => {
            body.execution = view
                .as_ref()
                .map(|view| ExecutionBody::new(view, Some(&view.thing), Document::Text));
        }
        Reply::Pending { in_progress, queued } => {
            body.lists = Some(Lists {
                in_progress_jobs: in_progress.iter().map(Summary::new).collect(),
                queued_jobs: queued.iter().map(Summary::new).collect(),
            });
        }
        Reply::Updated { state, document } => {
            body.execution_state = state.as_ref().map(StateBody::new);
            body.job_document = document.as_deref();
        }
        Reply::Command(id) => body.execution_id = Some(id),
    }
    body
}

/// The members of all answers.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    execution: Option<ExecutionBody<'a>>,
    #[serde(flatten)]
    lists: Option<Lists<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    execution_state: Option<StateBody<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_document: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    execution_id: Option<&'a str>,
}
