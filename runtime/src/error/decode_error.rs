use std::fmt;

use bytes::Bytes;
use http::Response;

use super::cause::untold;
use super::{BoxError, OneLine};
use crate::wire::{foreign_encoding, quote_start};

/// A response that does not match the model. The text quotes its start.
#[derive(Debug)]
pub struct DecodeError {
    source: BoxError,
    /// The start of the body; `None` if it may contain sensitive values.
    start: Option<String>,
    /// A content encoding that explains why the body cannot be read.
    encoding: Option<String>,
}

impl DecodeError {
    /// The error for a body that cannot be read.
    pub fn new(source: impl Into<BoxError>, body: &[u8]) -> Self {
        Self { source: source.into(), start: Some(quote_start(body)), encoding: None }
    }

    /// The error for the body of a response, which may have a content encoding.
    pub(crate) fn of_body(source: impl Into<BoxError>, response: &Response<Bytes>) -> Self {
        let encoding = foreign_encoding(response.headers());
        Self { encoding, ..Self::new(source, response.body()) }
    }

    /// Hides the body, and a cause that may quote it, if they may be sensitive.
    pub(crate) fn sealed(self, sensitive: bool) -> Self {
        if !sensitive {
            return self;
        }
        let place = self
            .source
            .downcast_ref::<serde_json::Error>()
            .map(|error| format!("at line {}, column {}", error.line(), error.column()));
        Self {
            source: place
                .unwrap_or_else(|| "a header, or a body that is not a JSON object".into())
                .into(),
            start: None,
            encoding: self.encoding,
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match &self.encoding {
            Some(name) => {
                format!("its body is encoded as {name}, which this client does not decode")
            }
            None => self.source.to_string(),
        };
        write!(f, "the response does not match the model ({})", OneLine(&problem))?;
        match &self.start {
            Some(start) => write!(f, ": it starts {start}"),
            None => f.write_str(": it is not quoted because it may contain sensitive data"),
        }
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        untold(self, self.source.as_ref())
    }
}
