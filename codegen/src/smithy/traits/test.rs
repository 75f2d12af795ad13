//! `smithy.test`.

#![allow(missing_docs, reason = "names and meaning are those of the Smithy specification")]

use serde::Deserialize;
use serde_json::{Map, Value};

use super::ids;

#[derive(Clone, Debug, Deserialize)]
pub struct HttpRequestTests(pub Vec<HttpRequestTest>);

#[derive(Clone, Debug, Deserialize)]
pub struct HttpResponseTests(pub Vec<HttpResponseTest>);

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpRequestTest {
    pub id: String,
    pub protocol: String,
    pub documentation: Option<String>,
    pub applies_to: Option<String>,
    pub method: String,
    pub uri: String,
    #[serde(default)]
    pub query_params: Vec<String>,
    #[serde(default)]
    pub forbid_query_params: Vec<String>,
    #[serde(default)]
    pub require_query_params: Vec<String>,
    #[serde(default)]
    pub headers: Map<String, Value>,
    #[serde(default)]
    pub forbid_headers: Vec<String>,
    #[serde(default)]
    pub require_headers: Vec<String>,
    pub body: Option<String>,
    pub body_media_type: Option<String>,
    #[serde(default)]
    pub params: Map<String, Value>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpResponseTest {
    pub id: String,
    pub protocol: String,
    pub documentation: Option<String>,
    pub applies_to: Option<String>,
    pub code: u16,
    #[serde(default)]
    pub headers: Map<String, Value>,
    pub body: Option<String>,
    #[serde(default)]
    pub params: Map<String, Value>,
}

ids! {
    HttpRequestTests = "smithy.test#httpRequestTests";
    HttpResponseTests = "smithy.test#httpResponseTests";
}
