use std::borrow::Cow;
use std::fmt;

use aws_smithy_types::error::ErrorMetadata;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, Response, StatusCode};
use serde_json::Value;

use super::filter::Filter;
use super::quote::quote_start;
use super::redact::redact;
use super::reply::Reply;
use crate::error::{Exception, OneLine};

/// A response that the service means as an error, with what every AWS service says alike.
#[derive(Clone)]
pub struct ErrorReply {
    response: Response<Bytes>,
    /// The error in it: the body, or what an envelope in the body holds.
    error: Value,
    code: Option<String>,
    message: Option<String>,
    /// Whether nothing of the body is to be shown.
    sealed: bool,
}

impl ErrorReply {
    /// Takes code and message from where restJson1 services put them.
    pub fn new(response: Response<Bytes>) -> Self {
        let body = serde_json::from_slice(response.body()).unwrap_or(Value::Null);
        Self::of(response, body)
    }

    /// The error inside a response that claims success, if there is one.
    ///
    /// A host that serves another API answers `200` with the exception in an envelope; whoever
    /// skips unknown keys would take that for an empty success and lose an update.
    pub fn inside_success(response: &Response<Bytes>) -> Option<Self> {
        let has_header = response.headers().contains_key(ERROR_TYPE);
        if !has_header
            && !response.body().windows(6).any(|part| MARKS.iter().any(|mark| part == *mark))
        {
            return None;
        }
        let body = serde_json::from_slice(response.body()).unwrap_or(Value::Null);
        let error = match exception_in(body) {
            Ok(error) => error,
            Err(body) if has_header => body,
            Err(_) => return None,
        };
        Some(Self::of(response.clone(), error))
    }

    /// The error that a header of a success tells of, whatever the body holds.
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
            code: code(response.headers(), &error),
            message: text(&error, &MESSAGES),
            response,
            error,
            sealed: false,
        }
    }

    pub(crate) fn sealed(self, sensitive: bool) -> Self {
        Self { sealed: sensitive, ..self }
    }

    /// The error code without namespace and URI, such as `ResourceNotFoundException`.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What the service says about it, without the session token that it may quote.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The id under which AWS support finds the call.
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.response.headers())
    }

    /// The whole response, as it came.
    pub fn response(&self) -> &Response<Bytes> {
        &self.response
    }

    pub(crate) fn into_response(self) -> Response<Bytes> {
        self.response
    }

    /// Code, message and request id in the form that every AWS SDK crate shares.
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

    /// The modelled exception that the code names. Members that cannot be read are left unset:
    /// what went wrong matters more than its details.
    pub fn read<E: Exception>(&self) -> E {
        let body = Filter { inner: &self.error, elsewhere: E::ELSEWHERE };
        let mut exception = E::deserialize(body).unwrap_or_default();
        exception.read_reply(&Reply::of(&self.response));
        exception.set_meta(self.metadata());
        exception
    }

    /// What came instead of a code: content type, target of a redirect, and the start of the body
    /// unless there is a message.
    pub(crate) fn describe(&self) -> String {
        let header = |name| self.response.headers().get(name).and_then(|value| value.to_str().ok());
        let mut description = "an error without a code".to_owned();
        if let Some(target) = header(LOCATION) {
            let target = without_query(target);
            description.push_str(&format!(", a redirect to {:.200}", OneLine(&target)));
        }
        if let Some(kind) = header(CONTENT_TYPE) {
            description.push_str(&format!(", of type {:.100}", OneLine(kind)));
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

/// The id under which AWS support finds the call.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let mut names = ["x-amzn-requestid", "x-amz-request-id"].iter();
    names.find_map(|name| headers.get(*name)?.to_str().ok())
}

impl fmt::Debug for ErrorReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorReply")
            .field("status", &self.status())
            .field("code", &self.code)
            .field("message", &self.message.as_ref().filter(|_| !self.sealed))
            .field("body", &(!self.sealed).then(|| quote_start(self.response.body())))
            .finish()
    }
}

/// The key under which `aws_types::request_id::RequestId` looks in an `ErrorMetadata`.
const AWS_REQUEST_ID: &str = "aws_request_id";
const ERROR_TYPE: &str = "x-amzn-errortype";
const MESSAGES: [&str; 3] = ["message", "Message", "errorMessage"];

/// What a body with an exception in it has somewhere: looked for before the body is parsed twice.
const MARKS: [&[u8; 6]; 3] = [b"__type", b"\"code\"", b"\"Code\""];

/// The exception in the body of a success: the body itself, or what an envelope holds. A body
/// without one is given back.
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

/// Some services name the shape of a success as well.
fn is_shape_of_output(name: &str) -> bool {
    ["Response", "Output", "Result"].iter().any(|end| name.ends_with(end))
}

fn code(headers: &HeaderMap, body: &Value) -> Option<String> {
    let header = headers.get(ERROR_TYPE).and_then(|value| value.to_str().ok()).and_then(bare);
    header.or_else(|| {
        ["code", "__type", "Code"].iter().find_map(|key| bare(body.get(key)?.as_str()?))
    })
}

/// A code without namespace and URI.
fn bare(code: &str) -> Option<String> {
    let without_uri = code.split(':').next().unwrap_or_default();
    let name = without_uri.rsplit('#').next().unwrap_or_default().trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// A redirect may carry a signature or a token behind its path.
fn without_query(target: &str) -> Cow<'_, str> {
    match target.find(['?', '#']) {
        Some(end) => format!("{}…", &target[..=end]).into(),
        None => target.into(),
    }
}

fn text(body: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| Some(body.get(key)?.as_str()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Unhandled;

    fn reply(headers: &[(&str, &str)], body: &'static str) -> Response<Bytes> {
        let mut response = Response::builder();
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        response.body(Bytes::from_static(body.as_bytes())).unwrap()
    }

    #[test]
    fn the_code_is_found_wherever_services_put_it() {
        let code = |headers: &[(&str, &str)], body| {
            ErrorReply::new(reply(headers, body)).code().map(str::to_owned)
        };
        let expected = Some("FooException".to_owned());
        assert_eq!(code(&[(ERROR_TYPE, "FooException")], "{}"), expected);
        assert_eq!(code(&[(ERROR_TYPE, "FooException:http://a.b/c#d")], "{}"), expected);
        assert_eq!(code(&[], r#"{"code":"FooException"}"#), expected);
        assert_eq!(code(&[(ERROR_TYPE, "")], r#"{"code":"FooException"}"#), expected);
        assert_eq!(code(&[], r#"{"__type":"com.example#FooException"}"#), expected);
        assert_eq!(code(&[], r#"{"inner":{"__type":"FooException"}}"#), None);
        assert_eq!(code(&[], "<html>"), None);
    }

    #[test]
    fn the_message_is_found_under_any_of_its_names() {
        for body in [r#"{"message":"m"}"#, r#"{"Message":"m"}"#, r#"{"errorMessage":"m"}"#] {
            let reply = ErrorReply::new(reply(&[("x-amzn-requestid", "id-1")], body));
            assert_eq!(reply.message(), Some("m"));
            assert_eq!(reply.metadata().extra(AWS_REQUEST_ID), Some("id-1"));
        }
    }

    #[test]
    fn a_session_token_stays_in_the_raw_response() {
        let body = concat!(
            r#"{"__type":"InvalidSignatureException","message":"The canonical string should have "#,
            r#"been\nhost:h\nx-amz-security-token:hunter2\n\nhost;x-amz-security-token\nabc"}"#
        );
        let reply = ErrorReply::new(reply(&[], body));
        assert_eq!(reply.response().body(), body);
        let message = reply.message().unwrap();
        assert!(message.contains("x-amz-security-token:[redacted]\n\nhost;"), "{message}");
        let unhandled = Unhandled::from_reply(&reply);
        let shown = format!("{reply:?}{unhandled:?}{unhandled}");
        assert!(shown.contains("[redacted]") && !shown.contains("hunter2"), "{shown}");
    }

    #[test]
    fn an_error_is_one_line_of_bounded_length() {
        let hostile = format!("a\n\u{1b}[2J{}", "b ".repeat(1 << 20));
        let body = serde_json::json!({"code": hostile, "message": hostile}).to_string();
        let reply = ErrorReply::new(Response::new(body.into()));
        assert_eq!(reply.message(), Some(hostile.as_str()));
        let text = Unhandled::from_reply(&reply).to_string();
        assert!(text.len() < 1000, "{}", text.len());
        assert!(text.contains(r": a \u{1b}[2Jb b") && !text.contains(char::is_control), "{text}");
    }

    #[test]
    fn an_error_without_a_code_says_what_came() {
        let text = |headers: &[(&str, &str)], body| {
            Unhandled::from_reply(&ErrorReply::new(reply(headers, body))).to_string()
        };
        let json = ("content-type", "application/json");
        assert_eq!(
            text(&[json], r#"{"message":"busy"}"#),
            "an error without a code, of type application/json: busy"
        );
        assert_eq!(
            text(&[json], r#"{"status":"busy"}"#),
            r#"an error without a code, of type application/json, that starts "{\"status\":\"busy\"}""#
        );
        for target in ["http://login.test/?token=hunter2", "http://login.test/#token=hunter2"] {
            let end = if target.contains('?') { '?' } else { '#' };
            assert_eq!(
                text(&[("location", target)], ""),
                format!(
                    "an error without a code, a redirect to http://login.test/{end}…, with an empty body"
                )
            );
        }
        let long = "x".repeat(5000);
        assert!(text(&[("location", &long), ("content-type", &long)], "").len() < 500);
    }

    #[test]
    fn an_exception_inside_a_success_is_seen() {
        let wrong_plane = concat!(
            r#"{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException","#,
            r#""message":null},"Version":"1.0"}"#
        );
        let inside = ErrorReply::inside_success(&reply(&[], wrong_plane)).unwrap();
        assert_eq!(inside.code(), Some("UnknownOperationException"));
        for hidden in [
            r#"{"__type":"a#InternalFailure"}"#,
            r#"{"code":"InvalidRequestException","message":"x"}"#,
            r#"{"Error":{"Code":"AccessDenied"}}"#,
        ] {
            assert!(ErrorReply::inside_success(&reply(&[], hidden)).is_some(), "{hidden}");
        }
        let stored = r#"{"__type":"a#InternalFailure"}"#;
        assert!(ErrorReply::beside_success(&reply(&[], stored)).is_none());
        let told = reply(&[(ERROR_TYPE, "InternalFailure")], stored);
        assert_eq!(ErrorReply::beside_success(&told).unwrap().code(), Some("InternalFailure"));
        for harmless in [
            r#"{"contents":{"__type":"a#BException"}}"#,
            r#"{"__type":"a#UpdateJobExecutionResponse"}"#,
            r#"{"code":"A17","message":"a door code"}"#,
            "{}",
        ] {
            assert!(ErrorReply::inside_success(&reply(&[], harmless)).is_none(), "{harmless}");
        }
    }
}
