//! Spans by the names that OpenTelemetry gives to remote calls, HTTP and AWS.

use bytes::Bytes;
use http::Response;
use tracing::field::Empty;
use tracing::{Span, debug_span};

use super::stop::Stop;
use crate::error::TransportErrorKind;
use crate::wire::{Request, request_id};

/// A call with all its attempts.
pub(super) fn operation(service: &str, operation: &str) -> Span {
    debug_span!(
        "operation",
        otel.name = %format_args!("{service}/{operation}"),
        otel.kind = "client",
        rpc.system = "aws-api",
        rpc.service = service,
        rpc.method = operation,
        error.type = Empty,
    )
}

/// A request and its response.
pub(super) fn attempt(number: u32, request: &Request) -> Span {
    debug_span!(
        "attempt",
        http.request.method = request.method().as_str(),
        http.request.resend_count = number - 1,
        server.address = request.uri().host(),
        server.port = request.uri().port_u16(),
        http.response.status_code = Empty,
        aws.request_id = Empty,
        error.type = Empty,
    )
}

pub(super) fn answered(span: &Span, result: &Result<Response<Bytes>, Stop>) {
    if span.is_disabled() {
        return;
    }
    let response = match result {
        Ok(response) => Some(response),
        Err(Stop::Objection(reply)) => Some(reply.response()),
        Err(Stop::Refused(_, response)) => Some(&**response),
        Err(Stop::NotSent(_) | Stop::NoResponse(_)) => None,
    };
    if let Some(response) = response {
        span.record("http.response.status_code", response.status().as_u16());
        span.record("aws.request_id", request_id(response.headers()));
    }
    if let Err(stop) = result {
        failed(span, stop);
    }
}

/// Says what kind of failure it was; the error itself is the caller's to log.
pub(super) fn failed(span: &Span, stop: &Stop) {
    match stop {
        Stop::Objection(reply) if reply.code().is_none() => {
            span.record("error.type", reply.status().as_u16())
        }
        _ => span.record("error.type", kind(stop)),
    };
}

fn kind(stop: &Stop) -> &str {
    match stop {
        Stop::NotSent(_) => "construction_failure",
        Stop::Refused(..) => "response_refused",
        Stop::Objection(reply) => reply.code().unwrap_or_default(),
        Stop::NoResponse(error) => match error.kind() {
            TransportErrorKind::Setup => "setup",
            TransportErrorKind::Connect => "connect",
            TransportErrorKind::Certificate => "certificate",
            TransportErrorKind::Timeout => "timeout",
            TransportErrorKind::Interrupted => "interrupted",
            TransportErrorKind::Malformed => "malformed",
        },
    }
}
