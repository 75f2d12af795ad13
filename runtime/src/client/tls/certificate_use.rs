/// Whether a request is sent over a connection with the client certificate, as an extension of the
/// request. Without it, the certificate is presented if there is one.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum CertificateUse {
    /// Presents the certificate.
    #[default]
    Present,
    /// Presents none, for requests that authenticate in another way.
    Omit,
}

impl CertificateUse {
    /// What a request is marked with.
    pub(crate) fn of<B>(request: &http::Request<B>) -> Self {
        request.extensions().get().copied().unwrap_or_default()
    }
}
