use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ureq::unversioned::transport::{Buffers, NextTimeout, Transport};
use ureq::{Error, Timeout};

use super::run;

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
}

/// A connection to the target that can be abandoned, and whose reads and writes end when the caller
/// stops waiting.
pub(super) struct Connection<T> {
    inner: T,
    state: Arc<ConnectionState>,
}

impl<T: Transport> Connection<T> {
    pub(super) fn new(inner: T) -> Self {
        Self { inner, state: Arc::default() }
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

impl<T: Transport> Transport for Connection<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, _: NextTimeout) -> Result<(), Error> {
        let limit = self.limit()?;
        self.inner.transmit_output(amount, limit)
    }

    fn await_input(&mut self, _: NextTimeout) -> Result<bool, Error> {
        let limit = self.limit()?;
        self.inner.await_input(limit)
    }

    fn is_open(&mut self) -> bool {
        !self.state.is_abandoned.load(Ordering::Relaxed) && self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

impl<T> fmt::Debug for Connection<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.state.fmt(f)
    }
}
