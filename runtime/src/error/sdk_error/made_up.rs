use std::fmt;

use super::SdkError;
use crate::error::{
    BoxError, Call, CallFailure, ResponseError, ServiceError, TransportError, TransportErrorKind,
};

/// Constructors for mocks and for tests of code that handles errors.
impl<E, R> SdkError<E, R> {
    /// A call that could not be sent as given.
    pub fn construction_failure(source: impl Into<BoxError>) -> Self {
        Self::ConstructionFailure(CallFailure::new(Call::default(), source))
    }

    /// A call that timed out.
    pub fn timeout_error(source: impl Into<BoxError>) -> Self {
        let error = TransportError::new(TransportErrorKind::Timeout, source);
        Self::TimeoutError(CallFailure::new(Call::default(), error))
    }

    /// A call whose connection could not be made or broke off: a transport error, or the
    /// `ConnectorError` of the other AWS SDK crates.
    pub fn dispatch_failure(source: impl Into<TransportError>) -> Self {
        Self::DispatchFailure(CallFailure::new(Call::default(), source.into()))
    }

    /// A response that does not match the model. For an
    /// [`HttpResponse`](crate::http::HttpResponse), the text includes status and request id.
    pub fn response_error(source: impl Into<BoxError>, raw: R) -> Self
    where
        R: 'static,
    {
        Self::ResponseError(ResponseError::made_up(source, raw))
    }

    /// An error that the service returned. For an [`HttpResponse`](crate::http::HttpResponse), the
    /// text includes status and request id.
    pub fn service_error(source: E, raw: R) -> Self
    where
        E: fmt::Display,
        R: 'static,
    {
        Self::ServiceError(ServiceError::made_up(source, raw))
    }
}
