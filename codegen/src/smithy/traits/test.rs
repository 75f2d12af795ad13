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
#[serde(deny_unknown_fields, rename_all = "camelCase")]
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
    // What this generator's tests have no use for.
    #[serde(default, rename = "host")]
    _host: Value,
    #[serde(default, rename = "resolvedHost")]
    _resolved_host: Value,
    #[serde(default, rename = "authScheme")]
    _auth_scheme: Value,
    #[serde(default, rename = "vendorParams")]
    _vendor_params: Value,
    #[serde(default, rename = "vendorParamsShape")]
    _vendor_params_shape: Value,
    #[serde(default, rename = "tags")]
    _tags: Value,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
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
    // What this generator's tests have no use for.
    #[serde(default, rename = "bodyMediaType")]
    _body_media_type: Value,
    #[serde(default, rename = "forbidHeaders")]
    _forbid_headers: Value,
    #[serde(default, rename = "requireHeaders")]
    _require_headers: Value,
    #[serde(default, rename = "authScheme")]
    _auth_scheme: Value,
    #[serde(default, rename = "vendorParams")]
    _vendor_params: Value,
    #[serde(default, rename = "vendorParamsShape")]
    _vendor_params_shape: Value,
    #[serde(default, rename = "tags")]
    _tags: Value,
}

ids! {
    HttpRequestTests = "smithy.test#httpRequestTests";
    HttpResponseTests = "smithy.test#httpResponseTests";
}
