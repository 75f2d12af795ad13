//! An HTTP proxy between the client and the service.

use std::io;
use std::net::SocketAddr;

use iot_jobs_data::error::TransportErrorKind;
use tests::server::{Authority, ClosedPort, Reply, Server};

use crate::call::{Failure, assert_asked, assert_kind, assert_says, call, cause, config, failure};
use crate::driver::Client;
use crate::transport::through;

/// `user:p@ss`.
const PASSWORD: &str = "Basic dXNlcjpwQHNz";

#[tokio::test]
async fn a_plain_request_is_handed_to_the_proxy_with_its_whole_url() {
    let proxy = Server::playing([Reply::ok("{}"), Reply::ok("{}")]);
    let config = through(proxy.address(), &Authority::named("Ours"), config("http://jobs.test"));
    let client = Client::from_conf(config.build());
    call(&client).await.expect("an answer");
    call(&client).await.expect("another answer");
    let request = &proxy.requests()[0];
    assert_eq!(request.target, "http://jobs.test/things/pump/jobs");
    assert_eq!(request.header("host"), Some("jobs.test"));
    assert_eq!(request.header("proxy-authorization"), Some(PASSWORD));
    assert_asked(&proxy, 2, 1).await;
}

#[tokio::test]
async fn a_secure_request_goes_through_a_tunnel_that_tells_the_proxy_the_host_only() {
    let authority = Authority::named("Ours");
    let certificate = authority.certificate("jobs.test");
    let server = Server::secure(certificate, [Reply::ok("{}"), Reply::ok("{}")]);
    let proxy = Server::playing([Reply::tunnel(server.address())]);
    let config = through(proxy.address(), &authority, config("https://jobs.test"));
    let client = Client::from_conf(config.build());
    call(&client).await.expect("an answer");
    call(&client).await.expect("another answer");
    let requests = proxy.requests();
    assert_eq!(
        (requests[0].method.as_str(), requests[0].target.as_str()),
        ("CONNECT", "jobs.test:443")
    );
    assert_eq!(requests[0].header("proxy-authorization"), Some(PASSWORD));
    assert_eq!(requests[0].header("authorization"), None);
    assert_asked(&proxy, 1, 1).await;
    assert_eq!(server.requests()[0].target, "/things/pump/jobs");
    assert_eq!(server.requests()[0].header("proxy-authorization"), None);
    assert_asked(&server, 2, 1).await;
}

#[tokio::test]
async fn a_proxy_that_cannot_be_reached_is_named() {
    let port = ClosedPort::take();
    for target in ["http://jobs.test", "https://jobs.test"] {
        let error = not_let_through(port.address(), target).await;
        assert_kind(&error, TransportErrorKind::Connect);
        let proxy = format!("the proxy http://{}/: connection refused", port.address());
        assert_says(&error, &[&proxy, "3 attempts"]);
        let cause = cause::<io::Error>(&error).map(io::Error::kind);
        assert_eq!(cause, Some(io::ErrorKind::ConnectionRefused));
    }
}

#[tokio::test]
async fn a_proxy_that_makes_no_tunnel_is_named() {
    let proxy = Server::playing(vec![Reply::new(502, "").closing(); 3]);
    let error = not_let_through(proxy.address(), "https://jobs.test").await;
    assert_kind(&error, TransportErrorKind::Connect);
    assert_says(&error, &["the proxy", &proxy.address().to_string(), "tunnel", "3 attempts"]);
    assert!(proxy.requests().iter().all(|request| request.method == "CONNECT"));
}

#[tokio::test]
async fn a_proxy_that_wants_another_password_is_not_asked_again() {
    let proxy = Server::playing([Reply::new(407, "").closing()]);
    let error = not_let_through(proxy.address(), "https://jobs.test").await;
    assert_kind(&error, TransportErrorKind::Setup);
    let address = proxy.address().to_string();
    assert_says(&error, &["the proxy", &address, "authorization required", "1 attempt,"]);
    assert_asked(&proxy, 1, 1).await;
}

/// The error names the host, and contains no password.
async fn not_let_through(proxy: SocketAddr, target: &str) -> Failure {
    let error = failure(through(proxy, &Authority::named("Ours"), config(target))).await;
    assert_says(&error, &["jobs.test"]);
    assert!(!error.call().unanswered);
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(!text.contains("p@ss") && !text.contains("p%40ss"), "{text}");
        assert!(!text.contains("dXNlcjpwQHNz"), "{text}");
    }
    error
}
