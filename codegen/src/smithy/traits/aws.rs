//! `aws.api`, `aws.auth` and `aws.protocols`.

use serde::Deserialize;

use super::ids;

/// The names of a service in AWS's tools.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AwsService {
    /// Its name in SDKs.
    pub sdk_id: String,
    /// The prefix of its host names.
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

/// The signature excludes the body.
#[derive(Clone, Debug, Deserialize)]
pub struct UnsignedPayload {}

ids! {
    AwsService = "aws.api#service";
    RestJson1 = "aws.protocols#restJson1";
    SigV4 = "aws.auth#sigv4";
    UnsignedPayload = "aws.auth#unsignedPayload";
}
