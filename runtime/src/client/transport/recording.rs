mod json_lines;
mod octets;

use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName, Request, Response, Uri};

use super::replay::{ReplayEvent, ReplayTransport, Reply};
use super::secret_parameter::{public_uri, without_pairs};
use super::{SharedTransport, Transport, TransportFuture};
use crate::client::reply::{whole_body, whole_request};
use crate::error::TransportError;
use crate::http::is_secret;

/// A transport that records the requests and responses of another one, to replay them later. Clones
/// share the recording.
///
/// The recording omits AWS credentials and signatures in headers and URLs, tokens, logins and API
/// keys that the client sends, `x-api-key`, cookies, proxy credentials, headers whose value is
/// [marked as sensitive], and headers that always differ, such as `x-amz-date` and `user-agent`. It
/// contains everything else, which may include secrets: sensitive members, other headers and bodies.
/// An attempt that timed out is not recorded.
///
/// Bodies are read completely, up to 16 MiB, before the head of a response is returned. With a
/// recorder, the read time-out therefore applies to whole responses and the minimum throughput has
/// no effect; a body that stalls ends with the attempt time-out. This includes streams, which are
/// limited to 16 MiB too, and are complete when the call returns.
///
/// [marked as sensitive]: http::HeaderValue::set_sensitive
///
/// ```no_run
/// use smithy_client_runtime::config::{Config, HyperTransport, Recording, RecordingTransport};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let recorder = RecordingTransport::new(HyperTransport::new());
/// let config = Config::builder().transport(recorder.clone());
/// // Make a client with it and send calls. Then:
/// std::fs::write("calls.jsonl", recorder.recording().to_json_lines())?;
///
/// // In a test:
/// let recording = Recording::from_json_lines(&std::fs::read_to_string("calls.jsonl")?)?;
/// let config = Config::builder().transport(recording.replay());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct RecordingTransport {
    transport: SharedTransport,
    recording: Arc<Mutex<Recording>>,
}

impl RecordingTransport {
    /// Records requests that are sent through `transport`.
    pub fn new(transport: impl Transport + 'static) -> Self {
        Self { transport: SharedTransport::new(transport), recording: Arc::default() }
    }

    /// The recording so far.
    pub fn recording(&self) -> Recording {
        self.recording.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn record(&self, request: Request<SdkBody>) -> Result<Response<SdkBody>, TransportError> {
        let request = whole_request(request).await?;
        let result = self.exchange(request.clone()).await;
        let reply = match &result {
            Ok(response) => Reply::Response(without_secrets(response)),
            Err(error) => Reply::Error {
                kind: error.kind(),
                message: error.detail(),
                is_unsent: error.is_unsent(),
            },
        };
        let event = ReplayEvent { request: Some(reproducible(&request)), reply };
        self.recording.lock().unwrap_or_else(PoisonError::into_inner).0.push(event);
        result.map(|response| response.map(SdkBody::from))
    }

    async fn exchange(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let (parts, body) = self.transport.send(request.map(SdkBody::from)).await?.into_parts();
        Ok(Response::from_parts(parts, whole_body(body).await?))
    }
}

impl Transport for RecordingTransport {
    fn send(&self, request: Request<SdkBody>) -> TransportFuture<'_> {
        Box::pin(self.record(request))
    }
}

/// Requests and responses, in the order of the responses.
#[derive(Clone, Debug, Default)]
pub struct Recording(Vec<ReplayEvent>);

impl Recording {
    /// The number of recorded requests.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no recorded requests.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A transport that returns the same responses in the same order, and only for the same
    /// requests, whose host may differ. Idempotency tokens are part of a request: use the same ones
    /// for recording and replay with `idempotency_token_provider`.
    pub fn replay(&self) -> ReplayTransport {
        ReplayTransport::new(self.0.iter().cloned().map(|mut event| {
            if let Some(request) = &mut event.request {
                *request.uri_mut() = relative(request.uri());
            }
            event
        }))
    }

    /// One line of JSON for each request and its response.
    pub fn to_json_lines(&self) -> String {
        json_lines::write(&self.0)
    }

    /// Reads the output of [`to_json_lines`](Self::to_json_lines). Empty lines are skipped.
    ///
    /// # Errors
    /// Names the first line that is not valid.
    pub fn from_json_lines(text: &str) -> Result<Self, InvalidRecording> {
        json_lines::read(text).map(Self)
    }
}

/// The error for an invalid recording.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InvalidRecording(String);

impl fmt::Display for InvalidRecording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for InvalidRecording {}

const CHANGING: [HeaderName; 4] = [
    USER_AGENT,
    HeaderName::from_static("amz-sdk-invocation-id"),
    HeaderName::from_static("amz-sdk-request"),
    HeaderName::from_static("x-amz-date"),
];

/// The parts of a request that are the same when it is repeated.
fn reproducible(request: &Request<Bytes>) -> Request<Bytes> {
    let mut kept = Request::new(request.body().clone());
    *kept.method_mut() = request.method().clone();
    *kept.uri_mut() = unsigned(&public_uri(request));
    *kept.headers_mut() = public(request.headers());
    for name in CHANGING {
        kept.headers_mut().remove(name);
    }
    kept
}

fn without_secrets(response: &Response<Bytes>) -> Response<Bytes> {
    let mut kept = Response::new(response.body().clone());
    *kept.status_mut() = response.status();
    *kept.headers_mut() = public(response.headers());
    kept
}

fn public(headers: &HeaderMap) -> HeaderMap {
    let is_public = |(name, value): &(&HeaderName, &http::HeaderValue)| !is_secret(name, value);
    headers.iter().filter(is_public).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// A URL without the credentials and signature of a presigned query.
fn unsigned(uri: &Uri) -> Uri {
    let Some(query) = uri.query() else { return uri.clone() };
    let is_signature = |pair: &str| pair.to_ascii_lowercase().starts_with("x-amz-");
    match query.split('&').any(is_signature) {
        true => without_pairs(uri, query, is_signature),
        false => uri.clone(),
    }
}

fn relative(uri: &Uri) -> Uri {
    uri.path_and_query().cloned().map(Uri::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::TransportErrorKind;

    fn signed() -> Request<SdkBody> {
        Request::put("https://h/things/pump?version=2")
            .header("authorization", "AWS4-HMAC-SHA256 hunter2")
            .header("x-amz-security-token", "hunter2")
            .header("x-amz-date", "20260101T000000Z")
            .header("content-type", "application/json")
            .body(SdkBody::from(r#"{"a":1}"#))
            .unwrap()
    }

    /// Three calls: with text, with bytes that are not text, and without a response.
    async fn recorded() -> Recording {
        let bytes = Response::builder().status(404).header("set-cookie", "hunter2");
        let source = ReplayTransport::new([
            ReplayEvent::json(200, r#"{"ok":"\u00fc"}"#),
            ReplayEvent::response(bytes.body(&[0xff, 0x00][..]).unwrap()),
            ReplayEvent::error(TransportErrorKind::Timeout, "no answer"),
        ]);
        let recorder = RecordingTransport::new(source.clone());
        for _ in 0..3 {
            let _ = recorder.clone().send(signed()).await;
        }
        assert_eq!(source.requests().len(), 3);
        assert!(source.requests()[0].headers().contains_key("authorization"));
        recorder.recording()
    }

    async fn replayed(recording: &Recording) {
        let replay = recording.replay();
        let mut elsewhere = signed();
        *elsewhere.uri_mut() = Uri::from_static("http://127.0.0.1:1/things/pump?version=2");
        let response = replay.send(elsewhere).await.unwrap();
        assert_eq!(response.headers()["content-type"], "application/json");
        assert_eq!(whole_body(response.into_body()).await.unwrap(), r#"{"ok":"\u00fc"}"#);
        let response = replay.send(signed()).await.unwrap();
        assert_eq!(response.status(), 404);
        assert_eq!(&whole_body(response.into_body()).await.unwrap()[..], [0xff, 0x00]);
        let error = replay.send(signed()).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Timeout);
        assert_eq!(error.to_string(), "timed out: no answer");
        assert_eq!(replay.remaining(), 0);
    }

    #[tokio::test]
    async fn a_recording_can_be_replayed_as_it_is_and_from_a_file() {
        let recording = recorded().await;
        assert_eq!(recording.len(), 3);
        replayed(&recording).await;
        let lines = recording.to_json_lines();
        assert_eq!(lines.lines().count(), 3);
        let read = Recording::from_json_lines(&format!("{lines}\n")).unwrap();
        replayed(&read).await;
        assert_eq!(read.to_json_lines(), lines);
    }

    #[tokio::test]
    async fn a_replay_is_for_the_same_requests_only() {
        let replay = recorded().await.replay();
        let other = signed().map(|_| SdkBody::from(r#"{"a":2}"#));
        let error = replay.send(other).await.unwrap_err().to_string();
        assert!(error.contains("request 1 is not the one of the replay: the body"), "{error}");
    }

    #[tokio::test]
    async fn secrets_are_not_recorded() {
        let recording = recorded().await;
        let shown = format!("{}{recording:?}", recording.to_json_lines());
        assert!(!shown.contains("hunter2") && !shown.contains("x-amz-date"), "{shown}");
        assert!(shown.contains("content-type"), "{shown}");
        let presigned = Uri::from_static("https://h/a?X-Amz-Signature=hunter2&b=c&X-Amz-Date=1");
        assert_eq!(unsigned(&presigned), "https://h/a?b=c");
        assert_eq!(unsigned(&Uri::from_static("https://h/a?X-Amz-Date=1")), "https://h/a");
    }

    #[tokio::test]
    async fn what_was_not_sent_was_not_sent_in_a_replay_either() {
        let unsent = || TransportError::unsent(TransportErrorKind::Timeout, "no connection");
        let service = Unsent(unsent);
        let recorder = RecordingTransport::new(service);
        let _ = recorder.send(signed()).await;
        let error = recorder.recording().replay().send(signed()).await.unwrap_err();
        assert_eq!((error.to_string(), error.is_unsent()), (unsent().to_string(), true));
    }

    #[derive(Debug)]
    struct Unsent(fn() -> TransportError);

    impl Transport for Unsent {
        fn send(&self, _: Request<SdkBody>) -> TransportFuture<'_> {
            Box::pin(std::future::ready(Err(self.0())))
        }
    }

    #[test]
    fn a_line_that_is_not_of_a_recording_is_named() {
        for line in [
            "{}",
            "[",
            r#"{"request":{"method":"GET","uri":"/"},"response":{"status":9}}"#,
            r#"{"request":{"method":"G T","uri":"/"},"response":{"status":200}}"#,
            r#"{"response":{"status":200,"body":{"base64":"?"}}}"#,
        ] {
            let error = Recording::from_json_lines(&format!("\n{line}")).unwrap_err().to_string();
            assert!(error.starts_with("line 2 of the recording: "), "{error}");
        }
    }
}
