//! What an error of rustls means to the caller.

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use rustls::pki_types::UnixTime;
use rustls::{AlertDescription, CertificateError};

use super::alert::about_client_certificate;
use crate::error::{TransportError, TransportErrorKind};

/// The error for a handshake that failed, so that nothing was sent.
pub(in crate::client) fn handshake_failure(tls: &rustls::Error) -> TransportError {
    use TransportErrorKind::{Certificate, Connect};

    if let Some(words) = about_client_certificate(tls) {
        return TransportError::new(Certificate, tls.clone()).in_words(words);
    }
    match tls {
        rustls::Error::InvalidCertificate(reason) => {
            let error = TransportError::new(Certificate, tls.clone());
            match about_server_certificate(reason) {
                Some(words) => error.in_words(words),
                None => error,
            }
        }
        rustls::Error::NoCertificatesPresented => TransportError::new(Certificate, tls.clone()),
        _ => {
            let remedy = remedy(tls).unwrap_or_default();
            TransportError::new(Connect, tls.clone())
                .in_words(format!("the TLS handshake failed: {tls}{remedy}"))
        }
    }
}

/// The error for a connection that fails after the handshake.
///
/// With TLS 1.3, the server checks the client certificate when the client has already begun to
/// send, but before it reads a request. So an alert about the certificate means that nothing was
/// carried out.
pub(in crate::client) fn no_reply(tls: &rustls::Error) -> TransportError {
    use TransportErrorKind::{Certificate, Interrupted};

    match about_client_certificate(tls) {
        Some(words) => TransportError::new(Certificate, tls.clone()).in_words(words),
        None => TransportError::new(Interrupted, tls.clone()).in_words(format!("TLS: {tls}")),
    }
}

/// Adds a hint to the error of a new connection that presented the client certificate and was
/// closed before any byte of a response. AWS IoT Core does not always send an alert.
pub(in crate::client) fn refusal_hint(error: TransportError) -> TransportError {
    let words = format!(
        "{}; the server may have closed the new connection because it does not know the client \
         certificate, or because the certificate is not active",
        error.detail()
    );
    error.in_words(words)
}

fn about_server_certificate(reason: &CertificateError) -> Option<String> {
    Some(match reason {
        CertificateError::UnknownIssuer => {
            "the server's certificate is from an authority that is not trusted; if it is the right \
             server, give the client the certificate of that authority with `ca_bundle` (for AWS \
             IoT: Amazon Root CA 1)"
                .to_owned()
        }
        CertificateError::NotValidForNameContext { expected, presented } => {
            let presented = names(presented);
            let expected = expected.to_str();
            format!(
                "the server's certificate is not valid for {expected}; it is for {presented}; if \
                 the server is reached by another name or by its address, set `tls_server_name`"
            )
        }
        CertificateError::ExpiredContext { time, not_after } => format!(
            "the server's certificate expired at {}; by the clock of this device, it is {}",
            utc(*not_after),
            utc(*time)
        ),
        CertificateError::NotValidYetContext { time, not_before } => format!(
            "the server's certificate is not valid before {}; by the clock of this device, it is \
             {}, which is probably wrong: set the clock",
            utc(*not_before),
            utc(*time)
        ),
        CertificateError::Revoked => "the server's certificate is revoked".to_owned(),
        _ => return None,
    })
}

/// The names in a certificate, which rustls writes as `DnsName("host")`.
fn names(presented: &[String]) -> String {
    const MOST: usize = 5;

    let plain = |name: &String| match name.split_once('(') {
        Some((_, name)) => name.trim_end_matches(')').trim_matches('"').to_owned(),
        None => name.clone(),
    };
    let shown = presented.iter().take(MOST).map(plain).collect::<Vec<_>>().join(", ");
    match presented.len() {
        0 => "no name".to_owned(),
        count if count > MOST => format!("{shown} and {} more", count - MOST),
        _ => shown,
    }
}

/// A setting that may be the reason for an alert.
fn remedy(tls: &rustls::Error) -> Option<&'static str> {
    let rustls::Error::AlertReceived(alert) = tls else { return None };
    match alert {
        AlertDescription::HandshakeFailure => {
            Some("; the server may require a client certificate, or one with another kind of key")
        }
        AlertDescription::UnrecognisedName => {
            Some("; the server does not know the host name: see `tls_server_name`")
        }
        AlertDescription::NoApplicationProtocol => {
            Some("; the server does not know the protocol name: see `client_identity_alpn`")
        }
        _ => None,
    }
}

fn utc(time: UnixTime) -> String {
    let seconds = i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
    let text = DateTime::from_secs(seconds).fmt(Format::DateTime);
    text.unwrap_or_else(|_| format!("{seconds} seconds after 1970"))
}

#[cfg(test)]
mod tests;
