//! `aws.api`, `aws.auth` and `aws.protocols`.

#![allow(missing_docs, reason = "names and meaning are those of the Smithy specification")]

use serde::Deserialize;

use super::ids;

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AwsService {
    pub sdk_id: String,
    pub endpoint_prefix: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SigV4 {
    pub name: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct RestJson1 {}

ids! {
    AwsService = "aws.api#service";
    RestJson1 = "aws.protocols#restJson1";
    SigV4 = "aws.auth#sigv4";
}
