use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::Response;

use super::cause::{innermost, tells, untold};
use super::{BoxError, BuildError, OneLine, TransportError, TransportErrorKind};
use crate::wire::{ErrorReply, Secrets, quote_start};

/// The call that failed, as far as it went.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Call {
    /// The operation, such as `UpdateJobExecution`; empty if an input could not be built that was
    /// not a call yet.
    pub operation: &'static str,
    /// The host that the request went to, once an endpoint is known.
    pub host: Option<String>,
    /// How many requests were sent.
    pub attempts: u32,
    /// Whether one of them, but not the last, got no answer: it may have been carried out.
    pub unanswered: bool,
    /// Whether it was not tried again because its body is a stream that can be read only once.
    pub body_spent: bool,
    /// From the call to its failure, waiting included.
    pub elapsed: Duration,
}

/// A failure without an error of the service in it.
///
/// Its text tells the cause. `source` leads to what the text does not tell, and is often `None`;
/// [`cause`](Self::cause) leads to the cause itself.
pub struct CallFailure(Box<Failed>);

struct Failed {
    call: Call,
    source: BoxError,
    reply: Option<Response<Bytes>>,
    /// The reply without what was sent as a secret, if it has any of that.
    shown: Option<Response<Bytes>>,
    /// Whether nothing of the reply is to be shown.
    sealed: bool,
}

impl CallFailure {
    /// A failure of `call`.
    pub fn new(call: Call, source: impl Into<BoxError>) -> Self {
        Self(Box::new(Failed {
            call,
            source: source.into(),
            reply: None,
            shown: None,
            sealed: false,
        }))
    }

    pub(crate) fn with_reply(
        mut self,
        reply: Response<Bytes>,
        secrets: &Secrets,
        sealed: bool,
    ) -> Self {
        self.0.shown = secrets.removed_from(&reply);
        self.0.reply = Some(reply);
        self.0.sealed = sealed;
        self
    }

    /// The reply as far as it may be shown.
    pub(super) fn shown(&self) -> Option<&Response<Bytes>> {
        self.0.shown.as_ref().or(self.0.reply.as_ref())
    }

    /// The call that failed.
    pub fn call(&self) -> &Call {
        &self.0.call
    }

    /// The cause, whatever the text of this failure tells of it already.
    pub fn cause(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self.0.source.as_ref()
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

    /// Whether it took too long: to connect, to get the response, or all attempts together. Then it
    /// comes as a [`TimeoutError`](super::SdkError::TimeoutError).
    pub fn is_timeout(&self) -> bool {
        self.transport_error().is_some_and(|error| error.kind() == TransportErrorKind::Timeout)
    }

    /// Whether there was no connection, or one that broke off.
    pub fn is_io(&self) -> bool {
        use TransportErrorKind::{Certificate, Connect, Interrupted};

        self.transport_error()
            .is_some_and(|error| matches!(error.kind(), Certificate | Connect | Interrupted))
    }

    /// Status, headers and body of a reply that came but cannot be read.
    pub fn raw(&self) -> Option<&Response<Bytes>> {
        self.0.reply.as_ref()
    }
}

impl fmt::Debug for CallFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failed { call, source, sealed, .. } = &*self.0;
        let reply = self.shown();
        f.debug_struct("CallFailure")
            .field("call", call)
            .field("source", source)
            .field("status", &reply.map(Response::status))
            .field("body", &reply.filter(|_| !sealed).map(|reply| quote_start(reply.body())))
            .finish()
    }
}

impl fmt::Display for CallFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = self.0.source.as_ref();
        let text = format!("{:.1000}", OneLine(&source.to_string()));
        f.write_str(&text)?;
        // Libraries put into the cause what their own text leaves out.
        let cause = innermost(source);
        // The error of a transport has told it in its own words.
        let is_told = self.transport_error().is_some() || tells(&text, cause);
        if is_told { Ok(()) } else { write!(f, ": {}", OneLine(&cause.to_string())) }
    }
}

impl std::error::Error for CallFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        untold(self, self.0.source.as_ref())
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

    /// Status, headers and body of the reply.
    pub fn into_raw(self) -> Response<Bytes> {
        self.0.2.into_response()
    }

    /// The reply as far as it may be shown.
    pub(super) fn shown(&self) -> &Response<Bytes> {
        self.0.2.shown()
    }

    pub(super) fn map<F>(self, map: impl FnOnce(E) -> F) -> ServiceError<F> {
        let (call, error, reply) = *self.0;
        ServiceError::new(call, map(error), reply)
    }
}
