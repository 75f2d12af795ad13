//! Retry classifiers of the application.

use std::cmp::Ordering;

use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, InterceptorContext};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::retries::classifiers::{
    ClassifyRetry, RetryAction, RetryClassifierPriority, RetryReason, SharedRetryClassifier,
};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::ErrorKind;

use super::stop::Stop;
use crate::client::retry::{Outcome, RetryAfter, RetryKind, kind};
use crate::client::transport::retry_kind;
use crate::error::{OperationError, TransportError, TransportErrorKind};
use crate::sorted::sorted_by;
use crate::wire::ErrorReply;

/// Makes the error of an operation from a reply, with its type erased.
pub(super) type Erased = fn(&ErrorReply) -> Error;

pub(super) fn erased<E: OperationError>(reply: &ErrorReply) -> Error {
    Error::erase(E::from_reply(reply))
}

/// The outcome of an attempt according to the classifiers; unchanged if none of them indicates an
/// action.
pub(super) fn classified<'a>(
    classifiers: &[SharedRetryClassifier],
    outcome: Outcome<'a>,
    stop: &Stop,
    erased: Erased,
) -> Outcome<'a> {
    let Some(context) = context(stop, erased) else { return outcome };
    let own = match kind(outcome) {
        None => RetryAction::NoActionIndicated,
        Some(RetryKind::Throttling) => RetryAction::throttling_error(),
        Some(RetryKind::Transient) => RetryAction::transient_error(),
    };
    let sorted = sorted_by(classifiers, |one, other| one.priority().cmp(&other.priority()));
    let first_own = RetryClassifierPriority::http_status_code_classifier();
    let early = sorted.partition_point(|one| one.priority().cmp(&first_own) == Ordering::Less);
    let before = ask(&sorted[..early], &context, RetryAction::NoActionIndicated);
    let mine = if own == RetryAction::NoActionIndicated { before } else { own.clone() };
    let action = ask(&sorted[early..], &context, mine);
    match action {
        // The client's own outcome has more details, such as the delay that the service requests.
        _ if action == own => outcome,
        RetryAction::RetryIndicated(reason) => retryable(reason),
        _ => Outcome::GivenUp,
    }
}

fn ask(
    classifiers: &[&SharedRetryClassifier],
    context: &InterceptorContext,
    first: RetryAction,
) -> RetryAction {
    classifiers.iter().fold(first, |before, classifier| {
        match classifier.classify_retry_v2(context, &before) {
            RetryAction::NoActionIndicated => before,
            action => action,
        }
    })
}

fn retryable(reason: RetryReason) -> Outcome<'static> {
    match reason {
        RetryReason::RetryableError { kind, retry_after } => {
            Outcome::Retryable(retry_kind(kind), retry_after.map(RetryAfter::Exactly))
        }
        _ => Outcome::Retryable(retry_kind(ErrorKind::TransientError), None),
    }
}

/// The input of a classifier; `None` if the outcome is not the failure of an attempt.
fn context(stop: &Stop, erased: Erased) -> Option<InterceptorContext> {
    let mut context = InterceptorContext::new(Input::erase(()));
    context.take_input();
    let error = match stop {
        Stop::NoResponse(error) => unanswered(error),
        Stop::Objection(reply) => {
            let response = reply.response().clone().map(SdkBody::from);
            if let Ok(response) = HttpResponse::try_from(response) {
                context.set_response(response);
            }
            OrchestratorError::operation(erased(reply))
        }
        Stop::NotSent(_) | Stop::Refused(..) => return None,
    };
    context.set_output_or_error(Err(error));
    Some(context)
}

/// The transport error, rebuilt, because the original goes to the caller.
fn unanswered(error: &TransportError) -> OrchestratorError<Error> {
    let text = error.to_string().into();
    let given = error.cause().downcast_ref::<ConnectorError>();
    if let Some(kind) = given.and_then(ConnectorError::as_other) {
        return OrchestratorError::connector(ConnectorError::other(text, Some(kind)));
    }
    match (given, error.kind()) {
        (None, TransportErrorKind::Timeout) => OrchestratorError::timeout(text),
        (_, TransportErrorKind::Timeout) => {
            OrchestratorError::connector(ConnectorError::timeout(text))
        }
        (_, TransportErrorKind::Malformed) => OrchestratorError::response(text),
        (Some(given), _) if given.is_user() => {
            OrchestratorError::connector(ConnectorError::user(text))
        }
        (_, TransportErrorKind::Setup | TransportErrorKind::Other) => {
            OrchestratorError::connector(ConnectorError::other(text, None))
        }
        _ => OrchestratorError::connector(ConnectorError::io(text)),
    }
}
