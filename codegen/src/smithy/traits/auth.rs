//! The authentication traits of `smithy.api`.

use serde::Deserialize;

use super::ids;

/// The authentication schemes of a service or an operation, in order of preference.
#[derive(Clone, Debug, Deserialize)]
pub struct Auth(
    /// Shape ids.
    pub Vec<String>,
);

/// Service traits that are authentication schemes and are not defined in models.
pub const AUTH_SCHEMES: [&str; 7] = [
    "aws.auth#cognitoUserPools",
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
];

/// Marks a trait as an authentication scheme.
#[derive(Clone, Debug, Deserialize)]
pub struct AuthDefinition {}

/// An API key.
#[derive(Clone, Debug, Deserialize)]
pub struct HttpApiKeyAuth {
    /// The name of the header or query parameter.
    pub name: String,
    /// Where the key is sent.
    #[serde(rename = "in")]
    pub place: KeyPlace,
    /// The prefix of the key in a header.
    pub scheme: Option<String>,
}

/// Where a key is sent.
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
