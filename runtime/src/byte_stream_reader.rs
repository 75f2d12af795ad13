use std::fmt;
use std::io::{self, Read};

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use bytes::{Buf, Bytes};
use http_body_util::BodyExt;

use crate::client::block_on;

/// Reads a [`ByteStream`] of a blocking call: the body of a response that is a stream.
///
/// A read blocks until data arrives. It fails if the connection breaks off, or if data arrives
/// more slowly than the minimum throughput of the client.
///
/// ```
/// use std::io::Read;
///
/// use smithy_client_runtime::primitives::{ByteStream, ByteStreamReader};
///
/// # fn main() -> std::io::Result<()> {
/// let stream = ByteStream::from_static(b"firmware");
/// let mut text = String::new();
/// ByteStreamReader::from(stream).read_to_string(&mut text)?;
/// assert_eq!(text, "firmware");
/// # Ok(())
/// # }
/// ```
pub struct ByteStreamReader {
    body: SdkBody,
    piece: Bytes,
}

impl From<ByteStream> for ByteStreamReader {
    fn from(stream: ByteStream) -> Self {
        Self { body: stream.into_inner(), piece: Bytes::new() }
    }
}

impl Read for ByteStreamReader {
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

impl fmt::Debug for ByteStreamReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStreamReader").finish_non_exhaustive()
    }
}
