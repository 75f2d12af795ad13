use std::fmt;
use std::time::Duration;

use super::cause::{innermost, tells, untold};
use super::{BoxError, BuildError, OneLine, TransportError};

/// Facts about the failed call.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Call {
    /// The operation, such as `UpdateJobExecution`; empty if an input failed to build on its own.
    pub operation: &'static str,
    /// The host that the request went to, once an endpoint is known.
    pub host: Option<String>,
    /// How many requests were sent.
    pub attempts: u32,
    /// Whether an attempt other than the last one got no response: it may have been carried out.
    pub unanswered: bool,
    /// Whether there was no retry because the body is a stream that can be read only once.
    pub body_spent: bool,
    /// What to do about a response that gives no reason, if the client knows.
    pub advice: Option<String>,
    /// The time from the call to its failure, delays included.
    pub elapsed: Duration,
}

/// A failure that contains no error of the service.
///
/// The text includes the cause. `source` returns only causes that the text does not include, and is
/// often `None`; [`cause`](Self::cause) always returns the cause.
pub struct CallFailure(Box<Failed>);

struct Failed {
    call: Call,
    source: BoxError,
}

impl CallFailure {
    /// A failure of `call`.
    pub fn new(call: Call, source: impl Into<BoxError>) -> Self {
        Self(Box::new(Failed { call, source: source.into() }))
    }

    /// The call that failed.
    pub fn call(&self) -> &Call {
        &self.0.call
    }

    /// The cause, even if the text of this failure includes it.
    pub fn cause(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self.0.source.as_ref()
    }

    /// The cause.
    pub fn into_source(self) -> BoxError {
        self.0.source
    }

    /// Why the call could not be built, if that is the failure.
    pub fn build_error(&self) -> Option<&BuildError> {
        self.0.source.downcast_ref()
    }

    /// Why the request got no response, if it was sent.
    pub fn transport_error(&self) -> Option<&TransportError> {
        self.0.source.downcast_ref()
    }

    /// Whether it timed out: while connecting, during an attempt, or over all attempts together.
    /// Such a failure is a [`TimeoutError`](super::SdkError::TimeoutError).
    pub fn is_timeout(&self) -> bool {
        self.transport_error().is_some_and(TransportError::is_timeout)
    }

    /// Whether a connection could not be made, or broke off.
    pub fn is_io(&self) -> bool {
        self.transport_error().is_some_and(TransportError::is_io)
    }

    /// Whether the transport is misconfigured.
    pub fn is_user(&self) -> bool {
        self.transport_error().is_some_and(TransportError::is_user)
    }

    /// Whether it is none of these: the response is not HTTP, or exceeds a limit.
    pub fn is_other(&self) -> bool {
        !(self.is_timeout() || self.is_io() || self.is_user())
    }

    /// [`transport_error`](Self::transport_error), under its name in the other AWS SDK crates.
    pub fn as_connector_error(&self) -> Option<&TransportError> {
        self.transport_error()
    }
}

impl fmt::Debug for CallFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failed { call, source } = &*self.0;
        f.debug_struct("CallFailure").field("call", call).field("source", source).finish()
    }
}

impl fmt::Display for CallFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = self.0.source.as_ref();
        let text = format!("{:.1000}", OneLine(&source.to_string()));
        f.write_str(&text)?;
        // Libraries put into the cause what their own text omits.
        let cause = innermost(source);
        // The text of a transport error already includes it.
        let is_told = self.transport_error().is_some() || tells(&text, cause);
        if is_told { Ok(()) } else { write!(f, ": {}", OneLine(&cause.to_string())) }
    }
}

impl std::error::Error for CallFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        untold(self, self.0.source.as_ref())
    }
}
