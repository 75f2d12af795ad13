//! `smithy.api`.

use serde::Deserialize;
use serde_json::Value;

use super::ids;

/// Traits without a value.
macro_rules! annotations {
    ($($name:ident = $id:literal;)*) => {$(
        #[doc = concat!("The trait `", $id, "`.")]
        #[derive(Clone, Copy, Debug, Deserialize)]
        pub struct $name {}
        ids! { $name = $id; }
    )*};
}

annotations! {
    ClientOptional = "smithy.api#clientOptional";
    HostLabel = "smithy.api#hostLabel";
    HttpChecksumRequired = "smithy.api#httpChecksumRequired";
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
    RequiresLength = "smithy.api#requiresLength";
    Sensitive = "smithy.api#sensitive";
    Sparse = "smithy.api#sparse";
    Streaming = "smithy.api#streaming";
}

/// Traits whose value is a simple value.
macro_rules! values {
    ($($name:ident($type:ty) = $id:literal;)*) => {$(
        #[doc = concat!("The trait `", $id, "`.")]
        #[derive(Clone, Debug, Deserialize)]
        pub struct $name(
            /// Its value.
            pub $type,
        );
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

/// Who caused an error.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Fault {
    /// The caller.
    Client,
    /// The service.
    Server,
}

/// The HTTP binding of an operation.
#[derive(Clone, Debug, Deserialize)]
pub struct Http {
    /// The method.
    pub method: String,
    /// The path, with labels in braces, and constant query parameters.
    pub uri: String,
    /// The status of a success.
    #[serde(default = "ok")]
    pub code: u16,
}

fn ok() -> u16 {
    200
}

/// The host prefix of an operation.
#[derive(Clone, Debug, Deserialize)]
pub struct Endpoint {
    /// The prefix, with labels in braces.
    #[serde(rename = "hostPrefix")]
    pub host_prefix: String,
}

/// Bounds of a length.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Length {
    /// The minimum; unbounded if absent.
    pub min: Option<u64>,
    /// The maximum; unbounded if absent.
    pub max: Option<u64>,
}

/// Bounds of a number.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Range {
    /// The minimum; unbounded if absent.
    pub min: Option<f64>,
    /// The maximum; unbounded if absent.
    pub max: Option<f64>,
}

/// The format of a timestamp.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
pub enum TimestampFormat {
    /// RFC 3339 in UTC.
    #[serde(rename = "date-time")]
    DateTime,
    /// The date format of HTTP.
    #[serde(rename = "http-date")]
    HttpDate,
    /// Seconds since 1970.
    #[serde(rename = "epoch-seconds")]
    EpochSeconds,
}

/// An operation that compresses the bodies of its requests.
#[derive(Clone, Debug, Deserialize)]
pub struct RequestCompression {
    /// The encodings that the service supports, in order of preference.
    pub encodings: Vec<String>,
}

/// A deprecated shape or member.
#[derive(Clone, Debug, Deserialize)]
pub struct Deprecated {
    /// Why, and what to use instead.
    pub message: Option<String>,
    /// Since when.
    pub since: Option<String>,
}

/// An example call and its result.
#[derive(Clone, Debug, Deserialize)]
pub struct Example {
    /// What it shows.
    pub title: String,
    /// More about it.
    pub documentation: Option<String>,
    /// The input.
    #[serde(default = "empty")]
    pub input: Value,
    /// The output, if it succeeds.
    pub output: Option<Value>,
    /// The error, if it fails.
    pub error: Option<ExampleError>,
}

fn empty() -> Value {
    Value::Object(serde_json::Map::new())
}

/// The error of an example.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExampleError {
    /// The error structure.
    pub shape_id: String,
    /// Its members.
    pub content: Option<Value>,
}

/// Marks a shape as a mixin.
#[derive(Clone, Debug, Deserialize)]
pub struct Mixin {
    /// Traits that are not copied from the mixin.
    #[serde(default, rename = "localTraits")]
    pub local_traits: Vec<String>,
}

/// An error that may be retried.
#[derive(Clone, Debug, Deserialize)]
pub struct Retryable {
    /// Whether it is due to throttling.
    #[serde(default)]
    pub throttling: bool,
}

ids! {
    Deprecated = "smithy.api#deprecated";
    Endpoint = "smithy.api#endpoint";
    Http = "smithy.api#http";
    Length = "smithy.api#length";
    Mixin = "smithy.api#mixin";
    Range = "smithy.api#range";
    RequestCompression = "smithy.api#requestCompression";
    Retryable = "smithy.api#retryable";
    TimestampFormat = "smithy.api#timestampFormat";
}

/// How an operation is paginated. The service may set what an operation omits.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Paginated {
    /// The path in the input to the token of the requested page.
    pub input_token: Option<String>,
    /// The path in the output to the token of the next page.
    pub output_token: Option<String>,
    /// The path in the output to the items.
    pub items: Option<String>,
    /// The path in the input to the page size.
    pub page_size: Option<String>,
}

impl Paginated {
    /// Adds what a service sets for all its operations.
    pub fn or(self, service: Self) -> Self {
        Self {
            input_token: self.input_token.or(service.input_token),
            output_token: self.output_token.or(service.output_token),
            items: self.items.or(service.items),
            page_size: self.page_size.or(service.page_size),
        }
    }
}

ids! { Paginated = "smithy.api#paginated"; }
