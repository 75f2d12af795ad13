use std::any::Any;
use std::fmt;

use bytes::Bytes;
use http::Response;

use super::facts::Facts;
use super::{BoxError, Call, CallFailure};
use crate::http::HttpResponse;
use crate::wire::Secrets;

/// A reply that does not match the model, or that an interceptor rejects.
///
/// The text includes the cause, as for [`CallFailure`].
pub struct ResponseError<R = HttpResponse>(Box<Parts<R>>);

struct Parts<R> {
    failure: CallFailure,
    raw: R,
    facts: Option<Facts>,
}

impl ResponseError {
    /// The error for the reply of a call. Secrets that were sent are not shown, nor is anything
    /// `sealed`.
    pub(crate) fn new(
        failure: CallFailure,
        reply: Response<Bytes>,
        secrets: &Secrets,
        sealed: bool,
    ) -> Self {
        let shown = secrets.removed_from(&reply);
        let facts = Some(Facts::of(shown.as_ref().unwrap_or(&reply), sealed));
        Self(Box::new(Parts { failure, raw: reply.into(), facts }))
    }
}

impl<R> ResponseError<R> {
    /// The error for a reply that does not come from a call.
    pub(super) fn made_up(source: impl Into<BoxError>, raw: R) -> Self
    where
        R: 'static,
    {
        let failure = CallFailure::new(Call::default(), source);
        let facts = Facts::of_any(&raw as &dyn Any);
        Self(Box::new(Parts { failure, raw, facts }))
    }

    /// The call that failed.
    pub fn call(&self) -> &Call {
        self.0.failure.call()
    }

    /// The cause, even if the text of this error includes it.
    pub fn cause(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self.0.failure.cause()
    }

    /// The cause.
    pub fn into_source(self) -> BoxError {
        self.0.failure.into_source()
    }

    /// The reply as received. It does not include a streamed body.
    pub fn raw(&self) -> &R {
        &self.0.raw
    }

    /// The reply as received.
    pub fn into_raw(self) -> R {
        self.0.raw
    }

    pub(super) fn failure(&self) -> &CallFailure {
        &self.0.failure
    }

    /// What is known of the reply.
    pub(super) fn facts(&self) -> Option<&Facts> {
        self.0.facts.as_ref()
    }
}

impl<R> fmt::Display for ResponseError<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.failure.fmt(f)
    }
}

impl<R> fmt::Debug for ResponseError<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { failure, facts, .. } = &*self.0;
        f.debug_struct("ResponseError").field("failure", failure).field("reply", facts).finish()
    }
}

impl<R> std::error::Error for ResponseError<R> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.failure.source()
    }
}
