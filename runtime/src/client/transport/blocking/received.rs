use std::io::Read;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use aws_smithy_types::body::SdkBody;
use bytes::{Bytes, BytesMut};
use http::Response;
use http::header::TRANSFER_ENCODING;
use http_body::{Body, Frame, SizeHint};

use super::connection::ConnectionState;
use super::failure::{is_timeout, reply_failure};
use super::is_late;
use super::run::Outcome;
use crate::client::transport::CLOSED;
use crate::client::transport::delimiting::mark_undelimited;
use crate::client::transport::sync_body::SyncBody;
use crate::error::{TransportError, TransportErrorKind};

impl Outcome {
    /// The response of an exchange.
    pub(super) fn received(&self, response: Response<ureq::Body>) -> Response<SdkBody> {
        let is_chunked = response.headers().contains_key(TRANSFER_ENCODING);
        let connection = self.connection().filter(|_| is_chunked).cloned();
        let mut response = response.map(|body| {
            let body = Received::new(body, connection);
            SdkBody::from_body_1_x(SyncBody::new(body))
        });
        self.attach(&mut response);
        mark_undelimited(&mut response);
        response
    }
}

/// The body of a response, which blocks when it is polled.
struct Received {
    reader: ureq::BodyReader<'static>,
    length: Option<u64>,
    /// How much to read at a time.
    piece: usize,
    /// For a body in chunks, which is not whole if its connection ends first. ureq does not require
    /// its last two bytes.
    connection: Option<Arc<ConnectionState>>,
}

impl Received {
    fn new(body: ureq::Body, connection: Option<Arc<ConnectionState>>) -> Self {
        const MOST: usize = 16 << 10;

        let length = body.content_length();
        let piece = length.and_then(|length| usize::try_from(length).ok()).unwrap_or(MOST);
        Self { length, piece: piece.clamp(1, MOST), reader: body.into_reader(), connection }
    }

    fn is_cut_off(&self) -> bool {
        self.connection.as_ref().is_some_and(|connection| connection.has_ended())
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
            Ok(0) if self.is_cut_off() => {
                let error = TransportError::new(TransportErrorKind::Interrupted, CLOSED);
                Poll::Ready(Some(Err(error)))
            }
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
