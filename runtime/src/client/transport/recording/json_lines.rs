use std::fmt::Display;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use serde::de::{Deserialize as _, Deserializer};
use serde::ser::Serializer;
use serde_with::{DeserializeAs, SerializeAs};

use super::InvalidRecording;
use super::octets::Octets;
use crate::Serde;
use crate::client::transport::replay::{ReplayEvent, Reply};
use crate::error::TransportErrorKind;
use crate::wire::As;

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

/// Exactly one of `response`, `error` and `silence` is present.
#[derive(Debug, Default, Serde)]
#[serde(default)]
#[skip_serializing_none]
struct Line {
    request: Option<RequestLine>,
    response: Option<ResponseLine>,
    error: Option<ErrorLine>,
    #[serde(with = "As::<Null>")]
    silence: Option<()>,
}

#[derive(Debug, Serde)]
#[skip_serializing_none]
struct RequestLine {
    method: String,
    uri: String,
    headers: Option<Vec<(String, Octets)>>,
    body: Option<Octets>,
}

#[derive(Debug, Serde)]
#[skip_serializing_none]
struct ResponseLine {
    status: i32,
    headers: Option<Vec<(String, Octets)>>,
    body: Option<Octets>,
}

#[derive(Debug, Serde)]
#[serde(rename_all = "camelCase")]
struct ErrorLine {
    kind: String,
    message: String,
    #[serde(default)]
    is_unsent: bool,
}

/// A member that counts as present if it is `null`.
struct Null;

impl SerializeAs<Option<()>> for Null {
    fn serialize_as<S: Serializer>(_value: &Option<()>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<'de> DeserializeAs<'de, Option<()>> for Null {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Option<()>, D::Error> {
        <()>::deserialize(deserializer).map(Some)
    }
}

const KINDS: [(TransportErrorKind, &str); 7] = [
    (TransportErrorKind::Setup, "setup"),
    (TransportErrorKind::Connect, "connect"),
    (TransportErrorKind::Certificate, "certificate"),
    (TransportErrorKind::Timeout, "timeout"),
    (TransportErrorKind::Interrupted, "interrupted"),
    (TransportErrorKind::Malformed, "malformed"),
    (TransportErrorKind::Other, "other"),
];

impl From<&ReplayEvent> for Line {
    fn from(event: &ReplayEvent) -> Self {
        let request = event.request.as_ref().map(|request| RequestLine {
            method: request.method().to_string(),
            uri: request.uri().to_string(),
            headers: header_lines(request.headers()),
            body: body_line(request.body()),
        });
        let line = Self { request, ..Self::default() };
        match &event.reply {
            Reply::Response(response) => {
                let response = ResponseLine {
                    status: response.status().as_u16().into(),
                    headers: header_lines(response.headers()),
                    body: body_line(response.body()),
                };
                Self { response: Some(response), ..line }
            }
            Reply::Error { kind, message, is_unsent } => {
                let name = KINDS.iter().find(|(other, _)| other == kind).map(|(_, name)| *name);
                let error = ErrorLine {
                    kind: name.unwrap_or_default().to_owned(),
                    message: message.clone(),
                    is_unsent: *is_unsent,
                };
                Self { error: Some(error), ..line }
            }
            Reply::Silence => Self { silence: Some(()), ..line },
        }
    }
}

impl TryFrom<Line> for ReplayEvent {
    type Error = String;

    fn try_from(line: Line) -> Result<Self, String> {
        let reply = match (line.response, line.error, line.silence) {
            (Some(response), None, None) => response.try_into()?,
            (None, Some(error), None) => error.try_into()?,
            (None, None, Some(())) => Reply::Silence,
            _ => return Err("it must have one of `response`, `error` and `silence`".to_owned()),
        };
        Ok(Self { request: line.request.map(TryInto::try_into).transpose()?, reply })
    }
}

impl TryFrom<RequestLine> for Request<Bytes> {
    type Error = String;

    fn try_from(line: RequestLine) -> Result<Self, String> {
        let request = Request::builder().method(line.method.as_str()).uri(line.uri);
        let mut request = request.body(body(line.body)?).map_err(text)?;
        *request.headers_mut() = headers(line.headers)?;
        Ok(request)
    }
}

impl TryFrom<ResponseLine> for Reply {
    type Error = String;

    fn try_from(line: ResponseLine) -> Result<Self, String> {
        let status = u16::try_from(line.status).map_err(text)?;
        let response = Response::builder().status(status);
        let mut response = response.body(body(line.body)?).map_err(text)?;
        *response.headers_mut() = headers(line.headers)?;
        Ok(Self::Response(response))
    }
}

impl TryFrom<ErrorLine> for Reply {
    type Error = String;

    fn try_from(line: ErrorLine) -> Result<Self, String> {
        let kind = KINDS.iter().find(|(_, name)| *name == line.kind);
        let (kind, _) = kind.ok_or_else(|| format!("there is no kind of error `{}`", line.kind))?;
        Ok(Self::Error { kind: *kind, message: line.message, is_unsent: line.is_unsent })
    }
}

fn header_lines(headers: &HeaderMap) -> Option<Vec<(String, Octets)>> {
    let lines = headers.iter();
    let lines = lines.map(|(name, value)| (name.to_string(), Octets::new(value.as_bytes())));
    (!headers.is_empty()).then(|| lines.collect())
}

fn body_line(body: &Bytes) -> Option<Octets> {
    (!body.is_empty()).then(|| Octets::new(body))
}

fn headers(lines: Option<Vec<(String, Octets)>>) -> Result<HeaderMap, String> {
    let mut headers = HeaderMap::new();
    for (name, value) in lines.into_iter().flatten() {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(text)?;
        headers.append(name, HeaderValue::from_bytes(&value.into_bytes()?).map_err(text)?);
    }
    Ok(headers)
}

fn body(line: Option<Octets>) -> Result<Bytes, String> {
    line.map_or(Ok(Bytes::new()), |octets| octets.into_bytes().map(Bytes::from))
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
