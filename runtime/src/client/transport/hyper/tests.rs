//! Over real sockets, to servers that are a closure on a thread.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

mod tls;

use super::*;
use crate::client::body::read_whole;
use crate::client::throughput::MinimumThroughput;
use crate::error::TransportErrorKind;

/// A port where one connection is served, and what the server returns.
fn serve<T: Send + 'static>(
    serve: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> (u16, JoinHandle<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    (port, thread::spawn(move || serve(listener.accept().unwrap().0)))
}

/// Answers a request with these bytes and closes the connection.
fn reply(bytes: impl Into<Vec<u8>>) -> u16 {
    let bytes = bytes.into();
    let serving = serve(move |mut stream| {
        read_head(&mut stream);
        let _ = stream.write_all(&bytes);
    });
    serving.0
}

fn read_head(stream: &mut impl Read) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or_default() == 1 {
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap()
}

async fn get(transport: &HyperTransport, uri: &str) -> Result<String, TransportError> {
    let request = Request::get(uri).body(SdkBody::empty()).unwrap();
    let response = transport.send(request).await?;
    let body = read_whole(response.into_body(), 1000, MinimumThroughput::default()).await?;
    Ok(String::from_utf8(body.to_vec()).unwrap())
}

fn direct() -> HyperTransportBuilder {
    HyperTransport::builder().proxy(ProxyConfig::none())
}

async fn failure(uri: String) -> (TransportErrorKind, String) {
    let error = get(&direct().build(), &uri).await.unwrap_err();
    (error.kind(), error.to_string())
}

fn local(port: u16) -> String {
    format!("http://127.0.0.1:{port}/")
}

#[tokio::test]
async fn a_reply_arrives_whole() {
    let port = reply("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello");
    assert_eq!(get(&direct().build(), &local(port)).await.unwrap(), "hello");
}

#[tokio::test]
async fn a_host_that_cannot_be_reached_is_no_connection() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (kind, text) = failure(local(nobody)).await;
    assert_eq!(kind, TransportErrorKind::Connect);
    assert!(text.to_lowercase().contains("connection refused"), "{text}");
    // Too long for a name, so that no server is asked.
    let (kind, text) = failure(format!("http://{}.invalid/", "x".repeat(64))).await;
    assert_eq!(kind, TransportErrorKind::Connect);
    assert!(text.contains("lookup") || text.contains("resolve"), "{text}");
}

#[tokio::test]
async fn a_connection_that_breaks_before_the_reply_says_how() {
    let (port, _) = serve(|stream| {
        // Closing a socket with bytes unread resets the connection.
        stream.peek(&mut [0]).unwrap();
    });
    let (kind, text) = failure(local(port)).await;
    assert_eq!(kind, TransportErrorKind::Interrupted);
    assert!(text.to_lowercase().contains("connection reset"), "{text}");
    let (kind, text) = failure(local(reply(""))).await;
    assert_eq!(kind, TransportErrorKind::Interrupted);
    assert!(text.contains("connection closed before the reply was complete"), "{text}");
}

#[tokio::test]
async fn a_connection_that_breaks_in_the_reply_says_so() {
    for part in [
        "HTTP/1.1 200 OK\r\ncontent-le",
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhel",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhel",
    ] {
        let (kind, text) = failure(local(reply(part))).await;
        assert_eq!(kind, TransportErrorKind::Interrupted, "{part}");
        assert!(text.contains("connection closed before the reply was complete"), "{text}");
    }
}

#[tokio::test]
async fn what_is_not_http_or_beyond_a_limit_is_malformed() {
    let head = "HTTP/1.1 200 OK\r\n";
    let broken = [
        "SSH-2.0-OpenSSH_9.9\r\n\r\n".to_owned(),
        format!("{head}{}\r\n", "a: b\r\n".repeat(101)),
        format!("{head}a: {}\r\n\r\n", "b".repeat(2 * MAX_HEAD)),
        format!("{head}content-length: many\r\n\r\n"),
        format!("{head}transfer-encoding: chunked\r\n\r\nmany\r\n"),
        format!("{head}content-length: 1001\r\n\r\n"),
        format!("{head}\r\n{}", "x".repeat(1001)),
    ];
    for reply_bytes in broken {
        let (kind, text) = failure(local(reply(reply_bytes.clone()))).await;
        assert_eq!(kind, TransportErrorKind::Malformed, "{text} for {reply_bytes:.99}");
    }
}

#[tokio::test]
async fn a_server_that_speaks_first_is_malformed() {
    let (port, _) = serve(|mut stream| {
        let _ = stream.write_all(b"220 mail.example ESMTP\r\n");
        read_head(&mut stream);
    });
    let (kind, text) = failure(local(port)).await;
    assert_eq!(kind, TransportErrorKind::Malformed, "{text}");
}

#[tokio::test]
async fn an_http_request_is_handed_to_a_proxy_with_its_whole_uri() {
    let (port, proxy) = serve(|mut stream| {
        let head = read_head(&mut stream);
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").unwrap();
        head
    });
    let config = ProxyConfig::all(&format!("http://user:hunter2@127.0.0.1:{port}")).unwrap();
    let transport = HyperTransport::builder().proxy(config).build();
    assert_eq!(get(&transport, "http://service.test/things?a=b").await.unwrap(), "ok");
    let head = proxy.join().unwrap();
    assert!(head.starts_with("GET http://service.test/things?a=b HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("\r\nhost: service.test\r\n"), "{head}");
    assert!(head.contains("\r\nproxy-authorization: Basic dXNlcjpodW50ZXIy\r\n"), "{head}");
}

#[tokio::test]
async fn a_proxy_that_cannot_be_reached_is_named() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let proxy = ProxyConfig::all(&format!("http://user:hunter2@127.0.0.1:{nobody}")).unwrap();
    let transport = HyperTransport::builder().proxy(proxy).build();
    let error = get(&transport, "http://service.test/").await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Connect);
    let text = error.to_string().to_lowercase();
    let expected = format!("the proxy http://127.0.0.1:{nobody}/: connection refused");
    assert!(text.contains(&expected), "{text}");
}
