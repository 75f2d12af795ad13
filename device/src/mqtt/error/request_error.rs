use std::fmt;

use super::Rejection;
use crate::mqtt::ConnectionError;

/// Why a request over MQTT failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestError {
    /// The request cannot be made of what was given, such as the id of a job. Nothing was sent.
    Invalid(String),
    /// Nothing was sent.
    NotSent(ConnectionError),
    /// The request was sent, or may have been, and no answer arrived: it may have been carried out.
    Unanswered {
        /// What happened.
        reason: String,
        /// The error of the connection, if it has failed.
        source: Option<ConnectionError>,
    },
    /// The service rejected the request.
    Rejected(Box<Rejection>),
    /// An answer arrived that cannot be read. The request may have been carried out.
    Unreadable(String),
}

impl RequestError {
    pub(in crate::mqtt) fn unanswered(reason: impl Into<String>) -> Self {
        Self::Unanswered { reason: reason.into(), source: None }
    }

    /// The rejection, if the service rejected the request.
    pub fn rejection(&self) -> Option<&Rejection> {
        match self {
            Self::Rejected(rejection) => Some(rejection),
            _ => None,
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(problem) => f.write_str(problem),
            Self::NotSent(error) => write!(f, "the request was not sent: {error}"),
            Self::Unanswered { reason, .. } => {
                write!(f, "no answer arrived, the request may have been carried out: {reason}")
            }
            Self::Rejected(rejection) => rejection.fmt(f),
            Self::Unreadable(problem) => write!(f, "the answer cannot be read: {problem}"),
        }
    }
}

impl std::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // Their texts are those of the errors within.
            Self::NotSent(error) => error.source(),
            Self::Unanswered { source, .. } => source.as_ref().map(|source| source as _),
            Self::Invalid(_) | Self::Rejected(_) | Self::Unreadable(_) => None,
        }
    }
}
