use rustls::pki_types::ServerName;

use super::*;

fn text(reason: CertificateError) -> String {
    let error = handshake_failure(&rustls::Error::InvalidCertificate(reason));
    assert_eq!(error.kind(), TransportErrorKind::Certificate);
    assert!(error.is_unsent());
    error.to_string()
}

fn at(seconds: u64) -> UnixTime {
    UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds))
}

#[test]
fn an_error_about_validity_states_the_time_of_the_clock() {
    let expired =
        text(CertificateError::ExpiredContext { time: at(1_800_000_000), not_after: at(86_400) });
    assert!(expired.contains("expired at 1970-01-02T00:00:00Z"), "{expired}");
    assert!(expired.contains("it is 2027-01-15T08:00:00Z"), "{expired}");
    let early =
        text(CertificateError::NotValidYetContext { time: at(5), not_before: at(1_800_000_000) });
    assert!(early.contains("not valid before 2027-01-15T08:00:00Z"), "{early}");
    assert!(early.contains("it is 1970-01-01T00:00:05Z, which is probably wrong"), "{early}");
}

#[test]
fn a_time_beyond_all_calendars_is_still_stated() {
    let text =
        text(CertificateError::ExpiredContext { time: at(u64::MAX), not_after: at(u64::MAX) });
    assert!(text.contains("seconds after 1970"), "{text}");
}

#[test]
fn a_certificate_of_another_host_says_which_names_it_has() {
    let expected = || ServerName::try_from("data.test").unwrap();
    let presented = vec![r#"DnsName("a.test")"#.to_owned(), r#"DnsName("*.b.test")"#.to_owned()];
    let some = text(CertificateError::NotValidForNameContext { expected: expected(), presented });
    assert!(some.contains("not valid for data.test; it is for a.test, *.b.test;"), "{some}");
    assert!(some.contains("tls_server_name"), "{some}");
    let none = text(CertificateError::NotValidForNameContext {
        expected: expected(),
        presented: Vec::new(),
    });
    assert!(none.contains("it is for no name"), "{none}");
}

#[test]
fn alerts_that_have_a_likely_reason_name_it() {
    for (alert, words) in [
        (AlertDescription::HandshakeFailure, "may require a client certificate"),
        (AlertDescription::UnrecognisedName, "tls_server_name"),
        (AlertDescription::NoApplicationProtocol, "client_identity_alpn"),
    ] {
        let error = handshake_failure(&rustls::Error::AlertReceived(alert));
        assert_eq!(error.kind(), TransportErrorKind::Connect);
        assert!(error.to_string().contains(words), "{error}");
    }
}
