//! The text of an `SdkError`.

use std::fmt;

use aws_smithy_types::error::metadata::EMPTY_ERROR_METADATA;

use super::SdkError;
use crate::error::{Call, ErrorMetadata, OneLine, ProvideErrorMetadata};

impl<E, R> fmt::Display for SdkError<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let call = self.call();
        match call.operation {
            "" => f.write_str("the call failed")?,
            operation => write!(f, "{operation} failed")?,
        }
        match self.inner() {
            Ok(error) => write!(f, ": {error}")?,
            Err(failure) => write!(f, ": {failure}")?,
        }
        if let Some(reply) = self.facts() {
            write!(f, " (status {}", reply.status.as_u16())?;
            if let (Self::ResponseError(_), Some(kind)) = (self, &reply.kind) {
                write!(f, ", of type {kind}")?;
            }
            if let Some(id) = &reply.request_id {
                write!(f, ", request id {:.100}", OneLine(id))?;
            }
            f.write_str(")")?;
        }
        if let Some(advice) = &call.advice {
            write!(f, "; {advice}")?;
        }
        if call.unanswered {
            f.write_str("; an earlier attempt got no answer and may have been carried out")?;
        }
        if call.body_spent {
            f.write_str("; it was not tried again because its body can be read only once")?;
        }
        if let Some(host) = &call.host {
            let plural = if call.attempts == 1 { "" } else { "s" };
            let Call { attempts, elapsed, .. } = call;
            write!(f, " [{host}, {attempts} attempt{plural}, {:.3} s]", elapsed.as_secs_f64())?;
        }
        Ok(())
    }
}

impl<E: fmt::Debug, R> fmt::Debug for SdkError<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, inner): (_, &dyn fmt::Debug) = match self {
            Self::ConstructionFailure(failure) => ("ConstructionFailure", failure),
            Self::TimeoutError(failure) => ("TimeoutError", failure),
            Self::DispatchFailure(failure) => ("DispatchFailure", failure),
            Self::ResponseError(error) => ("ResponseError", error),
            Self::ServiceError(error) => ("ServiceError", error),
        };
        f.debug_tuple(name).field(inner).finish()
    }
}

impl<E: ProvideErrorMetadata, R> ProvideErrorMetadata for SdkError<E, R> {
    fn meta(&self) -> &ErrorMetadata {
        const NONE: &ErrorMetadata = &EMPTY_ERROR_METADATA;
        self.as_service_error().map_or(NONE, E::meta)
    }

    fn code(&self) -> Option<&str> {
        self.as_service_error()?.code()
    }

    fn message(&self) -> Option<&str> {
        self.as_service_error()?.message()
    }
}
