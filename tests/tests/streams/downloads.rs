use std::error::Error;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use iot_jobs_data::config::timeout::MinimumThroughput;
use iot_jobs_data::error::{ProvideErrorMetadata, SdkError, TransportError, TransportErrorKind};
use rest_json_runtime::primitives::{ByteStream, SdkBody};
use tests::memory::{peak_memory, resident_memory};
use tests::server::{At, Reply, Server};

use crate::call::{Once, PIECE, PIECES, WHOLE, call, config};

#[tokio::test]
async fn a_large_body_is_read_without_being_in_memory() {
    let written = Arc::new(AtomicU64::new(0));
    let count = written.clone();
    let server = Once::serving(move |_, mut socket| {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {WHOLE}\r\n\r\n");
        socket.write_all(head.as_bytes()).expect("the client reads");
        for _ in 0..PIECES {
            socket.write_all(&vec![b'x'; PIECE]).expect("the client reads");
            count.fetch_add(PIECE as u64, Ordering::Relaxed);
        }
    });
    let before = resident_memory();
    // More than the limit for other replies.
    let config = config(server.url()).response_limit(1000);
    let mut stream = call(config, SdkBody::empty()).await.expect("an answer").content;
    assert_eq!(stream.size_hint(), (WHOLE, Some(WHOLE)));
    tokio::time::sleep(Duration::from_millis(200)).await;
    let ahead = written.load(Ordering::Relaxed);
    assert!(ahead < WHOLE / 2, "{ahead} bytes came before anybody read");
    let mut read = 0;
    while let Some(piece) = stream.try_next().await.expect("a piece") {
        read += piece.len() as u64;
    }
    assert_eq!(read, WHOLE);
    let grown = peak_memory().saturating_sub(before);
    assert!(grown < WHOLE / 4, "{grown} bytes more in memory for a body of {WHOLE}");
    server.finish();
}

#[tokio::test]
async fn a_stream_that_breaks_off_is_an_error_of_its_reader() {
    let server = Server::playing([Reply::ok("half of it is here").fin(At::Body)]);
    let (read, error) = fails(&server, MinimumThroughput::default()).await;
    assert_eq!(read, "half of i");
    assert_eq!(error.kind(), TransportErrorKind::Interrupted);
    assert!(error.to_string().contains("connection closed before"), "{error}");
    assert_eq!(server.requests().len(), 1, "a reply that has begun is not asked for again");
}

#[tokio::test]
async fn a_stream_that_stalls_falls_below_the_minimum_throughput() {
    let server = Server::playing([Reply::ok("half of it is here").stall(At::Body)]);
    let throughput = MinimumThroughput::new(1, Duration::from_millis(200));
    let (read, error) = fails(&server, throughput).await;
    assert_eq!(read, "half of i");
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
    assert!(error.to_string().contains("minimum throughput of 1 bytes a second"), "{error}");
}

#[tokio::test]
async fn a_reader_may_take_its_time() {
    let server = Server::playing([Reply::ok("slowly").trickled(Duration::from_millis(20))]);
    let throughput = MinimumThroughput::new(1, Duration::from_millis(300));
    let config = config(server.url()).minimum_throughput(throughput);
    let mut stream = call(config, SdkBody::empty()).await.expect("an answer").content;
    let mut read = Vec::new();
    while let Some(piece) = stream.try_next().await.expect("a piece") {
        read.extend_from_slice(&piece);
        tokio::time::sleep(Duration::from_millis(400)).await;
    }
    assert_eq!(read, b"slowly");
}

#[tokio::test]
async fn an_error_is_read_whole_and_is_none_of_the_stream() {
    let reply = Reply::new(404, r#"{"__type":"Gone","message":"long ago"}"#);
    let server = Server::playing([reply]);
    let error = call(config(server.url()), SdkBody::empty()).await.expect_err("an error");
    assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
    assert_eq!((error.code(), error.message()), (Some("Gone"), Some("long ago")));

    // What looks like an error in the body of a success is none.
    let document = r#"{"__type":"Gone","message":"long ago"}"#;
    let server = Server::playing([Reply::ok(document)]);
    let answer = call(config(server.url()), SdkBody::empty()).await.expect("an answer");
    assert_eq!(answer.content.collect().await.expect("a body").into_bytes(), document);
}

/// What can be read, and why there is no more.
async fn fails(server: &Server, throughput: MinimumThroughput) -> (Bytes, TransportErrorParts) {
    let config = config(server.url()).minimum_throughput(throughput);
    let mut stream = call(config, SdkBody::empty()).await.expect("an answer").content;
    let mut read = Vec::new();
    loop {
        match next(&mut stream).await {
            Ok(piece) => read.extend_from_slice(&piece),
            Err(error) => return (read.into(), error),
        }
    }
}

struct TransportErrorParts(Box<dyn Error + Send + Sync>);

impl TransportErrorParts {
    fn get(&self) -> &TransportError {
        let source = self.0.source().expect("a cause");
        source.downcast_ref().expect("an error of the transport")
    }

    fn kind(&self) -> TransportErrorKind {
        self.get().kind()
    }
}

impl std::fmt::Display for TransportErrorParts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.get().fmt(f)
    }
}

async fn next(stream: &mut ByteStream) -> Result<Bytes, TransportErrorParts> {
    let piece = stream.try_next().await.map_err(|error| TransportErrorParts(error.into()))?;
    Ok(piece.expect("the end is an error"))
}
