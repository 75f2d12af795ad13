//! Bodies of requests that are streamed.

use std::io::{self, Read, Write};
use std::net::TcpListener;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use iot_jobs_data::Operation;
use iot_jobs_data::blocking::Client;
use iot_jobs_data::config::timeout::TimeoutConfig;
use iot_jobs_data::error::{BuildError, SdkError};
use iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsOutput;
use smithy_client_runtime::primitives::{ByteStream, SdkBody};
use smithy_client_runtime::wire::{Request, RequestBuilder};
use tests::server::{Reply, Server};

use crate::{SHORT, call, client, config};

struct Send(ByteStream);

impl Operation for Send {
    tests::called!(GetPendingJobExecutionsOutput, "Send", "PUT", "/send");

    fn request(&self) -> Result<Request, BuildError> {
        RequestBuilder::of::<Self>().stream("application/octet-stream", &self.0)
    }

    fn take_body(&mut self) -> Option<SdkBody> {
        Some(std::mem::take(&mut self.0).into_inner())
    }
}

/// Pieces of three bytes, each after a pause.
struct Slow {
    left: u64,
    length: Option<u64>,
    then: End,
}

enum End {
    Over,
    Never,
    Fault,
}

const PAUSE: Duration = Duration::from_millis(60);

impl Body for Slow {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if self.left == 0 {
            return match self.then {
                End::Over => Poll::Ready(None),
                End::Never => Poll::Pending,
                End::Fault => Poll::Ready(Some(Err(io::Error::other("the disk is gone")))),
            };
        }
        thread::sleep(PAUSE);
        self.left -= 1;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"abc")))))
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map(SizeHint::with_exact).unwrap_or_default()
    }
}

fn send(
    server: &Server,
    body: impl Body<Data = Bytes, Error = io::Error> + std::marker::Send + Sync + 'static,
) -> Result<GetPendingJobExecutionsOutput, String> {
    send_to(&server.url(), body)
}

fn send_to(
    url: &str,
    body: impl Body<Data = Bytes, Error = io::Error> + std::marker::Send + Sync + 'static,
) -> Result<GetPendingJobExecutionsOutput, String> {
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(SHORT).read_timeout(SHORT);
    let config = config(url).timeout_config(timeouts.build());
    let body = ByteStream::new(SdkBody::from_body_1_x(body));
    let result = Client::from_conf(config.build()).send(Send(body));
    result.map_err(|error| {
        let is_late = matches!(error, SdkError::TimeoutError(_));
        format!("{}{error}", if is_late { "late: " } else { "" })
    })
}

#[test]
fn an_upload_has_time_as_long_as_it_moves() {
    let server = Server::playing([Reply::ok("{}")]);
    send(&server, Slow { left: 10, length: Some(30), then: End::Over }).expect("an answer");
    assert_eq!(server.requests()[0].body, b"abc".repeat(10));
}

/// The rest of the reply has time too, although it comes when the upload alone has used it up.
#[test]
fn the_reply_to_a_long_upload_has_its_own_time() {
    let server = Server::playing([Reply::ok("{}").trickled(Duration::from_millis(1))]);
    send(&server, Slow { left: 10, length: Some(30), then: End::Over }).expect("an answer");
}

#[test]
fn an_upload_that_does_not_go_on_is_given_up() {
    let server = Server::playing([]);
    let error = send(&server, Slow { left: 2, length: Some(30), then: End::Never });
    let error = error.expect_err("no body");
    assert!(error.starts_with("late: ") && error.contains("time-out of 250ms"), "{error}");
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn an_upload_that_gets_no_answer_is_given_up() {
    let server = Server::playing([Reply::ok("{}").stall(tests::server::At::Start)]);
    let error = send(&server, Slow { left: 6, length: Some(18), then: End::Over });
    let error = error.expect_err("no answer");
    assert!(error.starts_with("late: ") && error.contains("time-out of 250ms"), "{error}");
}

#[test]
fn a_stream_that_cannot_be_read_is_told_in_its_own_words() {
    let words = "the body of the request cannot be read: the disk is gone";
    assert_refused(Slow { left: 1, length: Some(30), then: End::Fault }, words);
}

#[test]
fn a_stream_that_is_shorter_than_its_length_is_an_error() {
    let body = Slow { left: 1, length: Some(30), then: End::Over };
    assert_refused(body, "ends 27 bytes before its length");
}

#[test]
fn a_body_of_unknown_length_goes_in_chunks() {
    let server = Server::playing([Reply::ok("{}")]);
    send(&server, Slow { left: 1, length: None, then: End::Over }).expect("an answer");
    let request = &server.requests()[0];
    assert_eq!(request.header("transfer-encoding"), Some("chunked"));
    assert_eq!(request.header("content-length"), None);
}

/// One piece, of unknown length, that is made when it is read.
struct Once<F>(Option<F>);

impl<F: FnOnce() -> io::Result<Bytes> + Unpin> Body for Once<F> {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(self.0.take().map(|piece| piece().map(Frame::data)))
    }
}

/// Reads one request in chunks, answers it, and returns how many `A`s its body had.
fn serve_chunks(listener: &TcpListener) -> usize {
    let (mut socket, _) = listener.accept().expect("a connection");
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n0\r\n\r\n") {
        let mut piece = [0; 4096];
        let amount = socket.read(&mut piece).expect("a request");
        request.extend_from_slice(&piece[..amount]);
    }
    socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").expect("an answer");
    let head = request.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a head");
    let lines = request[head + 4..].split(|byte| *byte == b'\n');
    // The digits of lengths are in lower case.
    let data = lines.filter(|line| line.iter().all(|byte| matches!(byte, b'A' | b'\r')));
    data.map(|line| line.iter().filter(|byte| **byte == b'A').count()).sum()
}

#[test]
fn pieces_of_any_size_go_in_chunks() {
    for size in [1, 15, 16, 2039, 2040, 2041, 2042, 2048, 4096, 10_240, 100_000] {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let served = thread::spawn(move || serve_chunks(&listener));
        send_to(&url, Once(Some(move || Ok(Bytes::from(vec![b'A'; size]))))).expect("an answer");
        assert_eq!(served.join().expect("a request"), size);
    }
}

#[test]
fn nothing_is_read_after_the_last_byte_of_a_body() {
    for then in [End::Never, End::Fault] {
        let server = Server::playing([Reply::ok("{}")]);
        send(&server, Slow { left: 2, length: Some(6), then }).expect("an answer");
        assert_eq!(server.requests()[0].body, b"abcabc");
    }
}

#[test]
fn a_stream_that_is_longer_than_its_length_is_an_error() {
    let body = Slow { left: 3, length: Some(7), then: End::Over };
    assert_refused(body, "larger body than content-length");
}

#[test]
fn reading_a_body_may_make_calls() {
    let (server, asked) =
        (Server::playing([Reply::new(503, "{}")]), Server::playing([Reply::ok("{}")]));
    let client = client(asked.url());
    let ask = move || match call(&client) {
        Ok(output) => Ok(Bytes::from(format!("{:?}", output.queued_jobs()))),
        Err(error) => Err(io::Error::other(error.to_string())),
    };
    let error = send(&server, Once(Some(ask))).expect_err("a refusal");
    assert!(error.contains("status 503"), "{error}");
    assert_eq!(asked.requests().len(), 1);
}

/// The call with this body fails with these words, and no complete request arrives.
fn assert_refused(body: Slow, words: &str) {
    let server = Server::playing([]);
    let error = send(&server, body);
    assert!(error.as_ref().is_err_and(|error| error.contains(words)), "{error:?}");
    assert_eq!(server.requests().len(), 0);
}
