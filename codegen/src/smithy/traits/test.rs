//! `smithy.test`.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::ids;

/// Request tests of an operation.
#[derive(Clone, Debug, Deserialize)]
pub struct HttpRequestTests(
    /// The tests.
    pub Vec<HttpRequestTest>,
);

/// Response tests of an operation or error.
#[derive(Clone, Debug, Deserialize)]
pub struct HttpResponseTests(
    /// The tests.
    pub Vec<HttpResponseTest>,
);

/// A test from members to request.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpRequestTest {
    /// A name that is unique in the model.
    pub id: String,
    /// The protocol of the test.
    pub protocol: String,
    /// A description.
    pub documentation: Option<String>,
    /// `client` or `server`; both if absent.
    pub applies_to: Option<String>,
    /// The method.
    pub method: String,
    /// The path.
    pub uri: String,
    /// The endpoint of the client, without a scheme.
    pub host: Option<String>,
    /// The host of the request, if it differs.
    pub resolved_host: Option<String>,
    /// Pairs that the query must contain.
    #[serde(default)]
    pub query_params: Vec<String>,
    /// Names that the query must not contain.
    #[serde(default)]
    pub forbid_query_params: Vec<String>,
    /// Names that the query must contain.
    #[serde(default)]
    pub require_query_params: Vec<String>,
    /// Headers with their values.
    #[serde(default)]
    pub headers: Map<String, Value>,
    /// Headers that must be absent.
    #[serde(default)]
    pub forbid_headers: Vec<String>,
    /// Headers that must be present.
    #[serde(default)]
    pub require_headers: Vec<String>,
    /// The body; not compared if absent.
    pub body: Option<String>,
    /// The media type by which bodies are compared.
    pub body_media_type: Option<String>,
    /// The members.
    #[serde(default)]
    pub params: Map<String, Value>,
}

/// A test from response to members.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpResponseTest {
    /// A name that is unique in the model.
    pub id: String,
    /// The protocol of the test.
    pub protocol: String,
    /// A description.
    pub documentation: Option<String>,
    /// `client` or `server`; both if absent.
    pub applies_to: Option<String>,
    /// The status.
    pub code: u16,
    /// Headers with their values.
    #[serde(default)]
    pub headers: Map<String, Value>,
    /// The body; not compared if absent.
    pub body: Option<String>,
    /// The members.
    #[serde(default)]
    pub params: Map<String, Value>,
}

ids! {
    HttpRequestTests = "smithy.test#httpRequestTests";
    HttpResponseTests = "smithy.test#httpResponseTests";
}
