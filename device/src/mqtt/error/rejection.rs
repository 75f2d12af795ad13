use std::fmt;

use iot_jobs_data::types::JobExecutionState;
use serde::Deserialize;
use smithy_client_runtime::Enum;
use smithy_client_runtime::wire::{As, DefaultOnNull, Int};

/// The service rejected a request.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Rejection {
    /// Why.
    pub code: RejectionCode,
    /// Why, in the words of the service. `None`: it has none.
    #[serde(default)]
    pub message: Option<String>,
    /// The execution as it stands: with `VersionMismatch`, and with `InvalidStateTransition` if the
    /// execution has ended. `None`: the service did not tell.
    #[serde(default)]
    pub execution_state: Option<JobExecutionState>,
    /// When the service answered, in seconds since the epoch; 0 if not told.
    #[serde(default, with = "As::<DefaultOnNull<Int>>")]
    pub timestamp: i64,
}

/// The code of a [`Rejection`].
#[derive(Clone, Debug, Enum)]
#[non_exhaustive]
pub enum RejectionCode {
    /// The topic is none of the jobs API.
    #[serde(rename = "InvalidTopic")]
    InvalidTopic,
    /// The request is not JSON.
    #[serde(rename = "InvalidJson")]
    InvalidJson,
    /// A member of the request is missing or not valid, such as the details of a status.
    #[serde(rename = "InvalidRequest")]
    InvalidRequest,
    /// The present status rules the change out, typically because the execution has ended.
    #[serde(rename = "InvalidStateTransition")]
    InvalidStateTransition,
    /// There is no such thing or execution.
    #[serde(rename = "ResourceNotFound")]
    ResourceNotFound,
    /// The execution has another version than the one expected.
    #[serde(rename = "VersionMismatch")]
    VersionMismatch,
    /// The service failed.
    #[serde(rename = "InternalError")]
    InternalError,
    /// Too many requests.
    #[serde(rename = "RequestThrottled")]
    RequestThrottled,
    /// The execution to describe has ended.
    #[serde(rename = "TerminalStateReached")]
    TerminalStateReached,
    /// A code that this version of the crate does not know, as the service sent it.
    Unknown(String),
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code.as_str();
        match self.message.as_deref() {
            Some(message) if !message.is_empty() => {
                write!(f, "the service rejected the request: {code}: {message}")
            }
            _ => write!(f, "the service rejected the request: {code}"),
        }
    }
}

impl std::error::Error for Rejection {}
