use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame};
use iot_jobs_data::Client;
use iot_jobs_data::config::http::{HttpRequest, HttpResponse};
use iot_jobs_data::config::timeout::TimeoutConfig;
use iot_jobs_data::config::{Attempt, Interceptor};
use iot_jobs_data::error::{BoxError, SdkError};
use smithy_client_runtime::primitives::{ByteStream, SdkBody};
use tests::memory::{peak_memory, resident_memory};
use tests::server::{At, Reply, Server};

use crate::call::{Exchange, Once, PIECE, PIECES, Pieces, WHOLE, call, config, swallow};

#[tokio::test]
async fn a_large_body_is_sent_without_being_in_memory() {
    let server = Once::serving(|head, mut socket| {
        swallow(&mut socket, WHOLE);
        head
    });
    let before = resident_memory();
    let answer = call(config(server.url()), Pieces::body(PIECES, true)).await.expect("an answer");
    let grown = peak_memory().saturating_sub(before);
    assert!(grown < WHOLE / 4, "{grown} bytes more in memory for a body of {WHOLE}");
    assert_eq!(answer.content.collect().await.expect("a body").into_bytes(), "ok");
    let head = server.finish().to_lowercase();
    assert!(head.contains(&format!("content-length: {WHOLE}")), "{head}");
    assert!(head.contains("x-amz-content-sha256: unsigned-payload"), "{head}");
    assert!(head.contains("content-type: application/octet-stream"), "{head}");
    assert!(head.contains("x-amz-content-sha256;x-amz-date"), "it is signed: {head}");
}

#[tokio::test]
async fn a_body_of_unknown_length_goes_in_chunks() {
    let server = Once::serving(|head, mut socket| {
        // Each piece has its length and two line ends, and an empty chunk ends the body.
        swallow(&mut socket, 3 * (PIECE as u64 + 9) + 5);
        head
    });
    call(config(server.url()), Pieces::body(3, false)).await.expect("an answer");
    let head = server.finish().to_lowercase();
    assert!(head.contains("transfer-encoding: chunked"), "{head}");
}

#[tokio::test]
async fn a_service_that_wants_the_length_gets_no_stream_without_one() {
    let client = Client::from_conf(config("http://127.0.0.1:1").build());
    let stream = ByteStream::new(Pieces::body(1, false));
    let error = client.send(Exchange::<true>(stream)).await.expect_err("a refusal");
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
    assert!(error.to_string().contains("the length of the body"), "{error}");

    let server = Server::playing([Reply::ok("")]);
    let client = Client::from_conf(config(server.url()).build());
    let stream = ByteStream::new(Pieces::body(1, true));
    client.send(Exchange::<true>(stream)).await.expect("an answer");
}

#[tokio::test]
async fn a_body_that_can_be_read_again_is_sent_again() {
    let in_memory = || SdkBody::from("again and again");
    let on_disk = || SdkBody::retryable(|| Pieces::body(2, true));
    for (body, length) in [(in_memory(), 15), (on_disk(), 2 * PIECE)] {
        let replies = [Reply::ok("").reset(At::Start), Reply::new(503, "{}"), Reply::ok("done")];
        let server = Server::playing(replies);
        let answer = call(config(server.url()), body).await.expect("the third attempt succeeds");
        assert_eq!(answer.content.collect().await.expect("a body").into_bytes(), "done");
        let lengths: Vec<_> = server.requests().iter().map(|it| it.body.len()).collect();
        assert_eq!(lengths, [length; 3]);
    }
}

#[tokio::test]
async fn a_body_that_can_be_read_once_is_sent_once_and_the_error_says_so() {
    let server = Server::playing([Reply::new(503, "{}")]);
    let error = call(config(server.url()), Pieces::body(1, true)).await.expect_err("a failure");
    assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
    assert!(error.to_string().contains("its body can be read only once"), "{error}");
    assert!(error.to_string().contains("1 attempt,"), "{error}");
    assert!(error.call().body_spent);
    assert_eq!(server.requests().len(), 1);

    // Errors that are not retried do not depend on the body.
    let server = Server::playing([Reply::new(400, "{}")]);
    let error = call(config(server.url()), Pieces::body(1, true)).await.expect_err("a failure");
    assert!(!error.call().body_spent, "{error}");
}

#[tokio::test]
async fn an_upload_has_time_as_long_as_it_moves() {
    let limit = Duration::from_millis(300);
    let config = |url| {
        let timeouts = TimeoutConfig::builder().operation_attempt_timeout(limit);
        config(url).timeout_config(timeouts.build())
    };
    let server = Once::serving(|_, mut socket| swallow(&mut socket, 10 * 8 + 5));
    let body = SdkBody::from_body_1_x(Slow { left: 10, then: End::Over, pause: None });
    call(config(server.url()), body).await.expect("an answer after a second");
    server.finish();

    let server = Once::serving(|_, mut socket| {
        let _ = io::copy(&mut socket, &mut io::sink());
    });
    let body = SdkBody::from_body_1_x(Slow { left: 2, then: End::Never, pause: None });
    let error = call(config(server.url()), body).await.expect_err("a failure");
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
    assert!(error.to_string().contains("the attempt time-out of 300ms"), "{error}");
}

#[tokio::test]
async fn a_stream_that_cannot_be_read_is_told_in_its_own_words() {
    let server = Once::serving(|_, mut socket| {
        let _ = io::copy(&mut socket, &mut io::sink());
    });
    let body = SdkBody::from_body_1_x(Slow { left: 1, then: End::Fault, pause: None });
    let error = call(config(server.url()), body).await.expect_err("a failure");
    assert!(matches!(error, SdkError::DispatchFailure(_)), "{error:?}");
    let words = "the body of the request cannot be read: the disk is gone";
    assert!(error.to_string().contains(words), "{error}");
}

/// Three bytes every tenth of a second.
struct Slow {
    left: u32,
    then: End,
    pause: Option<Pin<Box<tokio::time::Sleep>>>,
}

enum End {
    Over,
    Never,
    Fault,
}

impl Body for Slow {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let pause = || Box::pin(tokio::time::sleep(Duration::from_millis(100)));
        if self.pause.get_or_insert_with(pause).as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        if self.left == 0 {
            return match self.then {
                End::Over => Poll::Ready(None),
                End::Never => Poll::Pending,
                End::Fault => Poll::Ready(Some(Err(io::Error::other("the disk is gone")))),
            };
        }
        self.left -= 1;
        self.pause = None;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"abc")))))
    }
}

/// Replaces a stream by a body.
#[derive(Debug)]
struct Replace {
    request: bool,
}

impl Interceptor for Replace {
    fn modify_before_signing(
        &self,
        _attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        assert_eq!(request.body().bytes(), Some(&b""[..]), "a stream is shown empty");
        if self.request {
            *request.body_mut() = SdkBody::from("other");
        }
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        _attempt: Attempt,
        response: &mut HttpResponse,
    ) -> Result<(), BoxError> {
        assert_eq!(response.body().bytes(), Some(&b""[..]), "a stream is shown empty");
        *response.body_mut() = SdkBody::from("other");
        Ok(())
    }
}

#[tokio::test]
async fn an_interceptor_cannot_replace_a_stream() {
    for (request, replies) in [(true, vec![]), (false, vec![Reply::ok("ok")])] {
        let (server, sent) = (Server::playing(replies.clone()), replies.len());
        let config = config(server.url()).interceptor(Replace { request });
        let error = call(config, Pieces::body(1, true)).await.expect_err("a refusal");
        assert!(error.to_string().contains("in place of one that is a stream"), "{error}");
        assert_eq!(server.requests().len(), sent);
        let is_unsent = matches!(error, SdkError::ConstructionFailure(_));
        assert_eq!(is_unsent, request, "{error:?}");
    }
}
