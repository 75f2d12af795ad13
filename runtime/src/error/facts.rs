use std::any::Any;
use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Response, StatusCode};

use super::OneLine;
use crate::http::HttpResponse;
use crate::wire::{quote_start, request_id};

/// What an error shows of a reply. It never contains secrets that were sent, even if the reply
/// does.
pub(super) struct Facts {
    pub(super) status: StatusCode,
    /// The content type, truncated if it is too long.
    pub(super) kind: Option<String>,
    pub(super) request_id: Option<String>,
    /// The start of the body, unless it may be sensitive.
    pub(super) start: Option<String>,
}

impl Facts {
    /// The facts of a reply from which secrets were removed. `sealed` hides the body.
    pub(super) fn of(shown: &Response<Bytes>, sealed: bool) -> Self {
        let body = (!sealed).then(|| shown.body().as_ref());
        Self::new(shown.status(), shown.headers(), body)
    }

    /// The facts of a reply that was made outside this crate. `None` for unknown types.
    pub(super) fn of_any(reply: &dyn Any) -> Option<Self> {
        let reply: &HttpResponse = reply.downcast_ref()?;
        Some(Self::new(reply.status(), reply.headers().as_map(), reply.body().bytes()))
    }

    fn new(status: StatusCode, headers: &HeaderMap, body: Option<&[u8]>) -> Self {
        let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        Self {
            status,
            kind: kind.map(|kind| format!("{:.100}", OneLine(kind))),
            request_id: request_id(headers).map(str::to_owned),
            start: body.map(quote_start),
        }
    }
}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, kind, request_id, start } = self;
        f.debug_struct("Reply")
            .field("status", &status.as_u16())
            .field("content_type", kind)
            .field("request_id", request_id)
            .field("body", start)
            .finish()
    }
}
