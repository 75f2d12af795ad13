use std::fmt;
use std::time::Duration;

use aws_smithy_types::error::metadata::EMPTY_ERROR_METADATA;
use bytes::Bytes;
use http::Response;

use super::{
    BoxError, BuildError, ErrorMetadata, OperationError, ProvideErrorMetadata, RequestId,
    TransportError, Unhandled,
};
use crate::wire::ErrorReply;

/// Why a call failed. `Display` tells the whole story in one line.
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

/// The call that failed, as far as it went.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Call {
    /// The operation, such as `UpdateJobExecution`; empty if the call was never built.
    pub operation: &'static str,
    /// The host that the request went to, once an endpoint is known.
    pub host: Option<String>,
    /// How many requests were sent.
    pub attempts: u32,
    /// Whether one of them, but not the last, got no answer: it may have been carried out.
    pub unanswered: bool,
    /// From the call to its failure, waiting included.
    pub elapsed: Duration,
}

/// A failure without an error of the service in it; its `source` is the cause.
#[derive(Debug)]
pub struct CallFailure(Box<(Call, BoxError)>);

/// An error of the service, with the reply that carried it.
#[derive(Debug)]
pub struct ServiceError<E>(Box<(Call, E, ErrorReply)>);

impl<E> SdkError<E> {
    /// The call that failed.
    pub fn call(&self) -> &Call {
        match self {
            Self::ServiceError(error) => &error.0.0,
            Self::ConstructionFailure(failure)
            | Self::TimeoutError(failure)
            | Self::DispatchFailure(failure)
            | Self::ResponseError(failure) => &failure.0.0,
        }
    }

    /// The error of the service, if the service answered with one.
    pub fn as_service_error(&self) -> Option<&E> {
        match self {
            Self::ServiceError(error) => Some(error.err()),
            _ => None,
        }
    }

    /// The reply of the service, if it answered with an error.
    pub fn raw_response(&self) -> Option<&Response<Bytes>> {
        match self {
            Self::ServiceError(error) => Some(error.raw()),
            _ => None,
        }
    }
}

impl<E> SdkError<E> {
    /// An objection of the service, for tests of code that handles errors.
    pub fn service_error(error: E, response: Response<Bytes>) -> Self {
        Self::ServiceError(ServiceError::new(Call::default(), error, ErrorReply::new(response)))
    }
}

impl<E: OperationError> SdkError<E> {
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
        Self::ConstructionFailure(CallFailure::new(Call::default(), error))
    }
}

impl CallFailure {
    /// A failure of `call`.
    pub fn new(call: Call, source: impl Into<BoxError>) -> Self {
        Self(Box::new((call, source.into())))
    }

    /// The call that failed.
    pub fn call(&self) -> &Call {
        &self.0.0
    }

    /// The cause.
    pub fn into_source(self) -> BoxError {
        self.0.1
    }

    /// What is wrong with the call, if it could not be built.
    pub fn build_error(&self) -> Option<&BuildError> {
        self.0.1.downcast_ref()
    }

    /// How the request failed to get its response, if it was sent.
    pub fn transport_error(&self) -> Option<&TransportError> {
        self.0.1.downcast_ref()
    }
}

impl fmt::Display for CallFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.1.to_string();
        f.write_str(&text)?;
        // Libraries put into the cause what their own text leaves out.
        let mut cause: &dyn std::error::Error = self.0.1.as_ref();
        while let Some(inner) = cause.source() {
            cause = inner;
        }
        let cause = cause.to_string();
        if text.contains(&cause) { Ok(()) } else { write!(f, ": {cause}") }
    }
}

impl std::error::Error for CallFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.0.1.as_ref())
    }
}

impl<E> ServiceError<E> {
    /// The answer of the service to `call`.
    pub fn new(call: Call, error: E, reply: ErrorReply) -> Self {
        Self(Box::new((call, error, reply)))
    }

    /// The error of the service.
    pub fn err(&self) -> &E {
        &self.0.1
    }

    /// The error of the service.
    pub fn into_err(self) -> E {
        self.0.1
    }

    /// Status, headers and body of the reply.
    pub fn raw(&self) -> &Response<Bytes> {
        self.0.2.response()
    }
}

impl<E: fmt::Display> fmt::Display for SdkError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let call = self.call();
        match call.operation {
            "" => f.write_str("the call failed")?,
            operation => write!(f, "{operation} failed")?,
        }
        match self {
            Self::ServiceError(error) => {
                let reply = &error.0.2;
                write!(f, ": {} (status {}", error.err(), reply.status().as_u16())?;
                if let Some(id) = reply.request_id() {
                    write!(f, ", request id {id}")?;
                }
                f.write_str(")")?;
                if call.unanswered {
                    f.write_str(
                        "; an earlier attempt got no answer and may have been carried out",
                    )?;
                }
            }
            Self::ConstructionFailure(failure)
            | Self::TimeoutError(failure)
            | Self::DispatchFailure(failure)
            | Self::ResponseError(failure) => write!(f, ": {failure}")?,
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
        match self {
            Self::ServiceError(error) => Some(error.err()),
            Self::ConstructionFailure(failure)
            | Self::TimeoutError(failure)
            | Self::DispatchFailure(failure)
            | Self::ResponseError(failure) => Some(failure.0.1.as_ref()),
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
        self.meta().request_id()
    }
}
