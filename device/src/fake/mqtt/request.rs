use serde_json::Value;

use super::topic::{Request as TopicRequest, Verb};
use crate::fake::service::{Refusal, Request};
use crate::fake::wire::{Arguments, NoArguments};

/// A request with its token.
pub(super) struct Parsed {
    pub(super) token: Option<Value>,
    pub(super) request: Result<Request, Refusal>,
}

/// # Errors
/// The payload has no members. The message for the rejection.
pub(super) fn parse(topic: &TopicRequest<'_>, payload: &[u8]) -> Result<Parsed, &'static str> {
    let arguments = Arguments::read(payload).map_err(|error| match error {
        NoArguments::NotJson => "the payload is not JSON in UTF-8",
        NoArguments::NotAnObject => "the payload is not a JSON object",
    })?;
    let request = match topic.verb {
        Verb::GetPending => Ok(Request::GetPending),
        Verb::StartNext => arguments.start_next(),
        Verb::Describe(job) => arguments.describe(job),
        Verb::Update(job) => arguments.update(job),
    };
    Ok(Parsed { token: arguments.get("clientToken").cloned(), request })
}
