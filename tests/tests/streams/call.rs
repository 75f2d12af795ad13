//! An operation with streamed bodies, and bodies for it.

use std::convert::Infallible;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::{Config, ConfigBuilder, Credentials, Region};
use iot_jobs_data::error::SdkError;
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsError;
use iot_jobs_data::{Client, Operation};
use smithy_client_runtime::Output;
use smithy_client_runtime::error::BuildError;
use smithy_client_runtime::primitives::{ByteStream, SdkBody};
use smithy_client_runtime::wire::{Request, RequestBuilder};

/// Sends a stream and receives another one. `SIZED` is whether the service requires the length of
/// the first.
#[derive(Debug, Default)]
pub(crate) struct Exchange<const SIZED: bool>(pub(crate) ByteStream);

#[derive(Output)]
#[serde(default)]
pub(crate) struct Answer {
    #[serde(skip)]
    pub(crate) content: ByteStream,
    #[serde(skip)]
    _request_id: Option<String>,
}

pub(crate) type Failure = SdkError<GetPendingJobExecutionsError>;

impl<const SIZED: bool> Operation for Exchange<SIZED> {
    tests::called!(Answer, "Exchange", "PUT", "/exchange");
    const IDEMPOTENT: bool = true;
    const RAW_OUTPUT: bool = true;
    const STREAMED_OUTPUT: bool = true;
    const REQUIRES_LENGTH: bool = SIZED;

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::of::<Self>().stream("application/octet-stream", &self.0)
    }

    fn take_body(&mut self) -> Option<SdkBody> {
        Some(std::mem::take(&mut self.0).into_inner())
    }

    fn attach_body(output: &mut Answer, body: SdkBody) {
        output.content = body.into();
    }
}

/// Settings of a client that retries without delays.
pub(crate) fn config(url: impl Into<String>) -> ConfigBuilder {
    Config::builder()
        .region(Region::new("us-east-1"))
        .endpoint_url(url)
        .credentials_provider(Credentials::from_keys("AKIDEXAMPLE", "wJalrXUtnFEMI", None))
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::ZERO))
}

pub(crate) async fn call(config: ConfigBuilder, body: SdkBody) -> Result<Answer, Failure> {
    Client::from_conf(config.build()).send(Exchange::<false>(body.into())).await
}

/// A body that is generated while it is read: this many pieces of 64 KiB.
pub(crate) struct Pieces {
    pub(crate) left: u64,
    pub(crate) knows_its_length: bool,
}

pub(crate) const PIECE: usize = 64 << 10;
pub(crate) const PIECES: u64 = 1024;
pub(crate) const WHOLE: u64 = PIECES * PIECE as u64;

impl Pieces {
    pub(crate) fn body(count: u64, knows_its_length: bool) -> SdkBody {
        SdkBody::from_body_1_x(Self { left: count, knows_its_length })
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        // A new one for each piece, so that retained memory is visible.
        Poll::Ready(Some(Ok(Frame::data(vec![b'x'; PIECE].into()))))
    }

    fn size_hint(&self) -> SizeHint {
        match self.knows_its_length {
            true => SizeHint::with_exact(self.left * PIECE as u64),
            false => SizeHint::default(),
        }
    }
}

/// A server for one connection, which keeps nothing that it reads.
pub(crate) struct Once<T> {
    address: SocketAddr,
    thread: JoinHandle<T>,
}

impl<T: Send + 'static> Once<T> {
    /// `serve` receives the head of the request, and the rest of the connection.
    pub(crate) fn serving(serve: impl FnOnce(String, TcpStream) -> T + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let thread = thread::spawn(move || {
            let (mut socket, _) = listener.accept().expect("a connection");
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                socket.read_exact(&mut byte).expect("a head");
                head.push(byte[0]);
            }
            serve(String::from_utf8(head).expect("text"), socket)
        });
        Self { address, thread }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn finish(self) -> T {
        self.thread.join().expect("no panic")
    }
}

/// Reads this many bytes and replies.
pub(crate) fn swallow(socket: &mut TcpStream, count: u64) {
    let mut left = count;
    let mut buffer = vec![0; PIECE];
    while left > 0 {
        let read = socket.read(&mut buffer).expect("the body goes on");
        assert!(read > 0, "{left} bytes are missing");
        left -= read as u64;
    }
    answer(socket);
}

pub(crate) fn answer(socket: &mut TcpStream) {
    socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").expect("the client reads");
}
