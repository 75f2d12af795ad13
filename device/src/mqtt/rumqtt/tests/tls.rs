//! Certificates, over sockets.

use rustls::version::{TLS12, TLS13};
use tests::server::{Authority, Certificate, Holder, Server};

use super::*;
use crate::config::{CaBundle, ClientIdentity};
use crate::mqtt::ConnectionErrorKind;

/// Why there is no connection to a server with this certificate.
async fn refusal(
    certificate: Certificate,
    authority: &Authority,
    holder: &Holder,
) -> (ConnectionErrorKind, String) {
    let server = Server::secure(certificate, []);
    let identity = ClientIdentity::from_pem(&holder.certificate, &holder.key).unwrap();
    let bundle = CaBundle::from_pem(authority.pem().as_bytes()).unwrap();
    let connection = RumqttConnection::builder("127.0.0.1", "pump-17", identity)
        .port(server.address().port())
        .ca_bundle(bundle)
        .build()
        .unwrap();
    let reason = reason(&connection).await;
    let error = connection.publish("a".to_owned(), Vec::new()).await.unwrap_err();
    assert_eq!(error.to_string(), reason);
    (error.kind(), reason)
}

#[tokio::test]
async fn a_certificate_of_another_time_is_blamed_on_the_clock() {
    let authority = Authority::named("Broker");
    let early = authority.early_certificate("127.0.0.1");
    let (kind, reason) = refusal(early, &authority, &authority.holder()).await;
    assert_eq!(kind, ConnectionErrorKind::ClockWrong);
    assert!(reason.starts_with("no secure connection to 127.0.0.1:"), "{reason}");
    assert!(reason.ends_with("which is probably wrong: set the clock"), "{reason}");
    let expired = authority.expired_certificate("127.0.0.1");
    let (kind, reason) = refusal(expired, &authority, &authority.holder()).await;
    assert_eq!(kind, ConnectionErrorKind::ClockWrong);
    assert!(reason.contains("the server's certificate expired at"), "{reason}");
}

#[tokio::test]
async fn a_certificate_that_is_not_accepted_is_named() {
    let (authority, other) = (Authority::named("Broker"), Authority::named("Other"));
    // With TLS 1.3, the alert comes after the handshake of the client.
    for version in [&TLS12, &TLS13] {
        let strict = authority.certificate_for_known_clients("127.0.0.1", version);
        let (kind, reason) = refusal(strict, &authority, &other.holder()).await;
        assert_eq!(kind, ConnectionErrorKind::Denied, "{reason}");
        assert!(reason.contains("does not accept the client certificate"), "{reason}");
    }
}
