use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_types::body::SdkBody;
use bytes::{Bytes, BytesMut};
use http::Response;
use http_body::{Body, Frame, SizeHint};
use ureq_proto::BodyMode;
use ureq_proto::client::state::RecvBody;
use ureq_proto::client::{Call, RecvBodyResult, RecvResponseResult};

use super::failure::{closed, malformed, too_large};
use super::is_late;
use super::pool::Pooled;
use crate::client::transport::delimiting::mark_undelimited;
use crate::error::TransportError;

/// A response, whose body is received as `rest` says.
pub(super) fn received(
    response: Response<()>,
    rest: RecvResponseResult,
    pooled: Pooled,
) -> Result<Response<SdkBody>, TransportError> {
    let body = match rest {
        RecvResponseResult::RecvBody(call) => Incoming { pooled, call }.body()?,
        RecvResponseResult::Redirect(call) => {
            pooled.release(call.must_close_connection());
            SdkBody::empty()
        }
        RecvResponseResult::Cleanup(call) => {
            pooled.release(call.must_close_connection());
            SdkBody::empty()
        }
    };
    let mut response = response.map(|()| body);
    mark_undelimited(&mut response);
    Ok(response)
}

/// A body that is being received.
struct Incoming {
    pooled: Pooled,
    call: Call<RecvBody>,
}

impl Incoming {
    /// How much is left of its length. `None` if it has none.
    fn left(&self) -> Option<u64> {
        match self.call.body_mode() {
            BodyMode::LengthDelimited(left) => Some(left),
            BodyMode::NoBody => Some(0),
            BodyMode::Chunked | BodyMode::CloseDelimited => None,
        }
    }

    /// A body that came with the head needs no stream.
    fn body(mut self) -> Result<SdkBody, TransportError> {
        let there = self.pooled.connection.input.bytes().len();
        if self.left().is_none_or(|left| left > there as u64) {
            return Ok(SdkBody::from_body_1_x(Received(Some(self))));
        }
        let whole = self.next(there)?;
        self.end();
        Ok(whole.map_or_else(SdkBody::empty, SdkBody::from))
    }

    /// The next bytes, at most as many as this.
    fn next(&mut self, most: usize) -> Result<Option<Bytes>, TransportError> {
        let left = self.left().and_then(|left| usize::try_from(left).ok());
        let mut piece = BytesMut::zeroed(left.map_or(most, |left| left.min(most)));
        loop {
            let connection = &mut self.pooled.connection;
            let (consumed, amount) =
                self.call.read(connection.input.bytes(), &mut piece).map_err(malformed)?;
            connection.input.consume(consumed);
            if amount > 0 {
                piece.truncate(amount);
                return Ok(Some(piece.freeze()));
            }
            if self.has_ended() {
                return Ok(None);
            }
            let connection = &mut self.pooled.connection;
            if consumed > 0 && !connection.input.bytes().is_empty() {
                continue;
            }
            if connection.input.is_full() {
                return Err(too_large());
            }
            if connection.receive()? == 0 {
                return if self.is_delimited() { Err(closed()) } else { Ok(None) };
            }
        }
    }

    /// Whether the body ends before the connection.
    fn is_delimited(&self) -> bool {
        self.call.body_mode() != BodyMode::CloseDelimited
    }

    fn has_ended(&self) -> bool {
        self.is_delimited() && self.call.can_proceed()
    }

    fn end(self) {
        let must_close = match self.call.proceed() {
            Some(RecvBodyResult::Redirect(call)) => call.must_close_connection(),
            Some(RecvBodyResult::Cleanup(call)) => call.must_close_connection(),
            None => true,
        };
        self.pooled.release(must_close);
    }
}

/// The body of a response, which blocks when it is polled. `None` at its end.
struct Received(Option<Incoming>);

impl Received {
    fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        const MOST: usize = 16 << 10;

        let Some(mut incoming) = self.0.take() else { return Ok(None) };
        let received = incoming.next(MOST);
        match &received {
            // The last byte may be the end, so that the next call can use the connection.
            Ok(piece) if piece.is_none() || incoming.has_ended() => incoming.end(),
            // The caller may wait on.
            Err(error) if !error.is_timeout() => {}
            _ => self.0 = Some(incoming),
        }
        received
    }
}

impl Body for Received {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match self.next() {
            Ok(piece) => Poll::Ready(piece.map(|piece| Ok(Frame::data(piece)))),
            Err(error) if error.is_timeout() && is_late() => Poll::Pending,
            Err(error) => Poll::Ready(Some(Err(error))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        let left = self.0.as_ref().map_or(Some(0), Incoming::left);
        left.map(SizeHint::with_exact).unwrap_or_default()
    }
}
