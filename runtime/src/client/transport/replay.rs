mod difference;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Request, Response, StatusCode};

use self::difference::difference;
use super::{Transport, TransportFuture};
use crate::client::reply::whole_request;
use crate::error::{TransportError, TransportErrorKind};

/// A transport that returns a list of prepared responses and records the requests, for tests
/// without a server. Clones share the list.
///
/// A request after the end of the list, or one that differs from the expected one, fails with an
/// error that says so and is not retried.
///
/// ```
/// use smithy_client_runtime::config::{Config, ReplayEvent, ReplayTransport};
///
/// let replay = ReplayTransport::new([
///     ReplayEvent::json(503, "{}"),
///     ReplayEvent::json(200, r#"{"queuedJobs":[]}"#),
/// ]);
/// let config = Config::builder().transport(replay.clone());
/// // Make a client with it and send a call. Then:
/// for request in replay.requests() {
///     assert_eq!(request.uri().path(), "/things/pump/jobs");
/// }
/// ```
#[derive(Clone)]
pub struct ReplayTransport(Arc<Mutex<Scene>>);

struct Scene {
    events: VecDeque<ReplayEvent>,
    /// The response after the end of the list.
    rest: Option<ReplayEvent>,
    requests: Vec<Request<Bytes>>,
}

impl ReplayTransport {
    /// Returns these events in order.
    pub fn new(events: impl IntoIterator<Item = ReplayEvent>) -> Self {
        Self::of(events.into_iter().collect(), None)
    }

    /// Returns the same event for each request.
    pub fn always(event: ReplayEvent) -> Self {
        Self::of(VecDeque::new(), Some(event))
    }

    /// Appends an event to the list.
    pub fn push(&self, event: ReplayEvent) {
        self.scene().events.push_back(event);
    }

    /// The requests so far, with all headers.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.scene().requests.clone()
    }

    /// How many events have not been returned yet.
    pub fn remaining(&self) -> usize {
        self.scene().events.len()
    }

    fn of(events: VecDeque<ReplayEvent>, rest: Option<ReplayEvent>) -> Self {
        Self(Arc::new(Mutex::new(Scene { events, rest, requests: Vec::new() })))
    }

    fn scene(&self) -> MutexGuard<'_, Scene> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn answer(&self, request: Request<SdkBody>) -> Result<Response<SdkBody>, TransportError> {
        let request = whole_request(request).await?;
        let reply = self.scene().reply_to(request)?;
        match reply {
            Reply::Response(response) => Ok(response.map(SdkBody::from)),
            Reply::Error { kind, message, is_unsent: false } => {
                Err(TransportError::new(kind, message))
            }
            Reply::Error { kind, message, is_unsent: true } => {
                Err(TransportError::unsent(kind, message))
            }
            Reply::Silence => std::future::pending().await,
        }
    }
}

impl Scene {
    fn reply_to(&mut self, request: Request<Bytes>) -> Result<Reply, TransportError> {
        let wrong = |message| TransportError::new(TransportErrorKind::Malformed, message);
        let event = self.events.pop_front().or_else(|| self.rest.clone());
        let difference = event
            .as_ref()
            .and_then(|event| event.request.as_ref())
            .and_then(|expected| difference(expected, &request));
        self.requests.push(request);
        let number = self.requests.len();
        match (event, difference) {
            (Some(event), None) => Ok(event.reply),
            (Some(_), Some(difference)) => {
                Err(wrong(format!("request {number} is not the one of the replay: {difference}")))
            }
            (None, _) => {
                Err(wrong(format!("the replay is over: it has nothing for request {number}")))
            }
        }
    }
}

impl Transport for ReplayTransport {
    fn send(&self, request: Request<SdkBody>) -> TransportFuture<'_> {
        Box::pin(self.answer(request))
    }
}

/// Omits the requests, whose headers contain secrets.
impl fmt::Debug for ReplayTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scene = self.scene();
        f.debug_struct("ReplayTransport")
            .field("remaining", &scene.events.len())
            .field("requests", &scene.requests.len())
            .finish()
    }
}

/// A response of a [`ReplayTransport`], optionally with the request that it expects.
#[derive(Clone, Debug)]
pub struct ReplayEvent {
    pub(super) request: Option<Request<Bytes>>,
    pub(super) reply: Reply,
}

#[derive(Clone, Debug)]
pub(super) enum Reply {
    Response(Response<Bytes>),
    Error { kind: TransportErrorKind, message: String, is_unsent: bool },
    Silence,
}

impl ReplayEvent {
    /// A response.
    pub fn response(response: Response<impl Into<Bytes>>) -> Self {
        Self::of(Reply::Response(response.map(Into::into)))
    }

    /// A response with a JSON body: text, or a `serde_json::Value`.
    pub fn json(status: u16, body: impl fmt::Display) -> Self {
        let Ok(status) = StatusCode::from_u16(status) else {
            let message = format!("the replay has the invalid status {status}");
            return Self::error(TransportErrorKind::Malformed, message);
        };
        let mut response = Response::new(Bytes::from(body.to_string()));
        *response.status_mut() = status;
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, json);
        Self::response(response)
    }

    /// A failure instead of a response.
    pub fn error(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self::of(Reply::Error { kind, message: message.into(), is_unsent: false })
    }

    /// Never responds; for tests of time-outs.
    pub fn silence() -> Self {
        Self::of(Reply::Silence)
    }

    /// Expects this request: method, path, query and body must be equal, the body as JSON if it is
    /// JSON. Scheme and host are compared if the expected request has them, and so are the headers
    /// that it has; the actual request may have others.
    pub fn expecting(mut self, request: Request<impl Into<Bytes>>) -> Self {
        self.request = Some(request.map(Into::into));
        self
    }

    fn of(reply: Reply) -> Self {
        Self { request: None, reply }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::*;
    use crate::client::reply::whole_body;

    fn get(uri: &str) -> Request<SdkBody> {
        Request::get(uri).header("authorization", "secret").body(SdkBody::empty()).unwrap()
    }

    async fn answer(
        replay: &ReplayTransport,
        request: Request<SdkBody>,
    ) -> Result<String, (TransportErrorKind, String)> {
        match replay.send(request).await {
            Ok(response) => {
                let status = response.status().as_u16();
                let body = whole_body(response.into_body()).await.unwrap();
                Ok(format!("{status} {}", String::from_utf8_lossy(&body)))
            }
            Err(error) => Err((error.kind(), error.to_string())),
        }
    }

    #[tokio::test]
    async fn answers_come_in_order_and_the_end_is_an_error() {
        let replay = ReplayTransport::new([
            ReplayEvent::json(200, json!({"a": 1})),
            ReplayEvent::error(TransportErrorKind::Interrupted, "connection reset"),
        ]);
        let first = answer(&replay, get("http://h/first")).await;
        assert_eq!(first.unwrap(), r#"200 {"a":1}"#);
        assert_eq!(replay.remaining(), 1);
        let (kind, text) = answer(&replay.clone(), get("http://h/second")).await.unwrap_err();
        assert_eq!(kind, TransportErrorKind::Interrupted);
        assert!(text.ends_with(": connection reset"), "{text}");
        let (_, text) = answer(&replay, get("http://h/third")).await.unwrap_err();
        assert!(text.contains("the replay is over: it has nothing for request 3"), "{text}");
        replay.push(ReplayEvent::json(204, ""));
        assert_eq!(answer(&replay, get("http://h/fourth")).await.unwrap(), "204 ");
        let paths: Vec<_> =
            replay.requests().iter().map(|request| request.uri().path().to_owned()).collect();
        assert_eq!(paths, ["/first", "/second", "/third", "/fourth"]);
    }

    #[tokio::test]
    async fn one_answer_can_be_for_all_and_silence_is_one() {
        let replay = ReplayTransport::always(ReplayEvent::json(200, "{}"));
        for _ in 0..3 {
            assert_eq!(answer(&replay, get("http://h/")).await.unwrap(), "200 {}");
        }
        let silent = ReplayTransport::new([ReplayEvent::silence()]);
        let waiting = tokio::time::timeout(Duration::from_millis(1), silent.send(get("http://h/")));
        assert!(waiting.await.is_err());
    }

    #[tokio::test]
    async fn a_request_that_was_not_expected_says_how_it_differs() {
        let expected = || {
            let request = Request::put("/a?b=c").header("x-id", "1");
            request.body(r#"{"x": 1, "y": 2}"#).unwrap()
        };
        let sent = |method, uri, id, body| {
            Request::builder().method(method).uri(uri).header("x-id", id).body(SdkBody::from(body))
        };
        let same = r#"{"y":2,"x":1}"#;
        for (request, expected_text) in [
            (sent("PUT", "https://h/a?b=c", "1", same), None),
            (sent("GET", "https://h/a?b=c", "1", same), Some("GET instead of PUT")),
            (sent("PUT", "https://h/a?b=d", "1", same), Some("/a?b=d instead of /a?b=c")),
            (sent("PUT", "https://h/a?b=c", "2", same), Some("the header x-id")),
            (sent("PUT", "https://h/a?b=c", "1", "{}"), Some("the body \"{}\" instead of")),
        ] {
            let event = ReplayEvent::json(200, "{}").expecting(expected());
            let replay = ReplayTransport::new([event]);
            let result = answer(&replay, request.unwrap()).await;
            match expected_text {
                None => assert!(result.is_ok(), "{result:?}"),
                Some(expected) => {
                    let (kind, text) = result.unwrap_err();
                    assert_eq!(kind, TransportErrorKind::Malformed);
                    assert!(text.contains(expected), "{text}");
                }
            }
        }
        let elsewhere = Request::get("http://other/").body("").unwrap();
        let replay = ReplayTransport::new([ReplayEvent::json(200, "{}").expecting(elsewhere)]);
        assert!(answer(&replay, get("http://h/")).await.is_err());
    }

    #[tokio::test]
    async fn what_was_asked_does_not_show() {
        let replay = ReplayTransport::always(ReplayEvent::json(1000, "{}"));
        let (_, text) = answer(&replay, get("http://h/")).await.unwrap_err();
        assert!(text.contains("invalid status 1000"), "{text}");
        assert_eq!(format!("{replay:?}"), "ReplayTransport { remaining: 0, requests: 1 }");
    }
}
