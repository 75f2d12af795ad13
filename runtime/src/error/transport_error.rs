use super::BoxError;

/// A request that got no complete response.
///
/// `source` leads to what the text does not tell, and is often `None`; [`cause`](Self::cause) leads
/// to the error behind it.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    words: Option<String>,
    source: BoxError,
    is_unsent: bool,
}

/// How a request failed to get its response.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The transport cannot work as it is set up: a proxy that cannot be used or does not accept
    /// the password, no CA certificates, or no Tokio runtime. Nothing is sent, and trying again changes nothing.
    Setup,
    /// No connection: the host is unknown, cannot be reached or refuses.
    Connect,
    /// A certificate that is not trusted, not valid for the host or expired; or a server that does
    /// not accept the certificate of the client, or the lack of one.
    Certificate,
    /// No answer within the time allowed for it.
    Timeout,
    /// The connection broke off before the whole response was there.
    Interrupted,
    /// What came is not HTTP, or beyond a limit.
    Malformed,
}

impl TransportError {
    /// An error of a transport.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        use TransportErrorKind::{Certificate, Connect, Setup};

        let is_unsent = matches!(kind, Setup | Connect | Certificate);
        Self { kind, words: None, source: source.into(), is_unsent }
    }

    /// An error of a transport that has sent nothing of the request, whatever its kind.
    pub fn unsent(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self { is_unsent: true, ..Self::new(kind, source) }
    }

    /// Says this of what happened, where the words of the innermost cause say less.
    pub(crate) fn in_words(self, words: impl Into<String>) -> Self {
        Self { words: Some(words.into()), ..self }
    }

    /// How it failed.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The error behind it, such as one of rustls or of the operating system, whatever the text
    /// tells of it already.
    pub fn cause(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self.source.as_ref()
    }

    /// The error behind it.
    pub fn into_source(self) -> BoxError {
        self.source
    }

    /// Whether the answer did not come in the time allowed for it.
    pub fn is_timeout(&self) -> bool {
        self.kind == TransportErrorKind::Timeout
    }

    /// Whether there was no connection, none that is safe, or one that broke off.
    pub fn is_io(&self) -> bool {
        use TransportErrorKind::{Certificate, Connect, Interrupted};

        matches!(self.kind, Certificate | Connect | Interrupted)
    }

    /// Whether the transport cannot work as it is set up.
    pub fn is_user(&self) -> bool {
        self.kind == TransportErrorKind::Setup
    }

    /// Whether it is none of these: what came is not HTTP, or beyond a limit.
    pub fn is_other(&self) -> bool {
        self.kind == TransportErrorKind::Malformed
    }

    /// Whether nothing of the request was sent, so that it cannot have been carried out.
    pub fn is_unsent(&self) -> bool {
        self.is_unsent
    }

    /// What happened, if the innermost cause says less.
    pub(super) fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }
}
