//! Clients that present a certificate: who accepts it, and what connections look like.

use iot_jobs_data::config::ClientIdentityAlpn;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::error::{TransportError, TransportErrorKind};
use rustls::version::{TLS12, TLS13};
use tests::server::{At, Authority, Certificate, Handshake, Reply, Server};

use crate::call::{assert_asked, assert_kind, assert_says, call, config, failure};
use crate::driver::{Client, PooledTransportBuilder};
use crate::transport::{builder, presenting};

const HOST: &str = "127.0.0.1";

#[tokio::test]
async fn a_known_certificate_is_accepted_and_the_connection_kept() {
    let authority = Authority::named("Ours");
    let holder = authority.holder();
    for version in [&TLS12, &TLS13] {
        let certificate = authority.certificate_for_known_clients(HOST, version);
        let server = Server::secure(certificate, [Reply::ok("{}"), Reply::ok("{}")]);
        let transport = presenting(&authority, &holder).build();
        let client = Client::from_conf(config(server.url()).transport(transport).build());
        call(&client).await.expect("an answer");
        call(&client).await.expect("another answer");
        assert_asked(&server, 2, 1).await;
        let handshake = server.requests()[0].handshake.clone().expect("TLS");
        assert_eq!(handshake.certificate.as_ref(), Some(&holder.der));
        assert_eq!((handshake.protocol, handshake.server_name), (None, None));
    }
}

/// The client reports the problem once, and knows that nothing was carried out.
#[tokio::test]
async fn a_certificate_that_is_not_accepted_is_final_and_says_why() {
    let (authority, stranger) = (Authority::named("Ours"), Authority::named("Theirs"));
    let known = authority.holder();
    for version in [&TLS12, &TLS13] {
        for (holder, words) in [
            (stranger.holder(), "an authority that the server does not trust"),
            (authority.expired_holder(), "expired"),
        ] {
            let certificate = authority.certificate_for_known_clients(HOST, version);
            assert_refused(certificate, presenting(&authority, &holder), words).await;
        }
        let certificate = authority.certificate_for_clients(HOST, version, &[&known]);
        assert_refused(certificate, presenting(&authority, &known), "it is revoked").await;
        let certificate = authority.certificate_for_known_clients(HOST, version);
        assert_refused(certificate, builder(&authority), "requires a client certificate").await;
    }
}

async fn assert_refused(certificate: Certificate, transport: PooledTransportBuilder, words: &str) {
    let server = Server::secure(certificate, []);
    let error = failure(config(server.url()).transport(transport.build())).await;
    assert_kind(&error, TransportErrorKind::Certificate);
    assert_says(&error, &["client certificate", words, "1 attempt,"]);
    assert!(!error.to_string().contains("may have been"), "{error}");
    assert!(!error.call().unanswered);
    assert_asked(&server, 0, 1).await;
}

/// AWS IoT Core does this to clients that it does not know.
#[tokio::test]
async fn a_close_without_a_reason_points_at_the_certificate_on_new_connections_only() {
    const HINT: &str = "does not know the client certificate";

    let authority = Authority::named("Ours");
    let holder = authority.holder();
    let closed = |place| Reply::ok("{}").fin(place);
    for version in [&TLS12, &TLS13] {
        let certificate = || authority.certificate_for_known_clients(HOST, version);
        let settings = |server: &Server| config(server.url()).retry_config(RetryConfig::disabled());
        let server = Server::secure(certificate(), [closed(At::Start)]);
        let transport = presenting(&authority, &holder).build();
        let error = failure(settings(&server).transport(transport)).await;
        assert_kind(&error, TransportErrorKind::Interrupted);
        assert_says(&error, &["connection closed before the reply was complete", HINT]);
        let transport_error = error.cause().downcast_ref::<TransportError>();
        assert!(!transport_error.expect("an error of the transport").is_unsent());

        let server = Server::secure(certificate(), [Reply::ok("{}"), closed(At::Start)]);
        let transport = presenting(&authority, &holder).build();
        let client = Client::from_conf(settings(&server).transport(transport).build());
        call(&client).await.expect("an answer");
        let error = call(&client).await.expect_err("a failure");
        assert_kind(&error, TransportErrorKind::Interrupted);
        assert!(!error.to_string().contains(HINT), "{error}");
    }
    let server = Server::secure(authority.certificate(HOST), [closed(At::Start)]);
    let transport = builder(&authority).build();
    let retries = RetryConfig::disabled();
    let error = failure(config(server.url()).retry_config(retries).transport(transport)).await;
    assert!(!error.to_string().contains(HINT), "{error}");
}

#[tokio::test]
async fn a_protocol_name_is_offered_with_the_certificate_only() {
    let authority = Authority::named("Ours");
    let (by_port, always) = (ClientIdentityAlpn::ByPort, ClientIdentityAlpn::Always);
    let holder = authority.holder();
    let offering =
        |when| presenting(&authority, &holder).alpn_protocol("x-test").client_identity_alpn(when);
    for (transport, protocol) in [
        (offering(always), Some("x-test")),
        // The port of the server is not 443.
        (offering(by_port), None),
        (offering(always).client_identity(None), None),
    ] {
        let certificate = authority.certificate(HOST).selecting("x-test");
        let handshake = handshake(certificate, transport).await;
        assert_eq!(handshake.protocol.as_deref(), protocol);
    }
}

#[tokio::test]
async fn a_protocol_name_that_the_server_does_not_know_is_named_as_the_reason() {
    let authority = Authority::named("Ours");
    let certificate = authority.certificate(HOST).selecting("x-other");
    let server = Server::secure(certificate, []);
    let transport = presenting(&authority, &authority.holder())
        .alpn_protocol("x-test")
        .client_identity_alpn(ClientIdentityAlpn::Always);
    let error = failure(config(server.url()).transport(transport.build())).await;
    assert_kind(&error, TransportErrorKind::Connect);
    assert_says(&error, &["does not know the protocol name", "`client_identity_alpn`"]);
}

#[tokio::test]
async fn the_server_name_replaces_the_host_with_and_without_a_certificate() {
    let authority = Authority::named("Ours");
    let holder = authority.holder();
    for transport in [builder(&authority), presenting(&authority, &holder)] {
        let certificate = authority.certificate("data.test");
        let handshake = handshake(certificate, transport.tls_server_name("data.test")).await;
        assert_eq!(handshake.server_name.as_deref(), Some("data.test"));
    }
    let server = Server::secure(authority.certificate(HOST), []);
    let transport = builder(&authority).tls_server_name("data.test").build();
    let error = failure(config(server.url()).transport(transport)).await;
    assert_kind(&error, TransportErrorKind::Certificate);
    assert_says(&error, &["not valid for data.test; it is for 127.0.0.1"]);
}

#[tokio::test]
async fn a_server_name_that_is_none_is_named_as_the_setting() {
    let authority = Authority::named("Ours");
    let server = Server::secure(authority.certificate(HOST), []);
    let transport = builder(&authority).tls_server_name("https://data.test").build();
    let error = failure(config(server.url()).transport(transport)).await;
    assert_kind(&error, TransportErrorKind::Setup);
    assert_says(&error, &["`tls_server_name` is \"https://data.test\", which is neither a host"]);
    assert_eq!(server.requests().len(), 0);
}

async fn handshake(certificate: Certificate, transport: PooledTransportBuilder) -> Handshake {
    let server = Server::secure(certificate, [Reply::ok("{}")]);
    let client = Client::from_conf(config(server.url()).transport(transport.build()).build());
    call(&client).await.expect("an answer");
    server.requests()[0].handshake.clone().expect("TLS")
}
