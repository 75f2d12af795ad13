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
/// `Display` is one complete line: operation, error code and message or the cause, status, request
/// id, host, attempts and time. `source` returns only causes that the line does not include, so
/// that printing an error with its sources (`{:#}` of `anyhow`,
/// [`DisplayErrorContext`](super::DisplayErrorContext)) repeats nothing.
/// [`as_service_error`](Self::as_service_error) and [`cause`](Self::cause) return the errors
/// inside.
///
/// `R` is the type of the raw response: an [`HttpResponse`] for calls of a client.
#[non_exhaustive]
pub enum SdkError<E, R = HttpResponse> {
    /// The call could not be sent as given: a member is missing or violates a constraint, or the
    /// endpoint, the region or the credentials are unknown. Nothing was sent over the network.
    ConstructionFailure(CallFailure),
    /// The call timed out.
    TimeoutError(CallFailure),
    /// The connection could not be made, or broke off before the response was complete; or the
    /// response is not HTTP, or exceeds a limit.
    DispatchFailure(CallFailure),
    /// The response does not match the model, or an interceptor rejected it.
    ResponseError(ResponseError<R>),
    /// The service returned an error.
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

    /// The error of the service, if the service returned one.
    pub fn as_service_error(&self) -> Option<&E> {
        Some(self.inner().ok()?.err())
    }

    /// The reply, if a complete one arrived: an error of the service, or a reply that cannot be
    /// read.
    pub fn raw_response(&self) -> Option<&R> {
        match self {
            Self::ServiceError(error) => Some(error.raw()),
            Self::ResponseError(error) => Some(error.raw()),
            Self::ConstructionFailure(_) | Self::TimeoutError(_) | Self::DispatchFailure(_) => None,
        }
    }

    /// The error of the service, or the cause of another failure, such as a
    /// [`TransportError`](super::TransportError), even if the text of this error includes it.
    pub fn cause(&self) -> &(dyn std::error::Error + 'static)
    where
        E: std::error::Error + 'static,
    {
        match self.inner() {
            Ok(error) => error.err(),
            Err(failure) => failure.cause(),
        }
    }

    /// The error of the service, or the cause of another failure. There always is one; it is a
    /// `Result` for compatibility with the other AWS SDK crates.
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

    /// The same failure with another type for the error of the service. The text stays the same,
    /// and `source` returns the new error if its text differs.
    pub fn map_service_error<F>(self, map: impl FnOnce(E) -> F) -> SdkError<F, R> {
        match self {
            Self::ServiceError(error) => SdkError::ServiceError(error.map(map)),
            Self::ResponseError(error) => SdkError::ResponseError(error),
            Self::ConstructionFailure(failure) => SdkError::ConstructionFailure(failure),
            Self::TimeoutError(failure) => SdkError::TimeoutError(failure),
            Self::DispatchFailure(failure) => SdkError::DispatchFailure(failure),
        }
    }

    /// The error of the service. Any other failure becomes the unhandled variant.
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
