use bytes::Bytes;
use http::Request;
use http_body_util::Empty;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::AlertDescription;
use tokio::net::{TcpListener, TcpStream};

use std::error::Error;

use super::*;

#[tokio::test]
async fn a_connection_that_is_gone_is_no_malformed_reply() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let socket = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    let (mut sender, connection) =
        http1::handshake::<_, Empty<Bytes>>(TokioIo::new(socket)).await.unwrap();
    drop(connection);
    let closed = sender.ready().await.unwrap_err();
    assert!(closed.is_closed() && closed.source().is_none(), "{closed:?}");
    assert_interrupted(closed);
}

#[tokio::test]
async fn a_misuse_of_hyper_is_no_malformed_reply() {
    let misuse = hyper::upgrade::on(Request::new(())).await.unwrap_err();
    assert!(misuse.is_user() && misuse.source().is_none(), "{misuse:?}");
    assert_interrupted(misuse);
}

#[track_caller]
fn assert_interrupted(error: hyper::Error) {
    let error = transport_error(error);
    assert_eq!(error.kind(), TransportErrorKind::Interrupted, "{error}");
    assert!(!error.is_unsent());
}

/// As rustls reports it while a reply is read.
fn alert(alert: AlertDescription) -> TransportError {
    let tls = rustls::Error::AlertReceived(alert);
    transport_error(io::Error::new(io::ErrorKind::InvalidData, tls))
}

#[test]
fn an_alert_about_the_client_certificate_is_final_and_says_what_is_wrong() {
    for (description, words) in [
        (AlertDescription::CertificateRequired, "the server requires a client certificate"),
        (AlertDescription::BadCertificate, "damaged"),
        (AlertDescription::UnsupportedCertificate, "of a kind that the server does not use"),
        (AlertDescription::CertificateRevoked, "revoked"),
        (AlertDescription::CertificateExpired, "expired"),
        (AlertDescription::CertificateUnknown, "does not say why"),
        (AlertDescription::CertificateUnobtainable, "cannot fetch it"),
        (AlertDescription::UnknownCA, "an authority that the server does not trust"),
        (AlertDescription::AccessDenied, "its owner has no access"),
    ] {
        let error = alert(description);
        assert_eq!(error.kind(), TransportErrorKind::Certificate, "{description:?}");
        assert!(error.is_unsent(), "{description:?}");
        let text = error.to_string();
        assert!(text.contains("client certificate") && text.contains(words), "{text}");
        assert!(find::<rustls::Error>(&error).is_some(), "{error:?}");
    }
}

#[test]
fn another_alert_is_a_connection_that_broke_off() {
    let error = alert(AlertDescription::InternalError);
    assert_eq!(error.kind(), TransportErrorKind::Interrupted);
    assert!(!error.is_unsent());
}
