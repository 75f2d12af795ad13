/// An authentication scheme of an operation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Auth {
    /// The certificate of a device, in place of a signature.
    Certificate,
    SigV4,
    Bearer,
    Basic,
    ApiKeyInHeader {
        name: String,
        scheme: Option<String>,
    },
    ApiKeyInQuery {
        name: String,
    },
    Anonymous,
}

/// How a service accepts the certificates of devices.
#[derive(Clone, Debug)]
pub(crate) struct CertificateAuth {
    /// The type of its endpoint in `DescribeEndpoint` of AWS IoT.
    pub(crate) endpoint_type: String,
    /// The port at which it accepts nothing else.
    pub(crate) port: Option<u16>,
    /// The protocol name that selects certificates at port 443.
    pub(crate) alpn: Option<String>,
    /// The prefix of the actions in policies of certificates.
    pub(crate) policy_prefix: Option<String>,
}
