use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use http::Response;
use ureq_proto::client::Call;
use ureq_proto::client::state::RecvResponse;

use super::failure::{after_answer, closed, interrupted, malformed, too_large};
use super::head::{NoHead, receive_head};
use super::input::Input;
use super::wire::Wire;
use crate::error::TransportError;

/// A connection to the target.
pub(super) struct Connection {
    wire: Wire,
    pub(super) input: Input,
    /// What is sent next.
    pub(super) output: Vec<u8>,
    /// Whether it has brought a response. A server that rejects the client certificate closes the
    /// connection before that.
    pub(super) has_answered: bool,
    handle: BlockingConnection,
}

/// In the extensions of a response: its connection.
#[derive(Clone, Debug, Default)]
pub(in crate::client::transport) struct BlockingConnection(Arc<AtomicBool>);

impl BlockingConnection {
    /// Prevents it from being used again.
    pub(in crate::client::transport) fn abandon(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// How much output is collected before it is sent.
const OUTPUT: usize = 8 << 10;

impl Connection {
    pub(super) fn new(mut wire: Wire) -> Self {
        wire.socket().end_connecting();
        let (input, output, has_answered, handle) = Default::default();
        Self { wire, input, output, has_answered, handle }
    }

    pub(super) fn handle(&self) -> BlockingConnection {
        self.handle.clone()
    }

    /// Whether it can be used again.
    pub(super) fn is_reusable(&mut self) -> bool {
        !self.handle.0.load(Ordering::Relaxed)
            && self.input.bytes().is_empty()
            && self.wire.is_open()
    }

    /// Reads more input. 0 is the end.
    pub(super) fn receive(&mut self) -> Result<usize, TransportError> {
        self.input.fill(&mut self.wire).map_err(|error| self.lost(error))
    }

    pub(super) fn receive_head(
        &mut self,
        call: &mut Call<RecvResponse>,
    ) -> Result<Response<()>, TransportError> {
        receive_head(call, &mut self.input, &mut self.wire).map_err(|reason| match reason {
            NoHead::TooLarge => too_large(),
            NoHead::Closed => closed(),
            NoHead::Broken(error) => self.lost(error),
            NoHead::Invalid(error) => malformed(error),
        })
    }

    fn lost(&self, error: io::Error) -> TransportError {
        let error = interrupted(error);
        if self.has_answered { after_answer(error) } else { error }
    }

    /// Adds to the output, which is sent if it becomes large.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), TransportError> {
        if self.output.len() + bytes.len() <= OUTPUT {
            self.output.extend_from_slice(bytes);
            return Ok(());
        }
        self.flush()?;
        self.wire.send(bytes).map_err(interrupted)
    }

    /// Sends the output.
    pub(super) fn flush(&mut self) -> Result<(), TransportError> {
        if self.output.is_empty() {
            return Ok(());
        }
        let sent = self.wire.send(&self.output);
        self.output.clear();
        sent.map_err(interrupted)
    }
}
