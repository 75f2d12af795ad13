use std::io::Read;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};

use super::failure::{is_timeout, reply_failure};
use super::is_late;
use crate::error::TransportError;

/// The body of a response, which blocks when it is polled.
pub(super) struct Received {
    reader: ureq::BodyReader<'static>,
    length: Option<u64>,
    /// How much to read at a time.
    piece: usize,
}

impl Received {
    pub(super) fn new(body: ureq::Body) -> Self {
        const MOST: usize = 16 << 10;

        let length = body.content_length();
        let piece = length.and_then(|length| usize::try_from(length).ok()).unwrap_or(MOST);
        Self { length, piece: piece.clamp(1, MOST), reader: body.into_reader() }
    }
}

impl Body for Received {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let mut piece = BytesMut::zeroed(self.piece);
        match self.reader.read(&mut piece) {
            Ok(0) => Poll::Ready(None),
            Ok(amount) => {
                piece.truncate(amount);
                Poll::Ready(Some(Ok(Frame::data(piece.freeze()))))
            }
            Err(error) if is_timeout(&error) && is_late() => Poll::Pending,
            Err(error) => Poll::Ready(Some(Err(reply_failure(ureq::Error::from(error))))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map(SizeHint::with_exact).unwrap_or_default()
    }
}
