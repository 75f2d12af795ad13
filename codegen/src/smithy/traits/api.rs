//! `smithy.api`.

#![allow(missing_docs, reason = "names and meaning are those of the Smithy specification")]

use serde::Deserialize;
use serde_json::Value;

use super::ids;

/// Traits that are there or not, with nothing in them.
macro_rules! annotations {
    ($($name:ident = $id:literal;)*) => {$(
        #[derive(Clone, Copy, Debug, Deserialize)]
        pub struct $name {}
        ids! { $name = $id; }
    )*};
}

annotations! {
    ClientOptional = "smithy.api#clientOptional";
    HttpLabel = "smithy.api#httpLabel";
    HttpPayload = "smithy.api#httpPayload";
    HttpQueryParams = "smithy.api#httpQueryParams";
    HttpResponseCode = "smithy.api#httpResponseCode";
    IdempotencyToken = "smithy.api#idempotencyToken";
    Idempotent = "smithy.api#idempotent";
    Input = "smithy.api#input";
    OptionalAuth = "smithy.api#optionalAuth";
    Output = "smithy.api#output";
    Readonly = "smithy.api#readonly";
    Required = "smithy.api#required";
    Sensitive = "smithy.api#sensitive";
    Sparse = "smithy.api#sparse";
    Streaming = "smithy.api#streaming";
}

/// Traits whose value is one simple value.
macro_rules! values {
    ($($name:ident($type:ty) = $id:literal;)*) => {$(
        #[derive(Clone, Debug, Deserialize)]
        pub struct $name(pub $type);
        ids! { $name = $id; }
    )*};
}

values! {
    Default(Value) = "smithy.api#default";
    Documentation(String) = "smithy.api#documentation";
    EnumValue(Value) = "smithy.api#enumValue";
    Error(Fault) = "smithy.api#error";
    Examples(Vec<Example>) = "smithy.api#examples";
    HttpError(u16) = "smithy.api#httpError";
    HttpHeader(String) = "smithy.api#httpHeader";
    HttpPrefixHeaders(String) = "smithy.api#httpPrefixHeaders";
    HttpQuery(String) = "smithy.api#httpQuery";
    JsonName(String) = "smithy.api#jsonName";
    MediaType(String) = "smithy.api#mediaType";
    Pattern(String) = "smithy.api#pattern";
    Title(String) = "smithy.api#title";
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Fault {
    Client,
    Server,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    pub method: String,
    pub uri: String,
    #[serde(default = "ok")]
    pub code: u16,
}

fn ok() -> u16 {
    200
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    pub min: Option<u64>,
    pub max: Option<u64>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    pub min: Option<f64>,
    pub max: Option<f64>,
}

/// This project's own trait: several ranges, one of which must hold.
#[derive(Clone, Debug, Deserialize)]
pub struct Ranges(pub Vec<Range>);

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
pub enum TimestampFormat {
    #[serde(rename = "date-time")]
    DateTime,
    #[serde(rename = "http-date")]
    HttpDate,
    #[serde(rename = "epoch-seconds")]
    EpochSeconds,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deprecated {
    pub message: Option<String>,
    pub since: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Example {
    pub title: String,
    pub documentation: Option<String>,
    #[serde(default = "empty")]
    pub input: Value,
    pub output: Option<Value>,
    pub error: Option<ExampleError>,
}

fn empty() -> Value {
    Value::Object(serde_json::Map::new())
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ExampleError {
    pub shape_id: String,
    pub content: Value,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Mixin {
    #[serde(default, rename = "localTraits")]
    pub local_traits: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retryable {
    #[serde(default)]
    pub throttling: bool,
}

ids! {
    Deprecated = "smithy.api#deprecated";
    Http = "smithy.api#http";
    Length = "smithy.api#length";
    Mixin = "smithy.api#mixin";
    Range = "smithy.api#range";
    Ranges = "sdk.codegen#ranges";
    Retryable = "smithy.api#retryable";
    TimestampFormat = "smithy.api#timestampFormat";
}
