use std::fmt;

use super::SdkError;
use crate::error::{
    BoxError, Call, CallFailure, ResponseError, ServiceError, TransportError, TransportErrorKind,
};

/// Failures for mocks, in tests of code that handles errors.
impl<E, R> SdkError<E, R> {
    /// A call that could not be sent as it is.
    pub fn construction_failure(source: impl Into<BoxError>) -> Self {
        Self::ConstructionFailure(CallFailure::new(Call::default(), source))
    }

    /// A call that got no answer in time.
    pub fn timeout_error(source: impl Into<BoxError>) -> Self {
        let error = TransportError::new(TransportErrorKind::Timeout, source);
        Self::TimeoutError(CallFailure::new(Call::default(), error))
    }

    /// A call without a connection, or with one that broke off: an error of a transport, or the
    /// `ConnectorError` of the other AWS SDK crates.
    pub fn dispatch_failure(source: impl Into<TransportError>) -> Self {
        Self::DispatchFailure(CallFailure::new(Call::default(), source.into()))
    }

    /// A response that is not what the model says. Of an [`HttpResponse`](crate::http::HttpResponse)
    /// the text tells status and request id.
    pub fn response_error(source: impl Into<BoxError>, raw: R) -> Self
    where
        R: 'static,
    {
        Self::ResponseError(ResponseError::made_up(source, raw))
    }

    /// An objection of the service. Of an [`HttpResponse`](crate::http::HttpResponse) the text tells
    /// status and request id.
    pub fn service_error(source: E, raw: R) -> Self
    where
        E: fmt::Display,
        R: 'static,
    {
        Self::ServiceError(ServiceError::made_up(source, raw))
    }
}
