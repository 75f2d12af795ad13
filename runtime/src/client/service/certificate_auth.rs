/// A service that accepts the certificate of a device in place of a signature, for the operations
/// whose [`Operation::AUTH`](crate::Operation::AUTH) has
/// [`Auth::Certificate`](crate::client::Auth::Certificate).
///
/// ```
/// use smithy_client_runtime::client::CertificateAuth;
///
/// const PUMPS: CertificateAuth =
///     CertificateAuth::new("iot:Data-ATS").with_port(8443).with_alpn("x-amzn-http-ca");
/// # let _ = PUMPS;
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CertificateAuth {
    endpoint_type: &'static str,
    pub(crate) port: Option<u16>,
    pub(crate) alpn: Option<&'static str>,
    policy_prefix: Option<&'static str>,
}

impl CertificateAuth {
    /// A service whose endpoint for certificates has this type in `DescribeEndpoint` of AWS IoT,
    /// such as `iot:Data-ATS`.
    pub const fn new(endpoint_type: &'static str) -> Self {
        Self { endpoint_type, port: None, alpn: None, policy_prefix: None }
    }

    /// The port at which it accepts certificates and nothing else.
    pub const fn with_port(self, port: u16) -> Self {
        Self { port: Some(port), ..self }
    }

    /// The protocol name that selects certificates at port 443.
    pub const fn with_alpn(self, name: &'static str) -> Self {
        Self { alpn: Some(name), ..self }
    }

    /// The prefix of the actions in policies of certificates, such as `iotjobsdata`.
    pub const fn with_policy_prefix(self, prefix: &'static str) -> Self {
        Self { policy_prefix: Some(prefix), ..self }
    }

    /// The error of a call at an endpoint that accepts only certificates.
    pub(crate) fn refused(&self, request: &str, host: &str) -> String {
        format!(
            "{request} needs AWS credentials and the signed endpoint: a certificate is not \
             enough for it, and {host} accepts nothing else"
        )
    }

    /// The error of a call with nothing but a certificate, and without an endpoint for it.
    pub(crate) fn no_endpoint(&self) -> String {
        let kind = self.endpoint_type;
        let ports = match (self.port, self.alpn) {
            (Some(port), Some(_)) => format!(", with port {port} or 443"),
            (Some(port), None) => format!(", with port {port}"),
            (None, _) => String::new(),
        };
        format!(
            "a certificate is accepted only at the endpoint of the account: set `endpoint_url` to \
             what `DescribeEndpoint` of AWS IoT (`aws iot describe-endpoint --endpoint-type {kind}`) \
             returns{ports}"
        )
    }

    /// What to do about a response that denies access without a reason.
    pub(crate) fn denied(&self, operation: &str, host: &str) -> Option<String> {
        let prefix = self.policy_prefix?;
        Some(format!(
            "the policy of the certificate must allow `{prefix}:{operation}` for the thing, and \
             {host} must be the `{}` endpoint of its account",
            self.endpoint_type
        ))
    }
}
