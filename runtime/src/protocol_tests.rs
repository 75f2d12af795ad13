//! Comparisons for the protocol tests of generated crates. A failure is a panic.

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use bytes::Bytes;
use http::uri::Authority;
use http::{HeaderMap, Response};
use serde::Serialize;
use serde_json::Value;

use crate::Operation;
use crate::client::{Config, Endpoint};
use crate::error::{Exception, OperationError};
use crate::wire::{ErrorReply, HostPrefix, Request};

/// The expected request of a protocol test.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExpectedRequest<'a> {
    /// The method.
    pub method: &'a str,
    /// The endpoint of the client, which may have a base path: `example.com/base`. `None` means
    /// any.
    pub host: Option<&'a str>,
    /// The host of the request, if it differs from the endpoint's.
    pub resolved_host: Option<&'a str>,
    /// The path, without the query; with the base path of `host`.
    pub path: &'a str,
    /// `name=value` pairs that the query must contain.
    pub query: &'a [&'a str],
    /// Names that the query must not contain.
    pub forbid_query: &'a [&'a str],
    /// Names that the query must contain.
    pub require_query: &'a [&'a str],
    /// Headers that must have this value.
    pub headers: &'a [(&'a str, &'a str)],
    /// Headers that must be absent.
    pub forbid_headers: &'a [&'a str],
    /// Headers that must be present.
    pub require_headers: &'a [&'a str],
    /// Media type and text of the body; `None` means any.
    pub body: Option<(&'a str, &'a str)>,
}

/// The idempotency token that protocol tests expect if the input has none.
pub const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// Builds the request of an operation and compares it.
///
/// # Panics
/// If the request cannot be built or differs.
pub fn check_request<O: Operation>(mut operation: O, expected: &ExpectedRequest<'_>) {
    operation.fill_idempotency_token(&|| TOKEN.to_owned());
    let mut request = operation.request().expect("the request can be built");
    if let Some(body) = operation.take_body() {
        let bytes = body.bytes().expect("streams of protocol tests are in memory");
        *request.body_mut() = Bytes::copy_from_slice(bytes);
    }
    if let Some(host) = expected.host {
        address(&mut request, host);
        let host = host.split('/').next();
        let found = request.uri().authority().map(Authority::as_str);
        assert_eq!(found, expected.resolved_host.or(host), "host");
    }
    let body = request.body().clone();
    encode::<O>(&mut request);
    assert_eq!(request.method().as_str(), expected.method, "method");
    assert_eq!(request.uri().path(), expected.path, "path");
    check_query(request.uri().query().unwrap_or_default(), expected);
    check_headers(request.headers(), expected);
    check_length(request.body(), expected);
    if let Some((media_type, expected)) = expected.body {
        check_body(&body, media_type, expected);
    }
}

/// Encodes the body like a client with default settings. Tests state the resulting headers, but the
/// original body.
fn encode<O: Operation>(request: &mut Request) {
    if let Some(compression) = O::COMPRESSION {
        compression.apply(request, &Config::default()).expect("the body can be compressed");
    }
    for checksum in O::CHECKSUMS {
        checksum.add(request, false).expect("the body has a checksum");
    }
}

/// Makes the URI of a request absolute, as a client with this endpoint would.
fn address(request: &mut Request, host: &str) {
    let base = Endpoint::new(format!("https://{host}")).resolve().expect("the host is one");
    let prefix: Option<HostPrefix> = request.extensions_mut().remove();
    let prefix = prefix.as_ref().map_or("", HostPrefix::as_str);
    let base = base.with_prefix(prefix).expect("the host can have the prefix");
    *request.uri_mut() = base.join(request.uri()).expect("host and path make a URI");
}

/// A response.
///
/// # Panics
/// If a header is invalid.
pub fn response(status: u16, headers: &[(&str, &str)], body: &'static str) -> Response<Bytes> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Bytes::from_static(body.as_bytes())).expect("status and headers are well-formed")
}

/// Reads a response as the output of an operation and compares it with the default, changed by
/// `expect`.
///
/// # Panics
/// If the response cannot be read or differs.
pub fn check_output<O>(response: &Response<Bytes>, expect: impl FnOnce(&mut O::Output))
where
    O: Operation,
    O::Output: Default + Serialize,
{
    let found = O::response(response).expect("the response can be read");
    let mut expected = O::Output::default();
    expect(&mut expected);
    assert_eq!(as_json(&found), as_json(&expected));
}

/// Like [`check_output`], but also compares the body, which `stream` takes out of the output.
///
/// # Panics
/// If the response cannot be read or differs.
pub fn check_streamed_output<O>(
    response: &Response<Bytes>,
    expect: impl FnOnce(&mut O::Output),
    stream: impl FnOnce(O::Output) -> ByteStream,
    expected: &[u8],
) where
    O: Operation,
    O::Output: Default + Serialize,
{
    let head = response.clone().map(|_| Bytes::new());
    check_output::<O>(&head, expect);
    let mut output = O::response(&head).expect("the response can be read");
    assert!(O::STREAMED_OUTPUT, "the body is not streamed");
    O::attach_body(&mut output, SdkBody::from(response.body().clone()));
    let stream = stream(output);
    let found = stream.bytes().expect("the stream is the body of the response");
    assert_eq!(String::from_utf8_lossy(found), String::from_utf8_lossy(expected), "body");
}

/// Reads a response as an error.
pub fn check_error<E: OperationError>(response: Response<Bytes>) -> E {
    E::from_reply(&ErrorReply::new(response))
}

/// Compares the members of an error with the default, changed by `expect`.
///
/// # Panics
/// If they differ.
pub fn check_error_members<E>(found: &E, expect: impl FnOnce(&mut E))
where
    E: Default + Exception + Serialize,
{
    let mut expected = E::default();
    expect(&mut expected);
    assert_eq!(as_json(found), as_json(&expected));
}

/// Compares everything that the endpoint rules return: URL, headers and properties, including auth
/// schemes.
///
/// # Panics
/// If they differ.
pub fn check_endpoint(found: &Endpoint, url: &str, headers: &[(&str, &[&str])], properties: &str) {
    assert_eq!(found.url(), url);
    let mut names: Vec<&str> = found.headers().iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.dedup();
    let values = |wanted: &str| -> Vec<&str> {
        let headers = found.headers().iter().filter(|(name, _)| *name == wanted);
        headers.map(|(_, value)| value.as_str()).collect()
    };
    let found_headers: Vec<_> = names.into_iter().map(|name| (name, values(name))).collect();
    let mut expected: Vec<_> =
        headers.iter().map(|(name, values)| (*name, values.to_vec())).collect();
    expected.sort_unstable();
    assert_eq!(found_headers, expected, "headers");
    let mut found_properties = found.properties().clone();
    if !found.auth_schemes().is_empty() {
        found_properties.insert("authSchemes".to_owned(), as_json(&found.auth_schemes()));
    }
    let expected: Value = serde_json::from_str(properties).expect("the properties are JSON");
    assert_eq!(Value::Object(found_properties), expected, "properties");
}

/// NaN is not equal to itself, but its wire format is.
fn as_json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("every shape can be written as JSON")
}

fn check_query(query: &str, expected: &ExpectedRequest<'_>) {
    let pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    let names: Vec<&str> = pairs.iter().filter_map(|pair| pair.split('=').next()).collect();
    for pair in expected.query {
        assert!(pairs.contains(pair), "{pair} is not in the query {query}");
    }
    for name in expected.require_query {
        assert!(names.contains(name), "{name} is not in the query {query}");
    }
    for name in expected.forbid_query {
        assert!(!names.contains(name), "{name} is in the query {query}");
    }
}

fn check_headers(headers: &HeaderMap, expected: &ExpectedRequest<'_>) {
    for (name, value) in expected.headers {
        let found = headers.get(*name).map(|found| found.to_str().expect("headers are text"));
        assert_eq!(found, Some(*value), "header {name}");
    }
    for name in expected.require_headers.iter().filter(|name| !is_length(name)) {
        assert!(headers.contains_key(*name), "header {name} is absent");
    }
    for name in expected.forbid_headers {
        assert!(!headers.contains_key(*name), "header {name} is present");
    }
}

/// The transport sends the length of every non-empty body.
fn check_length(body: &[u8], expected: &ExpectedRequest<'_>) {
    if expected.require_headers.iter().any(|name| is_length(name)) {
        assert!(!body.is_empty(), "an empty body has no content-length");
    }
    if expected.forbid_headers.iter().any(|name| is_length(name)) {
        assert!(body.is_empty(), "a body has a content-length");
    }
}

fn is_length(name: &str) -> bool {
    name.eq_ignore_ascii_case("content-length")
}

fn check_body(found: &[u8], media_type: &str, expected: &str) {
    if media_type == "application/json" && !expected.is_empty() {
        let found: Value = serde_json::from_slice(found).expect("the body is JSON");
        let expected: Value = serde_json::from_str(expected).expect("the expected body is JSON");
        assert_eq!(found, expected, "body");
    } else {
        assert_eq!(String::from_utf8_lossy(found), expected, "body");
    }
}
