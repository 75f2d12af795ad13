use std::error::Error;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use iot_jobs_data::config::timeout::MinimumThroughput;
use iot_jobs_data::error::{ProvideErrorMetadata, SdkError, TransportError, TransportErrorKind};
use smithy_client_runtime::primitives::SdkBody;
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
    let (read, kind, words) = fails(&server, MinimumThroughput::default()).await;
    assert_eq!(read, b"half of i");
    assert_eq!(kind, TransportErrorKind::Interrupted);
    assert!(words.contains("connection closed before"), "{words}");
    assert_eq!(server.requests().len(), 1, "a reply that has begun is not asked for again");
}

#[tokio::test]
async fn a_stream_that_stalls_falls_below_the_minimum_throughput() {
    let server = Server::playing([Reply::ok("half of it is here").stall(At::Body)]);
    let throughput = MinimumThroughput::new(1, Duration::from_millis(200));
    let (read, kind, words) = fails(&server, throughput).await;
    assert_eq!(read, b"half of i");
    assert_eq!(kind, TransportErrorKind::Timeout);
    assert!(words.contains("minimum throughput of 1 bytes a second"), "{words}");
}

#[tokio::test]
async fn a_reader_may_take_its_time() {
    let server = Server::playing([Reply::ok("slow").trickled(Duration::from_millis(400))]);
    let throughput = MinimumThroughput::new(1, Duration::from_millis(250));
    let config = config(server.url()).minimum_throughput(throughput);
    let mut stream = call(config, SdkBody::empty()).await.expect("an answer").content;
    let mut read = Vec::new();
    loop {
        // Most of the time until the next byte is the reader's own.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let Some(piece) = stream.try_next().await.expect("a piece") else { break };
        read.extend_from_slice(&piece);
    }
    assert_eq!(read, b"slow");
}

#[tokio::test]
async fn an_error_is_read_whole_and_is_none_of_the_stream() {
    let reply = Reply::new(404, r#"{"__type":"Gone","message":"long ago"}"#);
    let server = Server::playing([reply]);
    let error = call(config(server.url()), SdkBody::empty()).await.expect_err("an error");
    assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
    assert_eq!((error.code(), error.message()), (Some("Gone"), Some("long ago")));

    // An error-like document in the body of a success is not an error.
    let document = r#"{"__type":"Gone","message":"long ago"}"#;
    let server = Server::playing([Reply::ok(document)]);
    let answer = call(config(server.url()), SdkBody::empty()).await.expect("an answer");
    assert_eq!(answer.content.collect().await.expect("a body").into_bytes(), document);
}

/// The bytes that can be read, and why there are no more.
async fn fails(
    server: &Server,
    throughput: MinimumThroughput,
) -> (Vec<u8>, TransportErrorKind, String) {
    let config = config(server.url()).minimum_throughput(throughput);
    let mut stream = call(config, SdkBody::empty()).await.expect("an answer").content;
    let mut read = Vec::new();
    loop {
        let error = match stream.try_next().await {
            Ok(piece) => {
                read.extend_from_slice(&piece.expect("the end is an error"));
                continue;
            }
            Err(error) => error,
        };
        let cause: &TransportError =
            error.source().and_then(|source| source.downcast_ref()).expect("one of the transport");
        return (read, cause.kind(), cause.to_string());
    }
}
