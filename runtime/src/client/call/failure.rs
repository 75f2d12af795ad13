//! The errors of failed calls.

use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};

use super::exchange::Exchange;
use super::stop::Stop;
use super::trace;
use crate::Operation;
use crate::client::identity::Proof;
use crate::error::{
    BoxError, BuildError, Call, CallFailure, DecodeError, OperationError, ResponseError, SdkError,
    ServiceError, TransportError, TransportErrorKind,
};
use crate::wire::ErrorReply;

impl Exchange<'_> {
    /// The error of a call without a response to read.
    pub(super) fn error<E: OperationError>(&self, stop: Stop) -> SdkError<E> {
        trace::failed(&self.span, &stop);
        match stop {
            Stop::NotSent(error) => SdkError::ConstructionFailure(self.failure(error)),
            Stop::NoResponse(error) => {
                let kind = error.kind();
                let failure = self.failure(error);
                match kind {
                    TransportErrorKind::Timeout => SdkError::TimeoutError(failure),
                    _ => SdkError::DispatchFailure(failure),
                }
            }
            Stop::Refused(error, response) => {
                SdkError::ResponseError(self.response_error(error, *response))
            }
            Stop::Objection(reply) => {
                let error = E::from_reply(&reply);
                let call = Call { advice: self.advice(&reply), ..self.call() };
                SdkError::ServiceError(ServiceError::new(call, error, *reply))
            }
        }
    }

    /// The error of a call that could not be built.
    pub(super) fn not_built<E>(&self, error: BuildError) -> SdkError<E> {
        trace::failed_as(&self.span, "construction_failure");
        SdkError::ConstructionFailure(self.failure(error))
    }

    /// The error of a call whose response does not match the model.
    pub(super) fn unreadable<O: Operation>(
        &self,
        error: DecodeError,
        reply: Response<Bytes>,
    ) -> SdkError<O::Error> {
        trace::failed_as(&self.span, "unreadable_response");
        // Its text quotes the reply.
        let error = match self.secrets().removed_from(&reply) {
            None => error,
            Some(shown) => match O::response(&shown) {
                Err(error) => error,
                Ok(_) => DecodeError::new("what was sent as a secret is in it", shown.body()),
            },
        };
        SdkError::ResponseError(self.response_error(error.sealed(self.sensitive), reply))
    }

    fn response_error(&self, error: impl Into<BoxError>, reply: Response<Bytes>) -> ResponseError {
        ResponseError::new(self.failure(error), reply, &self.secrets(), self.sensitive)
    }

    fn failure(&self, error: impl Into<BoxError>) -> CallFailure {
        CallFailure::new(self.call(), error)
    }

    fn call(&self) -> Call {
        Call {
            operation: self.operation,
            host: self.host(),
            attempts: self.attempts,
            unanswered: self.unanswered,
            body_spent: self.body_spent,
            advice: None,
            elapsed: self.start.elapsed(),
        }
    }

    /// AWS IoT denies access to a certificate without a message.
    fn advice(&self, reply: &ErrorReply) -> Option<String> {
        let is_silent = reply.message().is_none_or(str::is_empty);
        match &self.proof {
            Proof::Certificate if reply.status() == StatusCode::FORBIDDEN && is_silent => {
                let host = self.host().unwrap_or_default();
                self.inner.service.certificate_auth?.denied(self.operation, &host)
            }
            _ => None,
        }
    }

    fn host(&self) -> Option<String> {
        let base = self.base().ok().filter(|_| self.addressed)?;
        Some(base.host().to_owned())
    }

    /// The operation time-out has expired.
    pub(super) fn late(&mut self, limit: Duration) -> Stop {
        let limit = format!("the operation time-out of {limit:?}");
        let kind = TransportErrorKind::Timeout;
        Stop::NoResponse(match (self.attempts, self.last.take()) {
            (0, _) if self.is_signing => TransportError::unsent(
                kind,
                format!(
                    "nothing was sent within {limit}: the provider of credentials or token did not answer"
                ),
            ),
            (0, _) => TransportError::unsent(kind, format!("nothing was sent within {limit}")),
            (_, None) => TransportError::new(kind, format!("no answer within {limit}")),
            (_, Some(last)) => {
                TransportError::new(kind, format!("no answer within {limit}; before that: {last}"))
            }
        })
    }
}
