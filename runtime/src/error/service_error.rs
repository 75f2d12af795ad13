use std::any::Any;
use std::fmt;

use super::Call;
use super::facts::Facts;
use crate::http::HttpResponse;
use crate::wire::ErrorReply;

/// An error of the service, with the reply that carried it.
pub struct ServiceError<E, R = HttpResponse>(Box<Parts<E, R>>);

struct Parts<E, R> {
    call: Call,
    error: E,
    text: Text<E>,
    raw: R,
    facts: Option<Facts>,
}

/// How to print the error, independent of its type.
enum Text<E> {
    By(fn(&E, &mut fmt::Formatter<'_>) -> fmt::Result),
    Kept(String),
}

impl<E: fmt::Display> ServiceError<E> {
    /// The reply of the service to `call`.
    pub fn new(call: Call, error: E, reply: ErrorReply) -> Self {
        let facts = Facts::of(reply.shown(), reply.is_sealed());
        let raw = reply.into_response().into();
        Self(Box::new(Parts { call, error, text: Text::By(E::fmt), raw, facts: Some(facts) }))
    }
}

impl<E, R> ServiceError<E, R> {
    /// A reply that does not come from a call.
    pub(super) fn made_up(error: E, raw: R) -> Self
    where
        E: fmt::Display,
        R: 'static,
    {
        let facts = Facts::of_any(&raw as &dyn Any);
        Self(Box::new(Parts { call: Call::default(), error, text: Text::By(E::fmt), raw, facts }))
    }

    /// The call that failed.
    pub fn call(&self) -> &Call {
        &self.0.call
    }

    /// The error of the service.
    pub fn err(&self) -> &E {
        &self.0.error
    }

    /// The error of the service.
    pub fn into_err(self) -> E {
        self.0.error
    }

    /// The reply as received.
    pub fn raw(&self) -> &R {
        &self.0.raw
    }

    /// The reply as received.
    pub fn into_raw(self) -> R {
        self.0.raw
    }

    /// What is known of the reply.
    pub(super) fn facts(&self) -> Option<&Facts> {
        self.0.facts.as_ref()
    }

    /// Replaces the error, but keeps its text.
    pub(super) fn map<F>(self, map: impl FnOnce(E) -> F) -> ServiceError<F, R> {
        let text = Text::Kept(self.to_string());
        let Parts { call, error, raw, facts, .. } = *self.0;
        ServiceError(Box::new(Parts { call, error: map(error), text, raw, facts }))
    }
}

/// Only the error of the service.
impl<E, R> fmt::Display for ServiceError<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.text {
            Text::By(show) => show(&self.0.error, f),
            Text::Kept(text) => f.write_str(text),
        }
    }
}

impl<E: fmt::Debug, R> fmt::Debug for ServiceError<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { call, error, facts, .. } = &*self.0;
        f.debug_struct("ServiceError")
            .field("call", call)
            .field("error", error)
            .field("reply", facts)
            .finish()
    }
}
