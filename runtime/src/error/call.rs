use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::Response;

use super::{BoxError, BuildError, TransportError};
use crate::wire::{ErrorReply, quote_start};

/// The call that failed, as far as it went.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Call {
    /// The operation, such as `UpdateJobExecution`; empty if the call was never built.
    pub operation: &'static str,
    /// The host that the request went to, once an endpoint is known.
    pub host: Option<String>,
    /// How many requests were sent.
    pub attempts: u32,
    /// Whether one of them, but not the last, got no answer: it may have been carried out.
    pub unanswered: bool,
    /// From the call to its failure, waiting included.
    pub elapsed: Duration,
}

/// A failure without an error of the service in it; its `source` is the cause.
pub struct CallFailure(Box<Failed>);

struct Failed {
    call: Call,
    source: BoxError,
    reply: Option<Response<Bytes>>,
}

impl CallFailure {
    /// A failure of `call`.
    pub fn new(call: Call, source: impl Into<BoxError>) -> Self {
        Self(Box::new(Failed { call, source: source.into(), reply: None }))
    }

    pub(crate) fn with_reply(mut self, reply: Response<Bytes>) -> Self {
        self.0.reply = Some(reply);
        self
    }

    /// The call that failed.
    pub fn call(&self) -> &Call {
        &self.0.call
    }

    /// The cause.
    pub fn into_source(self) -> BoxError {
        self.0.source
    }

    /// What is wrong with the call, if it could not be built.
    pub fn build_error(&self) -> Option<&BuildError> {
        self.0.source.downcast_ref()
    }

    /// How the request failed to get its response, if it was sent.
    pub fn transport_error(&self) -> Option<&TransportError> {
        self.0.source.downcast_ref()
    }

    /// Status, headers and body of a reply that came but cannot be read.
    pub fn raw(&self) -> Option<&Response<Bytes>> {
        self.0.reply.as_ref()
    }
}

impl fmt::Debug for CallFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failed { call, source, reply } = &*self.0;
        f.debug_struct("CallFailure")
            .field("call", call)
            .field("source", source)
            .field("status", &reply.as_ref().map(Response::status))
            .field("body", &reply.as_ref().map(|reply| quote_start(reply.body())))
            .finish()
    }
}

impl fmt::Display for CallFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = &self.0.source;
        let text = source.to_string();
        f.write_str(&text)?;
        // Libraries put into the cause what their own text leaves out.
        let mut cause: &dyn std::error::Error = source.as_ref();
        while let Some(inner) = cause.source() {
            cause = inner;
        }
        let cause = cause.to_string();
        let is_told = self.transport_error().is_some() || text.contains(&cause);
        if is_told { Ok(()) } else { write!(f, ": {cause}") }
    }
}

impl std::error::Error for CallFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.0.source.as_ref())
    }
}

/// An error of the service, with the reply that carried it.
#[derive(Debug)]
pub struct ServiceError<E>(Box<(Call, E, ErrorReply)>);

impl<E> ServiceError<E> {
    /// The answer of the service to `call`.
    pub fn new(call: Call, error: E, reply: ErrorReply) -> Self {
        Self(Box::new((call, error, reply)))
    }

    /// The call that failed.
    pub fn call(&self) -> &Call {
        &self.0.0
    }

    /// The error of the service.
    pub fn err(&self) -> &E {
        &self.0.1
    }

    /// The error of the service.
    pub fn into_err(self) -> E {
        self.0.1
    }

    /// Status, headers and body of the reply.
    pub fn raw(&self) -> &Response<Bytes> {
        self.0.2.response()
    }
}
