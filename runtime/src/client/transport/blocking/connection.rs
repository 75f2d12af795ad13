use std::fmt;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ureq::unversioned::transport::{Buffers, NextTimeout, Transport};
use ureq::{Error, Timeout};

use super::agents::MAX_HEAD;
use super::buffers::GrowingBuffers;
use super::run;
use super::wire::Wire;

/// In the extensions of a response: its connection.
#[derive(Clone, Debug)]
pub(in crate::client::transport) struct BlockingConnection(pub(super) Arc<ConnectionState>);

impl BlockingConnection {
    /// Prevents it from being used again.
    pub(in crate::client::transport) fn abandon(&self) {
        self.0.is_abandoned.store(true, Ordering::Relaxed);
    }
}

/// What is known of a connection.
#[derive(Debug, Default)]
pub(super) struct ConnectionState {
    is_abandoned: AtomicBool,
    has_answered: AtomicBool,
    has_ended: AtomicBool,
}

impl ConnectionState {
    pub(super) fn note_answer(&self) {
        self.has_answered.store(true, Ordering::Relaxed);
    }

    /// Whether it has brought a response. A server that rejects the client certificate closes the
    /// connection before that.
    pub(super) fn has_answered(&self) -> bool {
        self.has_answered.load(Ordering::Relaxed)
    }

    /// Whether the other side has closed it.
    pub(super) fn has_ended(&self) -> bool {
        self.has_ended.load(Ordering::Relaxed)
    }
}

/// A connection to the target that can be abandoned, and whose reads and writes end when the caller
/// stops waiting.
pub(super) struct Connection {
    wire: Wire,
    buffers: GrowingBuffers,
    state: Arc<ConnectionState>,
    /// When it was seen to be open, with nothing to read, since it was last used.
    seen_open: Option<Instant>,
}

impl Connection {
    pub(super) fn new(wire: Wire) -> Self {
        Self { wire, buffers: GrowingBuffers::default(), state: Arc::default(), seen_open: None }
    }

    pub(super) fn state(&self) -> &Arc<ConnectionState> {
        &self.state
    }

    /// ureq fails at once without time, and would otherwise take no time for unlimited.
    fn limit(&self) -> Result<NextTimeout, Error> {
        run::use_connection(&self.state);
        let limit = run::until_deadline();
        if limit.after.is_zero() { Err(Error::Timeout(Timeout::Global)) } else { Ok(limit) }
    }
}

impl Transport for Connection {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, _: NextTimeout) -> Result<(), Error> {
        self.seen_open = None;
        self.wire.set_timeout(self.limit()?);
        let output = &self.buffers.output()[..amount];
        let written = match run::begin_request() {
            Some(origin) => self.wire.write_all(&with_absolute_target(output, &origin)),
            None => self.wire.write_all(output),
        };
        written.and_then(|()| self.wire.flush()).map_err(|error| self.wire.reason(error))
    }

    fn await_input(&mut self, _: NextTimeout) -> Result<bool, Error> {
        self.wire.set_timeout(self.limit()?);
        let space = self.buffers.input_append_buf();
        if space.is_empty() {
            return Err(Error::LargeResponseHeader(MAX_HEAD, MAX_HEAD));
        }
        let amount = self.wire.read(space).map_err(lost)?;
        self.buffers.input_appended(amount);
        self.state.has_ended.fetch_or(amount == 0, Ordering::Relaxed);
        Ok(amount > 0)
    }

    /// ureq asks after each exchange and again before the next one. A look takes three system calls,
    /// so one is enough if these follow each other.
    fn is_open(&mut self) -> bool {
        if self.state.is_abandoned.load(Ordering::Relaxed) {
            return false;
        }
        let now = Instant::now();
        if self.seen_open.is_none_or(|seen| now.duration_since(seen) >= FRESH) {
            self.seen_open = self.wire.is_open().then_some(now);
        }
        self.seen_open.is_some()
    }

    fn is_tls(&self) -> bool {
        self.wire.is_tls()
    }
}

/// For how long a look counts. A server that closes the connection within this time could do so
/// after the look as well; the retries cover both.
const FRESH: Duration = Duration::from_millis(1);

/// ureq takes a connection that breaks off for the regular end of a body, unless it does not
/// recognize the error.
fn lost(error: io::Error) -> Error {
    use io::ErrorKind::{ConnectionAborted, ConnectionReset, UnexpectedEof};

    match error.kind() {
        ConnectionAborted | ConnectionReset | UnexpectedEof => Error::Other(Box::new(error)),
        _ => error.into(),
    }
}

/// The head of a request with the whole URL, as proxies expect it.
fn with_absolute_target(head: &[u8], origin: &str) -> Vec<u8> {
    let method = head.iter().position(|byte| *byte == b' ').map_or(0, |end| end + 1);
    let (method, rest) = head.split_at(method);
    [method, origin.as_bytes(), rest].concat()
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.state.fmt(f)
    }
}
