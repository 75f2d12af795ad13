use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use rustls::{ServerConnection, StreamOwned};
use socket2::SockRef;

use super::certificate::Certificate;

/// A connection from the server's side, plain or over TLS.
pub(super) enum Stream {
    Plain(TcpStream),
    Secure(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Stream {
    pub(super) fn new(socket: TcpStream, certificate: Option<&Certificate>) -> Option<Self> {
        socket.set_nodelay(true).ok()?;
        match certificate {
            None => Some(Self::Plain(socket)),
            Some(certificate) => {
                let tls = ServerConnection::new(certificate.config()).ok()?;
                Some(Self::Secure(Box::new(StreamOwned::new(tls, socket))))
            }
        }
    }

    pub(super) fn socket(&self) -> &TcpStream {
        match self {
            Self::Plain(socket) => socket,
            Self::Secure(stream) => stream.get_ref(),
        }
    }

    /// Makes the end of this connection a reset. The socket must have no other owner by then.
    pub(super) fn reset(self) {
        let _ = SockRef::from(self.socket()).set_linger(Some(Duration::ZERO));
    }

    /// Sends nothing more, and reads until the client closes the connection: closing a socket with
    /// unread bytes sends a reset.
    pub(super) fn close(mut self) {
        let _ = self.socket().shutdown(Shutdown::Write);
        self.drain();
    }

    /// Reads until the client closes the connection.
    pub(super) fn drain(&mut self) {
        let mut socket = self.socket();
        while socket.read(&mut [0; 4096]).is_ok_and(|count| count > 0) {}
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(socket) => socket.read(buffer),
            Self::Secure(stream) => stream.read(buffer),
        }
    }
}

impl Write for Stream {
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
