use std::fmt::Display;

use aws_smithy_types::base64;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use serde::{Deserialize, Serialize};

use super::InvalidRecording;
use crate::client::transport::replay::{ReplayEvent, Reply};
use crate::error::TransportErrorKind;

pub(super) fn write(events: &[ReplayEvent]) -> String {
    let line = |event| serde_json::to_string(&Line::from(event)).expect("numbers and text");
    events.iter().map(|event| line(event) + "\n").collect()
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
    #[serde(rename_all = "camelCase")]
    Error {
        #[serde(with = "Kind")]
        kind: TransportErrorKind,
        message: String,
        #[serde(default)]
        is_unsent: bool,
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
    headers: Vec<(String, Octets)>,
    #[serde(default, skip_serializing_if = "Octets::is_empty")]
    body: Octets,
}

/// Text stays legible.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Octets {
    Text(String),
    Binary { base64: String },
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
            Reply::Error { kind, message, is_unsent } => {
                ReplyLine::Error { kind: *kind, message: message.clone(), is_unsent: *is_unsent }
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
            ReplyLine::Error { kind, message, is_unsent } => {
                Reply::Error { kind, message, is_unsent }
            }
            ReplyLine::Silence => Reply::Silence,
        };
        Ok(Self { request: request.transpose()?, reply })
    }
}

impl Message {
    fn new(headers: &HeaderMap, body: &Bytes) -> Self {
        let headers = headers.iter();
        Self {
            headers: headers
                .map(|(name, value)| (name.to_string(), Octets::new(value.as_bytes())))
                .collect(),
            body: Octets::new(body),
        }
    }

    fn into_parts(self) -> Result<(HeaderMap, Bytes), String> {
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(text)?;
            headers.append(name, HeaderValue::from_bytes(&value.into_bytes()?).map_err(text)?);
        }
        Ok((headers, self.body.into_bytes()?.into()))
    }
}

impl Octets {
    fn new(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::Text(text.to_owned()),
            Err(_) => Self::Binary { base64: base64::encode(bytes) },
        }
    }

    fn into_bytes(self) -> Result<Vec<u8>, String> {
        match self {
            Self::Text(text) => Ok(text.into_bytes()),
            Self::Binary { base64 } => base64::decode(base64).map_err(text),
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }
}

impl Default for Octets {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_can_be_written_and_read_back() {
        let name = "x-owner";
        let request = Request::put("/a").header(name, "M\u{fc}ller").body("{}").unwrap();
        let latin = HeaderValue::from_bytes(b"M\xfcller").unwrap();
        let mut response = Response::new(Bytes::from_static(&[0xff, 0x00]));
        response.headers_mut().insert(name, latin.clone());
        let unsent = Reply::Error {
            kind: TransportErrorKind::Timeout,
            message: "no connection".into(),
            is_unsent: true,
        };
        let events = [
            ReplayEvent::response(response).expecting(request.clone()),
            ReplayEvent { request: None, reply: unsent },
            ReplayEvent::error(TransportErrorKind::Setup, "no certificates"),
            ReplayEvent::silence(),
        ];
        let lines = write(&events);
        assert_eq!(lines.lines().count(), events.len(), "{lines}");
        let events = read(&lines).unwrap();
        assert_eq!(write(&events), lines);
        assert_eq!(events[0].request.as_ref().unwrap().headers(), request.headers());
        let Reply::Response(response) = &events[0].reply else { panic!("{:?}", events[0]) };
        assert_eq!((&response.headers()[name], &response.body()[..]), (&latin, &[0xff, 0x00][..]));
        let Reply::Error { is_unsent: true, .. } = events[1].reply else { panic!("{lines}") };
        assert!(matches!(events[3].reply, Reply::Silence));
    }
}
