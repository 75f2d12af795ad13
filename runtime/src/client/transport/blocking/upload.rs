use std::time::Instant;

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body_util::BodyExt;

use super::failure::{no_reply_in_time, unfinished};
use crate::client::driver::{Driver, block_on, earliest_deadline, note_progress};
use crate::error::{TransportError, TransportErrorKind};

/// A streamed body of a request, which ends when the caller stops waiting.
pub(super) struct Upload {
    body: SdkBody,
    /// What is missing of its length.
    missing: Option<u64>,
}

impl Upload {
    pub(super) fn new(body: SdkBody) -> Self {
        Self { missing: body.content_length(), body }
    }

    /// The next piece, which is not empty.
    pub(super) fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            let left = earliest_deadline().map(|end| end.saturating_duration_since(Instant::now()));
            let frame = match block_on(Driver::Blocking.timeout(left, self.body.frame())) {
                Err(_) => return Err(no_reply_in_time()),
                Ok(None) => return self.end(),
                Ok(Some(frame)) => frame.map_err(unfinished)?,
            };
            note_progress();
            let piece = frame.into_data().unwrap_or_default();
            self.missing = self.missing.map(|missing| missing.saturating_sub(piece.len() as u64));
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
        }
    }

    fn end(&self) -> Result<Option<Bytes>, TransportError> {
        match self.missing {
            None | Some(0) => Ok(None),
            Some(missing) => {
                let words =
                    format!("the body of the request ends {missing} bytes before its length");
                Err(TransportError::new(TransportErrorKind::Other, words))
            }
        }
    }
}
