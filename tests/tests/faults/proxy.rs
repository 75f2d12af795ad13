//! An HTTP proxy between the client and the service.

use iot_jobs_data::Client;
use iot_jobs_data::error::TransportErrorKind;
use tests::server::{Authority, Reply, Server};

use crate::call::{assert_asked, assert_kind, assert_says, call, config, failure};
use crate::transport::through;

/// `user:p@ss`.
const PASSWORD: &str = "Basic dXNlcjpwQHNz";

#[tokio::test]
async fn a_plain_request_is_handed_to_the_proxy_with_its_whole_url() {
    let proxy = Server::playing([Reply::ok("{}"), Reply::ok("{}")]);
    let transport = through(&proxy, &Authority::named("Ours"));
    let config = config("http://jobs.test").transport(transport);
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
    let config = config("https://jobs.test").transport(through(&proxy, &authority));
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
async fn a_proxy_that_does_not_let_a_call_through_is_named() {
    for (status, part) in [(407, "auth"), (502, "tunnel")] {
        let proxy = Server::playing(vec![Reply::new(status, "").closing(); 3]);
        let transport = through(&proxy, &Authority::named("Ours"));
        let error = failure(config("https://jobs.test").transport(transport)).await;
        assert_kind(&error, TransportErrorKind::Connect);
        assert_says(&error, &["proxy", &proxy.address().to_string(), "jobs.test", part]);
        for text in [error.to_string(), format!("{error:?}")] {
            assert!(!text.contains("p@ss") && !text.contains("p%40ss"), "{text}");
            assert!(!text.contains("dXNlcjpwQHNz"), "{text}");
        }
        assert!(proxy.requests().iter().all(|request| request.method == "CONNECT"));
    }
}
