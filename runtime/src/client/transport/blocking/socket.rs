use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use super::limit::{ConnectLimit, is_timeout, left_until};

/// A TCP connection whose reads and writes end when the caller stops waiting.
pub(super) struct Socket {
    tcp: TcpStream,
    /// The end of reads and writes while the connection is being made.
    connect_by: Option<Instant>,
    read_timeout: Option<Duration>,
    write_timeout: Option<Duration>,
}

impl Socket {
    /// Tries one address after the other, each with an equal part of the time that is left.
    pub(super) fn connect(addresses: &[SocketAddr], limit: ConnectLimit) -> io::Result<Self> {
        let mut failure = io::Error::other("the host has no address");
        for (tried, address) in addresses.iter().enumerate() {
            let untried = u32::try_from(addresses.len() - tried).unwrap_or(u32::MAX);
            let connected = match limit.left()? {
                Some(left) => TcpStream::connect_timeout(address, (left / untried).max(LEAST)),
                None => TcpStream::connect(address),
            };
            match connected {
                Ok(tcp) => {
                    tcp.set_nodelay(true)?;
                    let (read_timeout, write_timeout) = Default::default();
                    let connect_by = limit.end();
                    return Ok(Self { tcp, connect_by, read_timeout, write_timeout });
                }
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    /// The connection is made: its limit no longer applies.
    pub(super) fn end_connecting(&mut self) {
        self.connect_by = None;
    }

    /// Whether it is open, without anything to read.
    pub(super) fn is_open(&self) -> bool {
        let look = || {
            self.tcp.set_nonblocking(true)?;
            let seen = self.tcp.peek(&mut [0]);
            self.tcp.set_nonblocking(false)?;
            seen
        };
        look().is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock)
    }
}

impl Read for Socket {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Self { tcp, connect_by, read_timeout, .. } = self;
        within(*connect_by, tcp, read_timeout, TcpStream::set_read_timeout, |mut tcp| {
            tcp.read(buffer)
        })
    }
}

impl Write for Socket {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Self { tcp, connect_by, write_timeout, .. } = self;
        within(*connect_by, tcp, write_timeout, TcpStream::set_write_timeout, |mut tcp| {
            tcp.write(bytes)
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}

/// Reads or writes until an end, or until the caller stops waiting. `set` tells the system the time-out, which is `current` so far.
fn within(
    end: Option<Instant>,
    tcp: &TcpStream,
    current: &mut Option<Duration>,
    set: impl Fn(&TcpStream, Option<Duration>) -> io::Result<()>,
    mut work: impl FnMut(&TcpStream) -> io::Result<usize>,
) -> io::Result<usize> {
    loop {
        let left = left_until(end)?.map(rounded);
        if left != *current {
            set(tcp, left)?;
            *current = left;
        }
        match work(tcp) {
            Err(error) if is_passing(&error, left) => {}
            result => return result,
        }
    }
}

/// A limit that is far away, rounded down: what is left always differs, and to tell the system takes
/// a system call. Reads and writes wait for the rest afterwards.
fn rounded(left: Duration) -> Duration {
    if left > FAR { Duration::from_secs(left.as_secs() / STEP * STEP) } else { left }
}

const FAR: Duration = Duration::from_secs(4);
/// In seconds.
const STEP: u64 = 2;

/// The least time that an address gets.
const LEAST: Duration = Duration::from_millis(10);

/// Whether to try again: there may be time left of a limit that was rounded. On Unix, `TimedOut` is
/// the end of the connection, and `WouldBlock` that of the limit.
fn is_passing(error: &io::Error, limit: Option<Duration>) -> bool {
    let is_end_of_limit = match cfg!(windows) {
        true => is_timeout(error),
        false => error.kind() == io::ErrorKind::WouldBlock,
    };
    error.kind() == io::ErrorKind::Interrupted || (limit.is_some() && is_end_of_limit)
}
