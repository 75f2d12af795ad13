use std::fmt;

use aws_smithy_types::error::metadata::EMPTY_ERROR_METADATA;
use bytes::Bytes;
use http::Response;
use http::header::CONTENT_TYPE;

use super::{
    BoxError, BuildError, Call, CallFailure, ErrorMetadata, OneLine, OperationError,
    ProvideErrorMetadata, RequestId, ServiceError, TransportError, TransportErrorKind, Unhandled,
};
use crate::Operation;
use crate::wire::{ErrorReply, Secrets, request_id};

/// Why a call failed.
///
/// `Display` tells it in one line: operation, error code and message or the cause, status, request
/// id, host, attempts and time. `source` leads to what that line does not tell, so that printing an
/// error with its sources (`{:#}` of `anyhow`, [`DisplayErrorContext`](super::DisplayErrorContext))
/// repeats nothing. [`as_service_error`](Self::as_service_error) and [`cause`](Self::cause) lead to
/// the errors inside.
#[derive(Debug)]
#[non_exhaustive]
pub enum SdkError<E> {
    /// The call could not be sent as it is: a member is missing or breaks a constraint, or the
    /// endpoint, the region or the credentials are not known. Nothing went over the network.
    ConstructionFailure(CallFailure),
    /// No answer within the time allowed for it.
    TimeoutError(CallFailure),
    /// No connection, or one that broke off before the response was complete.
    DispatchFailure(CallFailure),
    /// A response that is not what the model says.
    ResponseError(CallFailure),
    /// The service objected.
    ServiceError(ServiceError<E>),
}

impl<E> SdkError<E> {
    /// The call that failed.
    pub fn call(&self) -> &Call {
        match self.inner() {
            Ok(error) => error.call(),
            Err(failure) => failure.call(),
        }
    }

    /// The error of the service, if the service answered with one.
    pub fn as_service_error(&self) -> Option<&E> {
        match self {
            Self::ServiceError(error) => Some(error.err()),
            _ => None,
        }
    }

    /// The reply, if a whole one came: an error of the service, or one that cannot be read.
    pub fn raw_response(&self) -> Option<&Response<Bytes>> {
        match self.inner() {
            Ok(error) => Some(error.raw()),
            Err(failure) => failure.raw(),
        }
    }

    /// The error of the service, or the cause of another failure, such as a
    /// [`TransportError`], whatever the text of this error tells of it already.
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
            Self::ConstructionFailure(failure)
            | Self::TimeoutError(failure)
            | Self::DispatchFailure(failure)
            | Self::ResponseError(failure) => Ok(failure.into_source()),
        }
    }

    /// The same failure with another type for the error of the service.
    pub fn map_service_error<F>(self, map: impl FnOnce(E) -> F) -> SdkError<F> {
        match self {
            Self::ServiceError(error) => SdkError::ServiceError(error.map(map)),
            Self::ConstructionFailure(failure) => SdkError::ConstructionFailure(failure),
            Self::TimeoutError(failure) => SdkError::TimeoutError(failure),
            Self::DispatchFailure(failure) => SdkError::DispatchFailure(failure),
            Self::ResponseError(failure) => SdkError::ResponseError(failure),
        }
    }

    /// The error of the service, or why there is none.
    fn inner(&self) -> Result<&ServiceError<E>, &CallFailure> {
        match self {
            Self::ServiceError(error) => Ok(error),
            Self::ConstructionFailure(failure)
            | Self::TimeoutError(failure)
            | Self::DispatchFailure(failure)
            | Self::ResponseError(failure) => Err(failure),
        }
    }
}

/// Failures for mocks, in tests of code that handles errors.
impl<E> SdkError<E> {
    /// A call that could not be sent as it is.
    pub fn construction_failure(source: impl Into<BoxError>) -> Self {
        Self::ConstructionFailure(CallFailure::new(Call::default(), source))
    }

    /// A call that got no answer in time.
    pub fn timeout_error(source: impl Into<BoxError>) -> Self {
        let error = TransportError::new(TransportErrorKind::Timeout, source);
        Self::TimeoutError(CallFailure::new(Call::default(), error))
    }

    /// A call without a connection, or with one that broke off.
    pub fn dispatch_failure(source: TransportError) -> Self {
        Self::DispatchFailure(CallFailure::new(Call::default(), source))
    }

    /// A response that is not what the model says.
    pub fn response_error(source: impl Into<BoxError>, response: Response<Bytes>) -> Self {
        let failure = CallFailure::new(Call::default(), source);
        Self::ResponseError(failure.with_reply(response, &Secrets::default(), false))
    }

    /// An objection of the service.
    pub fn service_error(error: E, response: Response<Bytes>) -> Self {
        Self::ServiceError(ServiceError::new(Call::default(), error, ErrorReply::new(response)))
    }
}

impl<E: OperationError> SdkError<E> {
    /// A call of an operation that could not be built.
    #[doc(hidden)]
    pub fn not_built<O: Operation<Error = E>>(error: BuildError) -> Self {
        let call = Call { operation: O::NAME, ..Call::default() };
        Self::ConstructionFailure(CallFailure::new(call, error))
    }

    /// The error of the service; any other failure becomes the unhandled one.
    pub fn into_service_error(self) -> E {
        match self {
            Self::ServiceError(error) => error.into_err(),
            other => E::unhandled(Unhandled::from_source(other)),
        }
    }
}

impl<E> From<BuildError> for SdkError<E> {
    fn from(error: BuildError) -> Self {
        Self::construction_failure(error)
    }
}

impl<E: fmt::Display> fmt::Display for SdkError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let call = self.call();
        match call.operation {
            "" => f.write_str("the call failed")?,
            operation => write!(f, "{operation} failed")?,
        }
        match self.inner() {
            Ok(error) => write!(f, ": {}", error.err())?,
            Err(failure) => write!(f, ": {failure}")?,
        }
        let shown = match self.inner() {
            Ok(error) => Some(error.shown()),
            Err(failure) => failure.shown(),
        };
        if let Some(reply) = shown {
            write!(f, " (status {}", reply.status().as_u16())?;
            let kind = reply.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
            if let (Self::ResponseError(_), Some(kind)) = (self, kind) {
                write!(f, ", of type {:.100}", OneLine(kind))?;
            }
            if let Some(id) = request_id(reply.headers()) {
                write!(f, ", request id {:.100}", OneLine(id))?;
            }
            f.write_str(")")?;
        }
        if call.unanswered {
            f.write_str("; an earlier attempt got no answer and may have been carried out")?;
        }
        if call.body_spent {
            f.write_str("; it was not tried again, as its body is a stream that can be read once")?;
        }
        if let Some(host) = &call.host {
            let plural = if call.attempts == 1 { "" } else { "s" };
            let Call { attempts, elapsed, .. } = call;
            write!(f, " [{host}, {attempts} attempt{plural}, {:.3} s]", elapsed.as_secs_f64())?;
        }
        Ok(())
    }
}

impl<E: std::error::Error + 'static> std::error::Error for SdkError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.inner() {
            Ok(error) => error.err().source(),
            Err(failure) => failure.source(),
        }
    }
}

impl<E: ProvideErrorMetadata> ProvideErrorMetadata for SdkError<E> {
    fn meta(&self) -> &ErrorMetadata {
        const NONE: &ErrorMetadata = &EMPTY_ERROR_METADATA;
        match self {
            Self::ServiceError(error) => error.err().meta(),
            _ => NONE,
        }
    }

    fn code(&self) -> Option<&str> {
        self.as_service_error()?.code()
    }

    fn message(&self) -> Option<&str> {
        self.as_service_error()?.message()
    }
}

impl<E: ProvideErrorMetadata> RequestId for SdkError<E> {
    fn request_id(&self) -> Option<&str> {
        self.meta().request_id().or_else(|| request_id(self.raw_response()?.headers()))
    }
}
