//! The authentication traits of `smithy.api`.

use serde::Deserialize;

use super::ids;

/// The ways to authenticate that a service or an operation takes, the preferred first.
#[derive(Clone, Debug, Deserialize)]
pub struct Auth(
    /// Shape ids.
    pub Vec<String>,
);

/// Traits of a service that are ways to authenticate, and whose definitions are in no model.
pub const AUTH_SCHEMES: [&str; 7] = [
    "aws.auth#cognitoUserPools",
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
];

/// What makes a trait a way to authenticate.
#[derive(Clone, Debug, Deserialize)]
pub struct AuthDefinition {}

/// A key that is sent as it is.
#[derive(Clone, Debug, Deserialize)]
pub struct HttpApiKeyAuth {
    /// The header or the parameter of the query.
    pub name: String,
    /// Where the key stands.
    #[serde(rename = "in")]
    pub place: KeyPlace,
    /// What stands in front of it, in a header.
    pub scheme: Option<String>,
}

/// Where a key stands.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum KeyPlace {
    /// In a header.
    Header,
    /// In the query.
    Query,
}

ids! {
    Auth = "smithy.api#auth";
    AuthDefinition = "smithy.api#authDefinition";
    HttpApiKeyAuth = "smithy.api#httpApiKeyAuth";
}
