use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use socket2::{Domain, Socket, Type};

/// A closed port. It is reserved, so that no other process can listen on it.
pub struct ClosedPort {
    address: SocketAddr,
    _socket: Socket,
}

/// A port that does not respond to connection attempts: its queue is full and nobody accepts
/// connections.
pub struct BlackHole {
    address: SocketAddr,
    _listener: Socket,
    _queued: Vec<TcpStream>,
}

impl ClosedPort {
    /// Reserves a port.
    pub fn take() -> Self {
        let (socket, address) = bound();
        Self { address, _socket: socket }
    }

    /// Address and port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl BlackHole {
    /// Opens one.
    pub fn open() -> Self {
        let (listener, address) = bound();
        listener.listen(0).expect("a queue");
        let mut queued = Vec::new();
        // The shortest queue length depends on the system.
        while queued.len() < 16 {
            match TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
                Ok(connection) => queued.push(connection),
                Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                    return Self { address, _listener: listener, _queued: queued };
                }
                Err(error) => panic!("neither accepted nor ignored: {error}"),
            }
        }
        panic!("a queue without an end");
    }

    /// Address and port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

fn bound() -> (Socket, SocketAddr) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).expect("a port");
    let address = socket.local_addr().ok().and_then(|address| address.as_socket());
    (socket, address.expect("an address"))
}
