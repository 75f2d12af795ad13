use std::fmt;
use std::time::Duration;

use super::cause::{innermost, tells, untold};
use super::{BoxError, BuildError, OneLine, TransportError};

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
        self.transport_error().is_some_and(TransportError::is_timeout)
    }

    /// Whether there was no connection, or one that broke off.
    pub fn is_io(&self) -> bool {
        self.transport_error().is_some_and(TransportError::is_io)
    }

    /// Whether the transport cannot work as it is set up.
    pub fn is_user(&self) -> bool {
        self.transport_error().is_some_and(TransportError::is_user)
    }

    /// Whether it is none of these: what came is not HTTP, or beyond a limit.
    pub fn is_other(&self) -> bool {
        !(self.is_timeout() || self.is_io() || self.is_user())
    }

    /// [`transport_error`](Self::transport_error) by the name that it has in the other AWS SDK
    /// crates.
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
