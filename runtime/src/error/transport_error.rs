use super::BoxError;

/// A request that got no complete response.
///
/// `source` returns only causes that the text does not include, and is often `None`;
/// [`cause`](Self::cause) always returns the cause.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    words: Option<String>,
    source: BoxError,
    is_unsent: bool,
}

/// Why a request got no complete response.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The transport is misconfigured: the proxy is unusable or rejects the password, there are no
    /// CA certificates, or there is no Tokio runtime. Nothing was sent, and a retry would fail too.
    Setup,
    /// No connection: the host is unknown, cannot be reached or refuses the connection.
    Connect,
    /// A certificate that is not trusted, not valid for the host or expired; or the server rejects
    /// the certificate of the client or requires one.
    Certificate,
    /// No response within the time limit.
    Timeout,
    /// The connection broke off before the response was complete.
    Interrupted,
    /// The response is not HTTP, or exceeds a limit.
    Malformed,
    /// A failure that the HTTP client does not classify. The request may have been sent. It is retried
    /// only if the HTTP client says that a retry may help.
    Other,
}

impl TransportError {
    /// An error of a transport. The kinds `Setup`, `Connect` and `Certificate` imply that nothing
    /// was sent.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        use TransportErrorKind::{Certificate, Connect, Setup};

        let is_unsent = matches!(kind, Setup | Connect | Certificate);
        Self { kind, words: None, source: source.into(), is_unsent }
    }

    /// An error of a transport that has sent nothing of the request, whatever its kind.
    pub fn unsent(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self { is_unsent: true, ..Self::new(kind, source) }
    }

    /// Replaces the text of the innermost cause by a more informative one.
    pub(crate) fn in_words(self, words: impl Into<String>) -> Self {
        Self { words: Some(words.into()), ..self }
    }

    /// The kind of failure.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The cause, such as an error of rustls or of the operating system, even if the text includes
    /// it.
    pub fn cause(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self.source.as_ref()
    }

    /// The cause.
    pub fn into_source(self) -> BoxError {
        self.source
    }

    /// Whether it timed out.
    pub fn is_timeout(&self) -> bool {
        self.kind == TransportErrorKind::Timeout
    }

    /// Whether a secure connection could not be made, or the connection broke off.
    pub fn is_io(&self) -> bool {
        use TransportErrorKind::{Certificate, Connect, Interrupted};

        matches!(self.kind, Certificate | Connect | Interrupted)
    }

    /// Whether the transport is misconfigured.
    pub fn is_user(&self) -> bool {
        self.kind == TransportErrorKind::Setup
    }

    /// Whether it is none of these: the response is not HTTP or exceeds a limit, or the HTTP client
    /// does not classify the failure.
    pub fn is_other(&self) -> bool {
        matches!(self.kind, TransportErrorKind::Malformed | TransportErrorKind::Other)
    }

    /// Whether nothing of the request was sent, so that it cannot have been carried out.
    pub fn is_unsent(&self) -> bool {
        self.is_unsent
    }

    /// Whether the certificate of the server is not valid yet, or no longer, by the local clock, which
    /// is then probably wrong.
    pub fn is_server_certificate_out_of_date(&self) -> bool {
        self.source.downcast_ref().is_some_and(is_server_certificate_out_of_date)
    }

    /// Whether the certificate of the server was rejected, for whatever reason.
    pub fn is_server_certificate_invalid(&self) -> bool {
        matches!(self.source.downcast_ref(), Some(rustls::Error::InvalidCertificate(_)))
    }

    /// A more informative text than that of the innermost cause.
    pub(super) fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }
}

/// See [`TransportError::is_server_certificate_out_of_date`].
pub(crate) fn is_server_certificate_out_of_date(error: &rustls::Error) -> bool {
    use rustls::CertificateError::{Expired, ExpiredContext, NotValidYet, NotValidYetContext};

    matches!(
        error,
        rustls::Error::InvalidCertificate(
            Expired | ExpiredContext { .. } | NotValidYet | NotValidYetContext { .. }
        )
    )
}
