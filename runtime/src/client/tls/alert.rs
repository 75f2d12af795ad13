use rustls::AlertDescription;

/// What is wrong with the certificate of the client, if the alert of the server is about that.
///
/// With TLS 1.3, it arrives after the handshake instead of a response: the server checks the
/// certificate when the client has already begun to send.
pub(super) fn about_client_certificate(tls: &rustls::Error) -> Option<String> {
    let rustls::Error::AlertReceived(alert) = tls else { return None };
    let reason = match alert {
        AlertDescription::CertificateRequired | AlertDescription::NoCertificate => {
            return Some("the server requires a client certificate, and got none".to_owned());
        }
        AlertDescription::BadCertificate => "it is damaged, or its signature is wrong",
        AlertDescription::UnsupportedCertificate => "it is of a kind that the server does not use",
        AlertDescription::CertificateRevoked => "it is revoked",
        AlertDescription::CertificateExpired => "it has expired, or is not valid yet",
        AlertDescription::CertificateUnknown => "the server does not say why",
        AlertDescription::CertificateUnobtainable => "the server cannot fetch it",
        AlertDescription::UnknownCA => "it is from an authority that the server does not trust",
        AlertDescription::AccessDenied => "it is valid, but its owner has no access",
        _ => return None,
    };
    Some(format!("the server does not accept the client certificate: {reason}"))
}
