//! Errors of waiters.

use std::error::Error;
use std::fmt;

#[cfg(feature = "aws")]
pub use aws_smithy_runtime_api::client::waiters::error::{ExceededMaxWait, FailureState};
use aws_smithy_types::error::metadata::EMPTY_ERROR_METADATA;

#[cfg(not(feature = "aws"))]
pub use super::outcome::{ExceededMaxWait, FailureState};
use crate::error::cause::untold;
use crate::error::{BuildError, ErrorMetadata, ProvideErrorMetadata, SdkError};

/// Why a wait failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaiterError<O, E> {
    /// The call could not be built: a required member is missing.
    ConstructionFailure(BuildError),
    /// The condition was not met within the maximum time.
    ExceededMaxWait(ExceededMaxWait),
    /// The condition will not be met, according to a response or an error of the service.
    FailureState(FailureState<O, E>),
    /// A call failed, after retries, with an error that does not decide the condition.
    OperationFailed(OperationFailed<E>),
}

/// A call that failed during a wait.
#[derive(Debug)]
pub struct OperationFailed<E> {
    source: SdkError<E>,
}

impl<E> OperationFailed<E> {
    pub(super) fn new(source: SdkError<E>) -> Self {
        Self { source }
    }

    /// The failure.
    pub fn error(&self) -> &SdkError<E> {
        &self.source
    }

    /// The failure.
    pub fn into_error(self) -> SdkError<E> {
        self.source
    }
}

impl<O, E: fmt::Display> fmt::Display for WaiterError<O, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ConstructionFailure(error) => {
                write!(f, "the call cannot be built: {error}")
            }
            Self::ExceededMaxWait(wait) => {
                let (calls, time) = (wait.poll_count(), wait.max_wait());
                let plural = if calls == 1 { "" } else { "s" };
                write!(f, "the condition was not met within {time:?} and {calls} call{plural}")
            }
            Self::FailureState(state) => match state.final_poll().as_result() {
                Ok(_) => f.write_str("the condition will not be met, according to the last answer"),
                Err(error) => write!(f, "the condition will not be met: {error}"),
            },
            Self::OperationFailed(failed) => write!(f, "a call failed: {}", failed.source),
        }
    }
}

impl<O: fmt::Debug, E: Error + 'static> Error for WaiterError<O, E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let cause: &(dyn Error + 'static) = match self {
            Self::ConstructionFailure(error) => error,
            Self::ExceededMaxWait(_) => return None,
            Self::FailureState(state) => state.final_poll().as_result().err()?,
            Self::OperationFailed(failed) => &failed.source,
        };
        untold(self, cause)
    }
}

impl<O, E: ProvideErrorMetadata> WaiterError<O, E> {
    /// The error of the service, if there is one.
    fn service_error(&self) -> Option<&E> {
        match self {
            Self::ConstructionFailure(_) | Self::ExceededMaxWait(_) => None,
            Self::FailureState(state) => state.final_poll().as_result().err(),
            Self::OperationFailed(failed) => failed.source.as_service_error(),
        }
    }
}

impl<O, E: ProvideErrorMetadata> ProvideErrorMetadata for WaiterError<O, E> {
    fn meta(&self) -> &ErrorMetadata {
        const NONE: &ErrorMetadata = &EMPTY_ERROR_METADATA;
        self.service_error().map_or(NONE, ProvideErrorMetadata::meta)
    }

    fn code(&self) -> Option<&str> {
        self.service_error()?.code()
    }

    fn message(&self) -> Option<&str> {
        self.service_error()?.message()
    }
}
