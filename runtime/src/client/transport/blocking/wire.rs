use std::io::{self, Read, Write};

use rustls::{ClientConnection, StreamOwned};

use super::socket::Socket;

/// A connection, plain or with TLS.
pub(super) enum Wire {
    Plain(Socket),
    Secure(Box<StreamOwned<ClientConnection, Socket>>),
}

impl Wire {
    pub(super) fn socket(&mut self) -> &mut Socket {
        match self {
            Self::Plain(socket) => socket,
            Self::Secure(stream) => &mut stream.sock,
        }
    }

    /// Whether it is open, without anything unread: that would be no response to the next request.
    pub(super) fn is_open(&mut self) -> bool {
        if let Self::Secure(stream) = self
            && !stream.conn.wants_read()
        {
            return false;
        }
        self.socket().is_open()
    }

    /// Writes everything.
    pub(super) fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let written = match self {
            Self::Plain(socket) => socket.write_all(bytes),
            Self::Secure(stream) => stream.write_all(bytes).and_then(|()| stream.flush()),
        };
        written.map_err(|error| self.reason(error))
    }

    /// Why writing has failed. With TLS 1.3, a server rejects a client certificate after the
    /// handshake, with an alert that is there to be read. The stream would write before it reads.
    fn reason(&mut self, error: io::Error) -> io::Error {
        let is_reset =
            matches!(error.kind(), io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset);
        if let Self::Secure(stream) = self
            && is_reset
        {
            while let Ok(1..) = stream.conn.read_tls(&mut stream.sock) {
                if let Err(alert) = stream.conn.process_new_packets() {
                    return io::Error::new(io::ErrorKind::InvalidData, alert);
                }
            }
        }
        error
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
