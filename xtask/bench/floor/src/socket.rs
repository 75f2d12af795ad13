//! A blocking socket that sends the same bytes and reads some bytes. No HTTP client can be faster.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Instant;

use measure::{Contender, Failure, endpoint, request};

fn main() -> Result<(), Failure> {
    let start = Instant::now();
    let measured = pin!(measure::run::<Socket>(start));
    match measured.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => Err("a blocking call was not done when it returned".into()),
    }
}

struct Socket {
    stream: TcpStream,
    request: Vec<u8>,
}

impl Contender for Socket {
    async fn new() -> Result<Self, Failure> {
        let endpoint = endpoint()?;
        let stream = TcpStream::connect(endpoint.trim_start_matches("http://"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, request: request()? })
    }

    async fn call(&self) -> Result<(), Failure> {
        let mut stream = &self.stream;
        stream.write_all(&self.request)?;
        // The server writes a response at once, and over loopback it arrives in one piece.
        match stream.read(&mut [0; 4096])? {
            0 => Err("the server closed the connection".into()),
            _ => Ok(()),
        }
    }
}
