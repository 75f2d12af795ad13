use std::io::{self, Read};

use aws_smithy_types::body::SdkBody;
use bytes::{Buf, Bytes};
use http_body_util::BodyExt;

use crate::client::driver::block_on;

/// A streamed body as a reader.
pub(super) struct UploadReader {
    body: SdkBody,
    piece: Bytes,
}

impl UploadReader {
    pub(super) fn new(body: SdkBody) -> Self {
        Self { body, piece: Bytes::new() }
    }
}

impl Read for UploadReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match block_on(self.body.frame()) {
                None => return Ok(0),
                Some(Err(error)) => return Err(io::Error::other(error)),
                Some(Ok(frame)) => self.piece = frame.into_data().unwrap_or_default(),
            }
        }
        let amount = self.piece.len().min(buffer.len());
        self.piece.copy_to_slice(&mut buffer[..amount]);
        Ok(amount)
    }
}
