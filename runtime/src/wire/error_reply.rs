use std::fmt;

use aws_smithy_types::error::ErrorMetadata;
use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};
use serde_json::Value;

use crate::error::Exception;
use crate::wire::quote_start;

/// A response that the service means as an error, with what every AWS service says alike.
#[derive(Clone)]
pub struct ErrorReply {
    response: Response<Bytes>,
    /// The error in it: the body, or what an envelope in the body holds.
    error: Value,
    code: Option<String>,
    message: Option<String>,
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

    fn of(response: Response<Bytes>, error: Value) -> Self {
        Self {
            code: code(response.headers(), &error),
            message: text(&error, &["message", "Message", "errorMessage"]),
            response,
            error,
        }
    }

    /// The error code without namespace and URI, such as `ResourceNotFoundException`.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What the service says about it.
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

    /// The whole response.
    pub fn response(&self) -> &Response<Bytes> {
        &self.response
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
        let mut exception = E::deserialize(&self.error).unwrap_or_default();
        exception.set_meta(self.metadata());
        exception
    }

    /// What came instead of a code: content type, target of a redirect, start of the body.
    pub(crate) fn describe(&self) -> String {
        let header = |name| self.response.headers().get(name).and_then(|value| value.to_str().ok());
        let mut description = "an error without a code".to_owned();
        if let Some(target) = header("location") {
            description.push_str(&format!(", a redirect to {target}"));
        }
        if let Some(kind) = header("content-type") {
            description.push_str(&format!(", of type {kind}"));
        }
        match self.response.body().is_empty() {
            true => description.push_str(", with an empty body"),
            false => description
                .push_str(&format!(", that starts {}", quote_start(self.response.body()))),
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
            .field("message", &self.message)
            .field("body", &quote_start(self.response.body()))
            .finish()
    }
}

/// The key under which `aws_types::request_id::RequestId` looks in an `ErrorMetadata`.
const AWS_REQUEST_ID: &str = "aws_request_id";
const ERROR_TYPE: &str = "x-amzn-errortype";

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

fn text(body: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| Some(body.get(key)?.as_str()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
