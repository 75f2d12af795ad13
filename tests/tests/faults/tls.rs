//! TLS: who is trusted, and the errors about untrusted servers.

use std::error::Error;
use std::path::Path;
use std::time::Duration;
use std::{fs, io};

use iot_jobs_data::config::CaBundle;
use iot_jobs_data::error::TransportErrorKind;
use rustls::CertificateError;
use tests::server::{At, Authority, Certificate, Reply, Server};

use crate::call::{assert_asked, assert_kind, assert_says, call, cause, config, failure};
use crate::driver::Client;
use crate::transport::{connecting_within, trusting};

const HOST: &str = "127.0.0.1";

#[tokio::test]
async fn a_trusted_certificate_is_accepted_and_the_connection_kept() {
    let authority = Authority::named("Ours");
    let certificate = authority.certificate(HOST);
    let server = Server::secure(certificate, [Reply::ok("{}"), Reply::ok("{}")]);
    let config = config(server.url()).transport(trusting(&authority));
    let client = Client::from_conf(config.build());
    call(&client).await.expect("an answer");
    call(&client).await.expect("another answer");
    assert_asked(&server, 2, 1).await;
}

#[tokio::test]
async fn an_expired_certificate_is_named_as_that() {
    let authority = Authority::named("Ours");
    let text =
        assert_not_accepted(authority.expired_certificate(HOST), &authority, "expired").await;
    assert_says(
        &text,
        &["expired at 2002-01-01T00:00:00Z", "by the clock of this device, it is 20"],
    );
}

#[tokio::test]
async fn a_certificate_of_the_future_points_at_the_clock() {
    let authority = Authority::named("Ours");
    let certificate = authority.early_certificate(HOST);
    let text = assert_not_accepted(certificate, &authority, "not valid before 3000-01-01T").await;
    assert_says(&text, &["by the clock of this device, it is 20", "probably wrong: set the clock"]);
}

#[tokio::test]
async fn a_certificate_of_another_host_is_named_as_that() {
    let authority = Authority::named("Ours");
    let certificate = authority.certificate("elsewhere.test");
    let text = assert_not_accepted(certificate, &authority, "not valid for").await;
    assert_says(
        &text,
        &["not valid for 127.0.0.1; it is for elsewhere.test;", "`tls_server_name`"],
    );
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority_is_named_as_that() {
    let certificate = Authority::named("Theirs").certificate(HOST);
    let ours = Authority::named("Ours");
    let text = assert_not_accepted(certificate, &ours, "an authority that is not trusted").await;
    assert_says(&text, &["`ca_bundle`", "Amazon Root CA 1"]);
}

#[tokio::test]
async fn a_self_signed_certificate_is_named_as_that() {
    let certificate = Certificate::self_signed(HOST);
    assert_not_accepted(certificate, &Authority::named("Ours"), "an authority that is not trusted")
        .await;
}

/// The client reports the problem, sends nothing, and does not retry.
async fn assert_not_accepted(
    certificate: Certificate,
    authority: &Authority,
    problem: &str,
) -> String {
    let server = Server::secure(certificate, []);
    let error = failure(config(server.url()).transport(trusting(authority))).await;
    assert_kind(&error, TransportErrorKind::Certificate);
    assert_says(&error, &["certificate", problem, &server.address().to_string(), "1 attempt,"]);
    let cause = cause::<rustls::Error>(&error);
    assert!(matches!(cause, Some(rustls::Error::InvalidCertificate(_))), "{error:?}");
    assert!(!error.call().unanswered);
    assert_asked(&server, 0, 1).await;
    error.to_string()
}

#[tokio::test]
async fn the_cause_of_a_failure_is_typed_and_not_told_twice() {
    let server = Server::secure(Authority::named("Theirs").certificate(HOST), []);
    let error = failure(config(server.url()).transport(trusting(&Authority::named("Ours")))).await;
    assert_eq!(
        cause(&error),
        Some(&rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer))
    );
    assert!(!error.to_string().contains("UnknownIssuer"), "{error}");
    let source = error.source().and_then(|source| source.downcast_ref::<rustls::Error>());
    assert_eq!(source, cause(&error), "the text does not tell it");
}

#[tokio::test]
async fn a_file_of_certificates_is_read_for_https_only_and_again_if_it_could_not_be() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("authority-of-a-test.pem");
    let _ = fs::remove_file(&path);
    let bundle = || CaBundle::from_path(&path);

    let plain = Server::playing([Reply::ok("{}")]);
    let plain_client = Client::from_conf(config(plain.url()).ca_bundle(bundle()).build());
    call(&plain_client).await.expect("an answer");

    let authority = Authority::named("Ours");
    let server = Server::secure(authority.certificate(HOST), [Reply::ok("{}")]);
    let client = Client::from_conf(config(server.url()).ca_bundle(bundle()).build());
    let error = call(&client).await.expect_err("no certificates");
    assert_kind(&error, TransportErrorKind::Setup);
    let subject = format!("the CA bundle is {path:?}, which cannot be used: no such file");
    assert_says(&error, &["cannot connect as configured", &subject, "1 attempt,"]);
    assert_eq!(cause(&error).map(io::Error::kind), Some(io::ErrorKind::NotFound));
    assert_eq!(server.connections(), 0);

    fs::write(&path, authority.pem()).expect("a file");
    call(&client).await.expect("an answer");
    // The file is not read again.
    fs::remove_file(&path).expect("the file");
    assert_asked(&server, 1, 1).await;
}

#[tokio::test]
async fn a_handshake_without_an_answer_is_a_connect_time_out() {
    let server = Server::mute();
    let url = format!("https://{}", server.address());
    let transport = connecting_within(Duration::from_millis(250));
    let error = failure(config(url).transport(transport)).await;
    assert_kind(&error, TransportErrorKind::Timeout);
    assert_says(&error, &["connect time-out of 250ms", "3 attempts"]);
    assert!(!error.call().unanswered);
    assert_eq!(server.connections(), 3);
    server.has_open_at_most(0).await;
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_named_as_that() {
    let server = Server::greeting("HTTP/1.1 400 Bad Request\r\n\r\n");
    let url = format!("https://{}", server.address());
    let error = failure(config(url).transport(connecting_within(Duration::from_secs(10)))).await;
    assert_kind(&error, TransportErrorKind::Connect);
    assert_says(&error, &["TLS handshake failed"]);
    assert!(cause::<rustls::Error>(&error).is_some(), "{error:?}");
}

#[tokio::test]
async fn a_broken_connection_is_the_same_fault_over_tls() {
    let authority = Authority::named("Ours");
    for place in [At::Start, At::Head, At::Body] {
        let reply = || Reply::ok(r#"{"queuedJobs":[]}"#);
        let replies = [reply().reset(place), reply().fin(place), reply()];
        let server = Server::secure(authority.certificate(HOST), replies);
        let config = config(server.url()).transport(trusting(&authority));
        call(&Client::from_conf(config.build())).await.expect("the third attempt succeeds");
        assert_asked(&server, 3, 3).await;
    }
}
