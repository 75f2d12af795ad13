use std::fmt;

use aws_smithy_types::error::ErrorMetadata;
use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};
use serde_json::Value;

use crate::error::{Exception, Unhandled};
use crate::wire::{quote_start, read_json};

/// A response that the service means as an error, with what every AWS service says alike.
#[derive(Clone)]
pub struct ErrorReply {
    response: Response<Bytes>,
    code: Option<String>,
    message: Option<String>,
}

impl ErrorReply {
    /// Takes code and message from where restJson1 services put them.
    pub fn new(response: Response<Bytes>) -> Self {
        let body = serde_json::from_slice(response.body()).unwrap_or(Value::Null);
        Self {
            code: code(response.headers(), &body),
            message: text(&body, &["message", "Message", "errorMessage"]),
            response,
        }
    }

    /// The error inside a response that claims success, if there is one.
    ///
    /// A host that serves another API answers `200` with the exception in an `Output` envelope;
    /// whoever skips unknown keys would take that for an empty success and lose an update.
    pub fn inside_success(response: &Response<Bytes>) -> Option<Self> {
        let marked = response.headers().contains_key(ERROR_TYPE)
            || response.body().windows(8).any(|part| part == b"\"__type\"");
        if !marked {
            return None;
        }
        let body: Value = serde_json::from_slice(response.body()).unwrap_or(Value::Null);
        let envelope = body.get("Output").filter(|output| output.get("__type").is_some());
        let error = envelope.unwrap_or(&body);
        let code = code(response.headers(), error)?;
        let is_exception = envelope.is_some()
            || response.headers().contains_key(ERROR_TYPE)
            || code.ends_with("Exception");
        is_exception.then(|| Self {
            message: text(error, &["message", "Message", "errorMessage"]),
            code: Some(code),
            response: response.clone(),
        })
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
        ["x-amzn-requestid", "x-amz-request-id"]
            .iter()
            .find_map(|name| self.response.headers().get(*name)?.to_str().ok())
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

    /// The modelled exception that the code names.
    ///
    /// # Errors
    /// The body is not what the model says of this exception; the code is kept.
    pub fn read<E: Exception>(&self) -> Result<E, Unhandled> {
        let mut exception: E = read_json(self.response.body())
            .map_err(|error| Unhandled::from_reply(self, Some(error.into())))?;
        exception.set_meta(self.metadata());
        Ok(exception)
    }
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

fn code(headers: &HeaderMap, body: &Value) -> Option<String> {
    let header = headers.get(ERROR_TYPE).and_then(|value| Some(value.to_str().ok()?.to_owned()));
    let full = header.or_else(|| text(body, &["code", "__type"]))?;
    let without_uri = full.split(':').next().unwrap_or_default();
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
        assert!(ErrorReply::inside_success(&reply(&[], r#"{"__type":"a#BException"}"#)).is_some());
        for harmless in [r#"{"contents":{"__type":"a#BException"}}"#, r#"{"__type":"a#B"}"#, "{}"] {
            assert!(ErrorReply::inside_success(&reply(&[], harmless)).is_none(), "{harmless}");
        }
    }
}
