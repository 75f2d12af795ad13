use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use rustls::{HandshakeKind, ServerConnection, StreamOwned};
use socket2::SockRef;

use super::certificate::Certificate;
use super::request::Handshake;

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

    /// What the client said in the handshake, once that is complete.
    pub(super) fn handshake(&self) -> Option<Handshake> {
        let Self::Secure(stream) = self else { return None };
        let tls = &stream.conn;
        let protocol = tls.alpn_protocol().map(|name| String::from_utf8_lossy(name).into_owned());
        let certificate = tls.peer_certificates().and_then(<[_]>::first);
        Some(Handshake {
            server_name: tls.server_name().map(str::to_owned),
            protocol,
            certificate: certificate.map(|certificate| certificate.to_vec()),
            is_resumed: tls.handshake_kind() == Some(HandshakeKind::Resumed),
        })
    }

    /// Makes the end of this connection a reset. The socket must have no other owner by then.
    pub(super) fn reset(self) {
        let _ = SockRef::from(self.socket()).set_linger(Some(Duration::ZERO));
    }

    /// Sends nothing more.
    pub(super) fn end(&self) {
        let _ = self.socket().shutdown(Shutdown::Write);
    }

    /// Reads until the client closes the connection: closing a socket with unread bytes sends a
    /// reset.
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
