use std::fmt::Display;

use aws_smithy_types::base64;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use serde::{Deserialize, Serialize};

use super::InvalidRecording;
use crate::client::transport::replay::{ReplayEvent, Reply};
use crate::error::TransportErrorKind;

pub(super) fn write(events: &[ReplayEvent]) -> String {
    let lines = events.iter().map(|event| serde_json::to_string(&Line::from(event)));
    lines.filter_map(Result::ok).map(|line| line + "\n").collect()
}

pub(super) fn read(text: &str) -> Result<Vec<ReplayEvent>, InvalidRecording> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(index, line)| read_line(line).map_err(|problem| at(index, &problem))).collect()
}

fn at(index: usize, problem: &str) -> InvalidRecording {
    InvalidRecording(format!("line {} of the recording: {problem}", index + 1))
}

fn read_line(line: &str) -> Result<ReplayEvent, String> {
    serde_json::from_str::<Line>(line).map_err(text)?.try_into()
}

fn text(error: impl Display) -> String {
    error.to_string()
}

#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<RequestLine>,
    #[serde(flatten)]
    reply: ReplyLine,
}

#[derive(Serialize, Deserialize)]
struct RequestLine {
    method: String,
    uri: String,
    #[serde(flatten)]
    message: Message,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum ReplyLine {
    Response {
        status: u16,
        #[serde(flatten)]
        message: Message,
    },
    Error {
        #[serde(with = "Kind")]
        kind: TransportErrorKind,
        message: String,
    },
    Silence,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "TransportErrorKind", rename_all = "camelCase")]
enum Kind {
    Setup,
    Connect,
    Certificate,
    Timeout,
    Interrupted,
    Malformed,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    headers: Vec<(String, String)>,
    #[serde(flatten)]
    body: Option<Body>,
}

/// Text stays legible.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Body {
    Body(String),
    BodyBase64(String),
}

impl From<&ReplayEvent> for Line {
    fn from(event: &ReplayEvent) -> Self {
        let request = event.request.as_ref().map(|request| RequestLine {
            method: request.method().to_string(),
            uri: request.uri().to_string(),
            message: Message::new(request.headers(), request.body()),
        });
        let reply = match &event.reply {
            Reply::Response(response) => ReplyLine::Response {
                status: response.status().as_u16(),
                message: Message::new(response.headers(), response.body()),
            },
            Reply::Error(kind, message) => {
                ReplyLine::Error { kind: *kind, message: message.clone() }
            }
            Reply::Silence => ReplyLine::Silence,
        };
        Self { request, reply }
    }
}

impl TryFrom<Line> for ReplayEvent {
    type Error = String;

    fn try_from(line: Line) -> Result<Self, String> {
        let request = line.request.map(|line| {
            let (headers, body) = line.message.into_parts()?;
            let request = Request::builder().method(line.method.as_str()).uri(line.uri);
            let mut request = request.body(body).map_err(text)?;
            *request.headers_mut() = headers;
            Ok::<_, String>(request)
        });
        let reply = match line.reply {
            ReplyLine::Response { status, message } => {
                let (headers, body) = message.into_parts()?;
                let mut response = Response::builder().status(status).body(body).map_err(text)?;
                *response.headers_mut() = headers;
                Reply::Response(response)
            }
            ReplyLine::Error { kind, message } => Reply::Error(kind, message),
            ReplyLine::Silence => Reply::Silence,
        };
        Ok(Self { request: request.transpose()?, reply })
    }
}

impl Message {
    fn new(headers: &HeaderMap, body: &Bytes) -> Self {
        let value = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        Self {
            headers: headers.iter().map(|(name, v)| (name.to_string(), value(v))).collect(),
            body: match std::str::from_utf8(body) {
                Ok("") => None,
                Ok(text) => Some(Body::Body(text.to_owned())),
                Err(_) => Some(Body::BodyBase64(base64::encode(body))),
            },
        }
    }

    fn into_parts(self) -> Result<(HeaderMap, Bytes), String> {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(text)?;
            headers.append(name, HeaderValue::from_str(value).map_err(text)?);
        }
        let body = match self.body {
            None => Bytes::new(),
            Some(Body::Body(text)) => text.into(),
            Some(Body::BodyBase64(text)) => base64::decode(text).map_err(self::text)?.into(),
        };
        Ok((headers, body))
    }
}
