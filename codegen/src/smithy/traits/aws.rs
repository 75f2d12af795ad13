//! `aws.api`, `aws.auth` and `aws.protocols`.

use serde::Deserialize;

use super::ids;

/// How AWS's tools call a service.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AwsService {
    /// Its name in SDKs.
    pub sdk_id: String,
    /// The start of its host names.
    pub endpoint_prefix: Option<String>,
}

/// Signature version 4.
#[derive(Clone, Debug, Deserialize)]
pub struct SigV4 {
    /// The name to sign for.
    pub name: String,
}

/// The protocol of this generator.
#[derive(Clone, Debug, Deserialize)]
pub struct RestJson1 {}

/// Signatures leave out the body.
#[derive(Clone, Debug, Deserialize)]
pub struct UnsignedPayload {}

ids! {
    AwsService = "aws.api#service";
    RestJson1 = "aws.protocols#restJson1";
    SigV4 = "aws.auth#sigv4";
    UnsignedPayload = "aws.auth#unsignedPayload";
}
