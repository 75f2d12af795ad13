use std::borrow::Cow;
use std::sync::Arc;

use http::{Method, Uri};
use percent_encoding::percent_decode_str;

use crate::fake::service::{Reason, Refusal, Request};
use crate::fake::wire::Arguments;

/// A request and the thing that it concerns.
pub(super) struct Routed {
    pub(super) thing: String,
    pub(super) request: Request,
}

/// What a request asks for.
pub(super) fn route(method: &Method, uri: &Uri, body: &[u8]) -> Result<Routed, Refusal> {
    let unknown = || Refusal::invalid(format!("no operation is {method} {}", uri.path()));
    let segments: Vec<&str> = uri.path().split('/').skip(1).collect();
    if *method == Method::POST && segments == ["command-executions"] {
        return command(body);
    }
    let ["things", thing, "jobs", job @ ..] = &segments[..] else { return Err(unknown()) };
    let job = match job {
        [] => None,
        [job] => Some(decoded(job)?),
        _ => return Err(unknown()),
    };
    let request = match (method, job.as_deref()) {
        (&Method::GET, None) => Request::GetPending,
        (&Method::GET, Some(job)) => query(uri)?.describe(job)?,
        (&Method::PUT, Some("$next")) => arguments(body)?.start_next()?,
        (&Method::POST, Some(job)) => arguments(body)?.update(job)?,
        _ => return Err(unknown()),
    };
    Ok(Routed { thing: decoded(thing)?.into_owned(), request })
}

fn command(body: &[u8]) -> Result<Routed, Refusal> {
    let command = serde_json::from_slice(body).map_err(|error| {
        Refusal::of(Reason::Validation, format!("the request has another form: {error}"))
    })?;
    Ok(Routed { thing: String::new(), request: Request::StartCommand(Arc::new(command)) })
}

fn arguments(body: &[u8]) -> Result<Arguments, Refusal> {
    Arguments::read(body).map_err(|_| Refusal::invalid("the body is not a JSON object"))
}

fn query(uri: &Uri) -> Result<Arguments, Refusal> {
    let mut arguments = Arguments::default();
    for pair in uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        arguments.set(&decoded(name)?, &decoded(value)?);
    }
    Ok(arguments)
}

fn decoded(text: &str) -> Result<Cow<'_, str>, Refusal> {
    let decoded = percent_decode_str(text).decode_utf8();
    decoded.map_err(|_| Refusal::invalid(format!("{text} is not UTF-8")))
}
