//! `sdk.codegen`: the traits of this project.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Range, ids};

/// A service that accepts the certificate of a device in place of a signature, for the operations
/// that are marked with [`AcceptsCertificate`].
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateAuth {
    /// The type of the endpoint in `DescribeEndpoint` of AWS IoT, such as `iot:Data-ATS`.
    pub endpoint_type: String,
    /// The port at which the service accepts certificates and nothing else. Without one, it has no
    /// such port.
    pub port: Option<u16>,
    /// The protocol name that selects certificates at port 443. Without one, the service accepts
    /// them at another port only.
    pub alpn: Option<String>,
    /// The prefix of the actions in policies of certificates. Without one, errors do not say what a
    /// policy must allow.
    pub policy_prefix: Option<String>,
}

/// An operation that accepts the certificate of a device.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct AcceptsCertificate {}

/// Several ranges, one of which must contain the value.
#[derive(Clone, Debug, Deserialize)]
pub struct Ranges(pub Vec<Range>);

/// Headers of every request of a service, by name. A member that is bound to one of them takes
/// precedence if it is set.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct RequestHeaders(pub BTreeMap<String, String>);

/// Default values for the labels of a service, by member name, if a caller leaves them absent or
/// empty. They do not apply to members that are also part of the host.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct LabelDefaults(pub BTreeMap<String, String>);

/// An operation that sends the tree hash of its body in a header.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Sha256TreeHash {}

ids! {
    AcceptsCertificate = "sdk.codegen#acceptsCertificate";
    CertificateAuth = "sdk.codegen#certificateAuth";
    LabelDefaults = "sdk.codegen#labelDefaults";
    Ranges = "sdk.codegen#ranges";
    RequestHeaders = "sdk.codegen#requestHeaders";
    Sha256TreeHash = "sdk.codegen#sha256TreeHash";
}
