use std::io::{self, Read, Write};

use rustls::{ClientConnection, StreamOwned};
use ureq::Error;
use ureq::unversioned::transport::{NextTimeout, TransportAdapter};

/// A connection, plain or with TLS.
pub(super) enum Wire {
    Plain(TransportAdapter),
    Secure(Box<StreamOwned<ClientConnection, TransportAdapter>>),
}

impl Wire {
    pub(super) fn set_timeout(&mut self, limit: NextTimeout) {
        self.socket().set_timeout(limit);
    }

    pub(super) fn is_tls(&self) -> bool {
        matches!(self, Self::Secure(_))
    }

    /// Whether it is open, without anything unread: that would be no response to the next request.
    pub(super) fn is_open(&mut self) -> bool {
        if let Self::Secure(stream) = self
            && !stream.conn.wants_read()
        {
            return false;
        }
        let socket = self.socket().get_mut();
        socket.buffers().input().is_empty() && socket.is_open()
    }

    /// Why writing has failed. With TLS 1.3, a server rejects a client certificate after the
    /// handshake, with an alert that is there to be read.
    pub(super) fn reason(&mut self, error: io::Error) -> Error {
        let is_reset =
            matches!(error.kind(), io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset);
        let is_alert =
            |error: &io::Error| error.get_ref().is_some_and(|it| it.is::<rustls::Error>());
        if is_reset
            && let Self::Secure(stream) = self
            && let Err(reason) = stream.read(&mut [0])
            && is_alert(&reason)
        {
            return reason.into();
        }
        error.into()
    }

    fn socket(&mut self) -> &mut TransportAdapter {
        match self {
            Self::Plain(socket) => socket,
            Self::Secure(stream) => &mut stream.sock,
        }
    }
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(socket) => socket.read(buffer),
            Self::Secure(stream) => stream.read(buffer),
        }
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(socket) => socket.write(bytes),
            Self::Secure(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(socket) => socket.flush(),
            Self::Secure(stream) => stream.flush(),
        }
    }
}
