use std::io::{self, Read};
use std::time::Instant;

use aws_smithy_types::body::SdkBody;
use bytes::{Buf, Bytes};
use http_body_util::BodyExt;
use ureq::{Error, Timeout};

use crate::client::driver::{Driver, block_on, earliest_deadline, note_progress};
use crate::error::{TransportError, TransportErrorKind};

/// A streamed body as a reader, which ends when the caller stops waiting.
pub(super) struct UploadReader {
    body: SdkBody,
    /// What is missing of its length. ureq would wait for it for ever.
    missing: Option<u64>,
    piece: Bytes,
}

impl UploadReader {
    pub(super) fn new(body: SdkBody) -> Self {
        Self { missing: body.content_length(), body, piece: Bytes::new() }
    }

    fn end(&self) -> io::Result<usize> {
        match self.missing {
            None | Some(0) => Ok(0),
            Some(missing) => {
                let words =
                    format!("the body of the request ends {missing} bytes before its length");
                Err(io::Error::other(TransportError::new(TransportErrorKind::Other, words)))
            }
        }
    }
}

impl Read for UploadReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            let left = earliest_deadline().map(|end| end.saturating_duration_since(Instant::now()));
            match block_on(Driver::Blocking.timeout(left, self.body.frame())) {
                Err(_) => return Err(Error::Timeout(Timeout::Global).into_io()),
                Ok(None) => return self.end(),
                Ok(Some(Err(error))) => return Err(io::Error::other(error)),
                Ok(Some(Ok(frame))) => self.piece = frame.into_data().unwrap_or_default(),
            }
            note_progress();
        }
        let amount = self.piece.len().min(buffer.len());
        self.missing = self.missing.map(|missing| missing.saturating_sub(amount as u64));
        self.piece.copy_to_slice(&mut buffer[..amount]);
        Ok(amount)
    }
}
