//! Spans, named according to the OpenTelemetry conventions for RPC, HTTP and AWS.

use bytes::Bytes;
use http::Response;
use http::uri::Scheme;
use tracing::field::Empty;
use tracing::{Span, debug, debug_span};

use super::stop::Stop;
use crate::error::{OneLine, TransportErrorKind};
use crate::wire::{Request, request_id};

/// A call with all its attempts.
pub(super) fn operation(service: &str, operation: &str) -> Span {
    debug_span!(
        "operation",
        otel.name = %format_args!("{service}/{operation}"),
        otel.kind = "client",
        otel.status_code = Empty,
        rpc.system = "aws-api",
        rpc.service = service,
        rpc.method = operation,
        error.type = Empty,
    )
}

/// A request and its response.
pub(super) fn attempt(number: u32, request: &Request) -> Span {
    let uri = request.uri();
    let implied = if uri.scheme() == Some(&Scheme::HTTPS) { 443 } else { 80 };
    debug_span!(
        "attempt",
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = request.method().as_str(),
        http.request.resend_count = (number > 1).then(|| number - 1),
        server.address = uri.host(),
        server.port = uri.port_u16().unwrap_or(implied),
        http.response.status_code = Empty,
        aws.request_id = Empty,
        error.type = Empty,
    )
}

/// Records the end of an attempt.
pub(super) fn answered(span: &Span, result: &Result<Response<Bytes>, Stop>) {
    if span.is_disabled() {
        return;
    }
    let response = match result {
        Ok(response) => Some(response),
        Err(Stop::Objection(reply)) => Some(reply.shown()),
        Err(Stop::Refused(_, response)) => Some(&**response),
        Err(Stop::NotSent(_) | Stop::NoResponse(_)) => None,
    };
    if let Some(response) = response {
        span.record("http.response.status_code", response.status().as_u16());
        let shown = request_id(response.headers()).map(|id| format!("{:.100}", OneLine(id)));
        span.record("aws.request_id", shown.as_deref());
    }
    match result {
        Ok(_) => debug!(parent: span, "the attempt succeeded"),
        Err(stop) => {
            debug!(parent: span, reason = %stop, "the attempt failed");
            failed(span, stop);
        }
    }
}

/// Records the kind of failure; logging the error is up to the caller.
pub(super) fn failed(span: &Span, stop: &Stop) {
    match stop {
        Stop::NotSent(_) => failed_as(span, "construction_failure"),
        Stop::Refused(..) => failed_as(span, "response_refused"),
        Stop::Objection(reply) => match reply.code() {
            Some(code) => failed_as(span, &format!("{:.100}", OneLine(code))),
            None => failed_as(span, reply.status().as_str()),
        },
        Stop::NoResponse(error) => failed_as(span, name(error.kind())),
    }
}

pub(super) fn failed_as(span: &Span, kind: &str) {
    span.record("error.type", kind);
    span.record("otel.status_code", "ERROR");
}

fn name(kind: TransportErrorKind) -> &'static str {
    match kind {
        TransportErrorKind::Setup => "setup",
        TransportErrorKind::Connect => "connect",
        TransportErrorKind::Certificate => "certificate",
        TransportErrorKind::Timeout => "timeout",
        TransportErrorKind::Interrupted => "interrupted",
        TransportErrorKind::Malformed => "malformed",
        TransportErrorKind::Other => "other",
    }
}
