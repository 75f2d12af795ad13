mod made_up;
mod text;

use super::cause::untold;
use super::facts::Facts;
use super::{
    BoxError, BuildError, Call, CallFailure, OperationError, ResponseError, ServiceError, Unhandled,
};
use crate::Operation;
use crate::http::HttpResponse;

/// Why a call failed.
///
/// `Display` tells it in one line: operation, error code and message or the cause, status, request
/// id, host, attempts and time. `source` leads to what that line does not tell, so that printing an
/// error with its sources (`{:#}` of `anyhow`, [`DisplayErrorContext`](super::DisplayErrorContext))
/// repeats nothing. [`as_service_error`](Self::as_service_error) and [`cause`](Self::cause) lead to
/// the errors inside.
///
/// `R` is what a reply is kept as. A call keeps an [`HttpResponse`].
#[non_exhaustive]
pub enum SdkError<E, R = HttpResponse> {
    /// The call could not be sent as it is: a member is missing or breaks a constraint, or the
    /// endpoint, the region or the credentials are not known. Nothing went over the network.
    ConstructionFailure(CallFailure),
    /// No answer within the time allowed for it.
    TimeoutError(CallFailure),
    /// No connection, or one that broke off before the response was complete; or what came is not
    /// HTTP, or beyond a limit.
    DispatchFailure(CallFailure),
    /// A response that is not what the model says, or that an interceptor does not accept.
    ResponseError(ResponseError<R>),
    /// The service objected.
    ServiceError(ServiceError<E, R>),
}

impl<E, R> SdkError<E, R> {
    /// The call that failed.
    pub fn call(&self) -> &Call {
        match self.inner() {
            Ok(error) => error.call(),
            Err(failure) => failure.call(),
        }
    }

    /// The error of the service, if the service answered with one.
    pub fn as_service_error(&self) -> Option<&E> {
        Some(self.inner().ok()?.err())
    }

    /// The reply, if a whole one came: an error of the service, or one that cannot be read.
    pub fn raw_response(&self) -> Option<&R> {
        match self {
            Self::ServiceError(error) => Some(error.raw()),
            Self::ResponseError(error) => Some(error.raw()),
            Self::ConstructionFailure(_) | Self::TimeoutError(_) | Self::DispatchFailure(_) => None,
        }
    }

    /// The error of the service, or the cause of another failure, such as a
    /// [`TransportError`](super::TransportError), whatever the text of this error tells of it
    /// already.
    pub fn cause(&self) -> &(dyn std::error::Error + 'static)
    where
        E: std::error::Error + 'static,
    {
        match self.inner() {
            Ok(error) => error.err(),
            Err(failure) => failure.cause(),
        }
    }

    /// The error of the service, or the cause of another failure. There always is one; the `Result`
    /// is that of the other AWS SDK crates.
    pub fn into_source(self) -> Result<BoxError, Self>
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        match self {
            Self::ServiceError(error) => Ok(error.into_err().into()),
            Self::ResponseError(error) => Ok(error.into_source()),
            Self::ConstructionFailure(failure)
            | Self::TimeoutError(failure)
            | Self::DispatchFailure(failure) => Ok(failure.into_source()),
        }
    }

    /// The same failure with another type for the error of the service. What it says stays the
    /// same, and `source` leads to the new error if that says something else.
    pub fn map_service_error<F>(self, map: impl FnOnce(E) -> F) -> SdkError<F, R> {
        match self {
            Self::ServiceError(error) => SdkError::ServiceError(error.map(map)),
            Self::ResponseError(error) => SdkError::ResponseError(error),
            Self::ConstructionFailure(failure) => SdkError::ConstructionFailure(failure),
            Self::TimeoutError(failure) => SdkError::TimeoutError(failure),
            Self::DispatchFailure(failure) => SdkError::DispatchFailure(failure),
        }
    }

    /// The error of the service; any other failure becomes the unhandled one.
    pub fn into_service_error(self) -> E
    where
        E: OperationError,
        R: Send + Sync + 'static,
    {
        match self {
            Self::ServiceError(error) => error.into_err(),
            other => E::from_unhandled(Unhandled::from_source(other)),
        }
    }

    /// The error of the service, or why there is none.
    fn inner(&self) -> Result<&ServiceError<E, R>, &CallFailure> {
        match self {
            Self::ServiceError(error) => Ok(error),
            Self::ResponseError(error) => Err(error.failure()),
            Self::ConstructionFailure(failure)
            | Self::TimeoutError(failure)
            | Self::DispatchFailure(failure) => Err(failure),
        }
    }

    /// What is known of the reply.
    pub(super) fn facts(&self) -> Option<&Facts> {
        match self {
            Self::ServiceError(error) => error.facts(),
            Self::ResponseError(error) => error.facts(),
            Self::ConstructionFailure(_) | Self::TimeoutError(_) | Self::DispatchFailure(_) => None,
        }
    }
}

impl<E: OperationError> SdkError<E> {
    /// A call of an operation that could not be built.
    #[doc(hidden)]
    pub fn not_built<O: Operation<Error = E>>(error: BuildError) -> Self {
        let call = Call { operation: O::NAME, ..Call::default() };
        Self::ConstructionFailure(CallFailure::new(call, error))
    }
}

impl<E, R> From<BuildError> for SdkError<E, R> {
    fn from(error: BuildError) -> Self {
        Self::construction_failure(error)
    }
}

impl<E: std::error::Error + 'static, R> std::error::Error for SdkError<E, R> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.inner() {
            Ok(error) => untold(error, error.err()),
            Err(failure) => failure.source(),
        }
    }
}
