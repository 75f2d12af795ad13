//! Servers that reject the certificate of a client, or require one.

use iot_jobs_data::error::TransportErrorKind;
use rustls::version::{TLS12, TLS13};
use tests::server::{Authority, Server};

use crate::call::{Failure, assert_asked, assert_kind, assert_says, cause, config, failure};
use crate::transport::trusting;

const HOST: &str = "127.0.0.1";

/// With TLS 1.3, the alert arrives instead of the reply, when the request has already been sent.
#[tokio::test]
async fn a_server_that_requires_a_certificate_is_not_asked_again() {
    let authority = Authority::named("Ours");
    for version in [&TLS12, &TLS13] {
        let certificate = authority.certificate_for_known_clients(HOST, version);
        let server = Server::secure(certificate, []);
        let error = failure(config(server.url()).transport(trusting(&authority))).await;
        assert_refused(&error, "the server requires a client certificate");
        assert_asked(&server, 0, 1).await;
    }
}

#[tokio::test]
async fn an_alert_about_the_certificate_says_what_is_wrong_with_it() {
    for (code, words) in [
        (42, "damaged"),
        (43, "of a kind that the server does not use"),
        (44, "revoked"),
        (45, "expired"),
        (46, "does not say why"),
        (48, "an authority that the server does not trust"),
        (49, "no access"),
        (116, "the server requires a client certificate"),
    ] {
        // A fatal alert before anything is encrypted.
        let server = Server::greeting([0x15, 3, 3, 0, 2, 2, code]);
        let url = format!("https://{}", server.address());
        let error = failure(config(url).transport(trusting(&Authority::named("Ours")))).await;
        assert_refused(&error, words);
        assert_eq!(server.connections(), 1);
    }
}

#[track_caller]
fn assert_refused(error: &Failure, words: &str) {
    assert_kind(error, TransportErrorKind::Certificate);
    assert_says(error, &["cannot connect safely", "client certificate", words, "1 attempt,"]);
    assert!(!error.to_string().contains("carried out"), "{error}");
    assert!(!error.call().unanswered);
    let cause = cause::<rustls::Error>(error);
    assert!(matches!(cause, Some(rustls::Error::AlertReceived(_))), "{error:?}");
}
