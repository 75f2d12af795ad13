//! `smithy.test`.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::ids;

/// Tests of what an operation sends.
#[derive(Clone, Debug, Deserialize)]
pub struct HttpRequestTests(
    /// The tests.
    pub Vec<HttpRequestTest>,
);

/// Tests of how a response is read.
#[derive(Clone, Debug, Deserialize)]
pub struct HttpResponseTests(
    /// The tests.
    pub Vec<HttpResponseTest>,
);

/// Members in, request out.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpRequestTest {
    /// A name that is unique in the model.
    pub id: String,
    /// The protocol that it is for.
    pub protocol: String,
    /// What it shows.
    pub documentation: Option<String>,
    /// `client` or `server`; both if absent.
    pub applies_to: Option<String>,
    /// The method.
    pub method: String,
    /// The path.
    pub uri: String,
    /// Where the client is told to go, without a scheme.
    pub host: Option<String>,
    /// Where it goes, if that is elsewhere.
    pub resolved_host: Option<String>,
    /// Pairs that must be in the query.
    #[serde(default)]
    pub query_params: Vec<String>,
    /// Names that must not be in the query.
    #[serde(default)]
    pub forbid_query_params: Vec<String>,
    /// Names that must be in the query.
    #[serde(default)]
    pub require_query_params: Vec<String>,
    /// Headers with their values.
    #[serde(default)]
    pub headers: Map<String, Value>,
    /// Headers that must not be there.
    #[serde(default)]
    pub forbid_headers: Vec<String>,
    /// Headers that must be there.
    #[serde(default)]
    pub require_headers: Vec<String>,
    /// The body; not compared if absent.
    pub body: Option<String>,
    /// How bodies are to be compared.
    pub body_media_type: Option<String>,
    /// The members.
    #[serde(default)]
    pub params: Map<String, Value>,
}

/// Response in, members out.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpResponseTest {
    /// A name that is unique in the model.
    pub id: String,
    /// The protocol that it is for.
    pub protocol: String,
    /// What it shows.
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
