#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

use aws_smithy_types::error::ErrorMetadata;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, Response, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::encoding::foreign_encoding;
use super::filter::Filter;
use super::header_text::header_text;
use super::json::{content, parse};
use super::quote::quote_start;
use super::redact::redact;
use super::secrets::Secrets;
use crate::error::OneLine;
use crate::memory::MemoryLimit;
use crate::redacted::Redacted;

/// An error response, with the parts that all AWS services have in common.
#[derive(Clone)]
pub struct ErrorReply {
    /// The response without secrets that were sent.
    response: Response<Bytes>,
    /// The original response, if it differs.
    raw: Option<Response<Bytes>>,
    /// The error: the body, or the contents of an envelope in the body.
    error: Value,
    code: Option<String>,
    message: Option<String>,
    /// Whether the body is hidden.
    sealed: bool,
}

impl ErrorReply {
    /// Reads code and message from where restJson1 services put them.
    pub fn new(response: Response<Bytes>) -> Self {
        let body = value(&response);
        Self::of(response, body)
    }

    /// The error in the body of a successful response, if there is one.
    ///
    /// A host that serves another API answers `200` with the exception in an envelope. A client
    /// that ignores unknown keys would treat it as an empty success, and lose an update.
    pub fn inside_success(response: &Response<Bytes>) -> Option<Self> {
        let has_header = response.headers().contains_key(ERROR_TYPE);
        if !has_header && !may_be_exception(response.body()) {
            return None;
        }
        let body = value(response);
        let error = match exception_in(body) {
            Ok(error) => error,
            Err(body) if has_header => body,
            Err(_) => return None,
        };
        Some(Self::of(response.clone(), error))
    }

    /// The error in a header of a successful response, whatever the body contains.
    pub fn beside_success(response: &Response<Bytes>) -> Option<Self> {
        response.headers().contains_key(ERROR_TYPE).then(|| Self::new(response.clone()))
    }

    fn of(response: Response<Bytes>, mut error: Value) -> Self {
        for key in MESSAGES {
            if let Some(Value::String(message)) = error.get_mut(key) {
                *message = redact(message).into_owned();
            }
        }
        Self {
            code: code(response.headers(), &error).map(|code| redact(&code).into_owned()),
            message: text(&error, &MESSAGES),
            response,
            raw: None,
            error,
            sealed: false,
        }
    }

    /// Removes secrets of the request, which proxies may echo. Only the raw response keeps them.
    pub(crate) fn without(mut self, secrets: &Secrets) -> Self {
        let found = secrets.remove_from(&mut self.error);
        let shown = secrets.removed_from(&self.response);
        if !found && shown.is_none() {
            return self;
        }
        let shown = shown.unwrap_or_else(|| self.response.clone());
        Self { raw: Some(self.response), ..Self::of(shown, self.error) }
    }

    /// Hides the body and the service's message if they may be sensitive.
    pub(crate) fn sealed(mut self, sensitive: bool) -> Self {
        if !sensitive {
            return self;
        }
        let hidden = || format!("{Redacted:?}");
        for key in MESSAGES {
            if let Some(message @ Value::String(_)) = self.error.get_mut(key) {
                *message = Value::String(hidden());
            }
        }
        let message = self.message.map(|_| hidden());
        Self { message, sealed: true, ..self }
    }

    /// The error code without namespace and URI, such as `ResourceNotFoundException`.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The service's message, without secrets that it quotes. Hidden if the operation is
    /// [sensitive](crate::Operation::SENSITIVE).
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The request id, which AWS support uses to find the call.
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.response.headers())
    }

    /// The complete response as received.
    pub fn response(&self) -> &Response<Bytes> {
        self.raw.as_ref().unwrap_or(&self.response)
    }

    /// The response without secrets that were sent.
    pub(crate) fn shown(&self) -> &Response<Bytes> {
        &self.response
    }

    /// Whether the body is hidden.
    pub(crate) fn is_sealed(&self) -> bool {
        self.sealed
    }

    pub(crate) fn into_response(self) -> Response<Bytes> {
        self.raw.unwrap_or(self.response)
    }

    /// Code, message and request id, in the type that all AWS SDK crates share.
    pub fn metadata(&self) -> ErrorMetadata {
        let mut metadata = ErrorMetadata::builder();
        if let Some(code) = &self.code {
            metadata = metadata.code(code);
        }
        if let Some(message) = &self.message {
            metadata = metadata.message(message);
        }
        if let Some(id) = self.request_id() {
            metadata = metadata.custom(AWS_REQUEST_ID, id);
        }
        metadata.build()
    }

    /// The error as a structure, without the members that do not travel in the body; the default if
    /// it cannot be read.
    pub(crate) fn structure<T: Default + DeserializeOwned>(&self, elsewhere: &[&str]) -> T {
        let body = Filter { inner: &self.error, elsewhere };
        let limit = MemoryLimit::of(&self.response);
        limit.within(|| T::deserialize(body)).unwrap_or_default()
    }

    /// A description of the response if it has no code: content type, target of a redirect, and the
    /// start of the body unless there is a message.
    pub(crate) fn describe(&self) -> String {
        let header = |name| self.response.headers().get(name).map(header_text);
        let mut description = "an error without a code".to_owned();
        if let Some(target) = header(LOCATION) {
            let target = without_query(&target);
            description.push_str(&format!(", a redirect to {:.200}", OneLine(&redact(&target))));
        }
        if let Some(kind) = header(CONTENT_TYPE) {
            description.push_str(&format!(", of type {:.100}", OneLine(&redact(&kind))));
        }
        if let Some(name) = foreign_encoding(self.response.headers()) {
            description
                .push_str(&format!(", encoded as {name}, which this client does not decode"));
        }
        match (&self.message, self.response.body()) {
            (Some(_), _) => {}
            (None, _) if self.sealed => {}
            (None, body) if body.is_empty() => description.push_str(", with an empty body"),
            (None, body) => description.push_str(&format!(", that starts {}", quote_start(body))),
        }
        description
    }
}

/// The request id, which AWS support uses to find the call.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let mut names = ["x-amzn-requestid", "x-amz-request-id"].iter();
    names.find_map(|name| std::str::from_utf8(headers.get(*name)?.as_bytes()).ok())
}

impl fmt::Debug for ErrorReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorReply")
            .field("status", &self.status())
            .field("code", &self.code)
            .field("message", &self.message)
            .field("body", &(!self.sealed).then(|| quote_start(self.response.body())))
            .finish()
    }
}

/// The key of the request id in an `ErrorMetadata`, where `aws_types::request_id::RequestId` looks
/// for it.
pub(crate) const AWS_REQUEST_ID: &str = "aws_request_id";
const ERROR_TYPE: &str = "x-amzn-errortype";
const MESSAGES: [&str; 3] = ["message", "Message", "errorMessage"];

/// A body with an exception contains one of these. Only such bodies are parsed twice.
const MARKS: [&str; 3] = ["__type", "\"code\"", "\"Code\""];

/// A body that is not UTF-8 is not JSON. Searching text is faster than searching bytes.
fn may_be_exception(body: &[u8]) -> bool {
    let text = std::str::from_utf8(body);
    text.is_ok_and(|text| MARKS.iter().any(|mark| text.contains(mark)))
}

/// The body of an error as JSON; `null` if it is not JSON, or exceeds the memory limit.
fn value(response: &Response<Bytes>) -> Value {
    let json = content(response.body()).unwrap_or(b"null");
    if MemoryLimit::of(response).may_be_exceeded_by(json) {
        return Value::Null;
    }
    parse(json, |json| Value::deserialize(json)).unwrap_or(Value::Null)
}

/// The exception in the body of a success: the body itself, or the contents of an envelope. A body
/// without one is returned as the error.
fn exception_in(mut body: Value) -> Result<Value, Value> {
    let read = |value: &Value, key: &str| text(value, &[key]);
    let has_type =
        |value: &Value| read(value, "__type").is_some_and(|name| !is_shape_of_output(&name));
    let has_code = |value: &Value| read(value, "Code").or_else(|| read(value, "code")).is_some();
    if body.get("Output").is_some_and(has_type) {
        return Ok(body["Output"].take());
    }
    if body.get("Error").is_some_and(has_code) {
        return Ok(body["Error"].take());
    }
    let is_exception = read(&body, "code").is_some_and(|code| code.ends_with("Exception"));
    if has_type(&body) || is_exception { Ok(body) } else { Err(body) }
}

/// Some services send the shape of a success too.
fn is_shape_of_output(name: &str) -> bool {
    ["Response", "Output", "Result"].iter().any(|end| name.ends_with(end))
}

fn code(headers: &HeaderMap, body: &Value) -> Option<String> {
    let header = headers.get(ERROR_TYPE).map(header_text);
    // Services that forward to others append their own code to that of the service.
    let first = header.and_then(|codes| codes.split(',').find_map(bare));
    first.or_else(|| {
        ["code", "__type", "Code"].iter().find_map(|key| bare(body.get(key)?.as_str()?))
    })
}

/// A code without namespace and URI.
fn bare(code: &str) -> Option<String> {
    let without_uri = code.split(':').next().unwrap_or_default();
    let name = without_uri.rsplit('#').next().unwrap_or_default().trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// The query of a redirect may contain a signature or a token.
fn without_query(target: &str) -> Cow<'_, str> {
    match target.find(['?', '#']) {
        Some(end) => format!("{}…", &target[..=end]).into(),
        None => target.into(),
    }
}

fn text(body: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| Some(body.get(key)?.as_str()?.to_owned()))
}
