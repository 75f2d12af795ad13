use std::time::{Duration, Instant, SystemTime};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::Response;
use http::header::HeaderValue;
use tokio::time::timeout;
use tracing::{Instrument, Span, debug};

use super::inner::Inner;
use super::prepare::{OwnBase, Seal};
use super::stop::Stop;
use super::trace;
use crate::client::config::Attempt;
use crate::client::crypto::{fraction, uuid_v4};
use crate::client::endpoint::Base;
use crate::client::identity::Auth;
use crate::client::reply::{guarded, read_whole};
use crate::client::request::{Checksum, Progress, Upload};
use crate::client::retry::{Objection, Outcome, Retry, RetryAfter, Step};
use crate::client::sign::Signature;
use crate::client::transport::Transport;
use crate::error::{
    BoxError, BuildError, Call, CallFailure, DecodeError, OperationError, SdkError, ServiceError,
    TransportError, TransportErrorKind,
};
use crate::wire::{ErrorReply, HostPrefix, Request};

/// One call on its way, apart from its types: compiled once for all operations.
pub(super) struct Exchange<'a> {
    inner: &'a Inner,
    operation: &'static str,
    auth: &'static [Auth],
    span: Span,
    start: Instant,
    /// Where this call goes, if that is not where the others of the client go.
    own_base: Option<Box<OwnBase>>,
    addressed: bool,
    attempts: u32,
    unanswered: bool,
    /// See [`Operation::RAW_OUTPUT`](crate::Operation::RAW_OUTPUT).
    pub(super) raw_output: bool,
    /// See [`Operation::STREAMED_OUTPUT`](crate::Operation::STREAMED_OUTPUT).
    pub(super) streamed_output: bool,
    /// The body of the request, if it is not in memory.
    pub(super) upload: Option<Upload>,
    /// The body of the response, if it is streamed.
    pub(super) download: Option<SdkBody>,
    body_spent: bool,
    /// What goes with the body of each attempt.
    pub(super) checksums: &'static [Checksum],
    /// See [`Operation::SENSITIVE`](crate::Operation::SENSITIVE).
    pub(super) sensitive: bool,
    /// Why there is another attempt.
    last: Option<Stop>,
}

impl<'a> Exchange<'a> {
    pub(super) fn new(
        inner: &'a Inner,
        operation: &'static str,
        auth: &'static [Auth],
        own_base: Option<Box<OwnBase>>,
    ) -> Self {
        Self {
            inner,
            operation,
            auth,
            span: trace::operation(inner.service.id, operation),
            start: Instant::now(),
            own_base,
            addressed: false,
            attempts: 0,
            unanswered: false,
            raw_output: false,
            streamed_output: false,
            upload: None,
            download: None,
            body_spent: false,
            checksums: &[],
            sensitive: false,
            last: None,
        }
    }

    /// Sends the request until there is a response, or no point in trying again.
    pub(super) async fn run(&mut self, request: Request) -> Result<Response<Bytes>, Stop> {
        let limit = self.inner.timeouts.operation;
        let span = self.span.clone();
        // Each future is made where it is awaited: a call would have room for it twice otherwise.
        match timeout(limit.unwrap_or(FOREVER), self.attempts(request)).instrument(span).await {
            Ok(result) => result,
            Err(_) => Err(self.late(limit.unwrap_or_default())),
        }
    }

    /// A request to be carried by others, signed as `signature` says.
    pub(super) async fn signed(
        &mut self,
        request: Request,
        signature: Signature,
    ) -> Result<Request, Stop> {
        let limit = self.inner.timeouts.operation;
        let span = self.span.clone();
        match timeout(limit.unwrap_or(FOREVER), self.sign(request, signature))
            .instrument(span)
            .await
        {
            Ok(result) => result.map_err(Stop::NotSent),
            Err(_) => Err(self.late(limit.unwrap_or_default())),
        }
    }

    /// The error of a call that has no response to read.
    pub(super) fn error<E: OperationError>(&self, stop: Stop) -> SdkError<E> {
        trace::failed(&self.span, &stop);
        match stop {
            Stop::NotSent(error) => SdkError::ConstructionFailure(self.failure(error)),
            Stop::NoResponse(error) => {
                let kind = error.kind();
                let failure = self.failure(error);
                match kind {
                    TransportErrorKind::Timeout => SdkError::TimeoutError(failure),
                    TransportErrorKind::Malformed => SdkError::ResponseError(failure),
                    _ => SdkError::DispatchFailure(failure),
                }
            }
            Stop::Refused(error, response) => {
                SdkError::ResponseError(self.failure(error).with_reply(*response, self.sensitive))
            }
            Stop::Objection(reply) => {
                let error = E::from_reply(&reply);
                SdkError::ServiceError(ServiceError::new(self.call(), error, *reply))
            }
        }
    }

    /// The error of a call that could not be built.
    pub(super) fn not_built<E>(&self, error: BuildError) -> SdkError<E> {
        trace::failed_as(&self.span, "construction_failure");
        SdkError::ConstructionFailure(self.failure(error))
    }

    /// The error of a call whose response is not what the model says.
    pub(super) fn unreadable<E>(&self, error: DecodeError, reply: Response<Bytes>) -> SdkError<E> {
        trace::failed_as(&self.span, "unreadable_response");
        let error = error.sealed(self.sensitive);
        SdkError::ResponseError(self.failure(error).with_reply(reply, self.sensitive))
    }

    fn failure(&self, error: impl Into<BoxError>) -> CallFailure {
        CallFailure::new(self.call(), error)
    }

    fn call(&self) -> Call {
        Call {
            operation: self.operation,
            host: self.host(),
            attempts: self.attempts,
            unanswered: self.unanswered,
            body_spent: self.body_spent,
            elapsed: self.start.elapsed(),
        }
    }

    async fn attempts(&mut self, request: Request) -> Result<Response<Bytes>, Stop> {
        let request = self.address(request).map_err(Stop::NotSent)?;
        let invocation = HeaderValue::from_maybe_shared(Bytes::from(uuid_v4()))
            .map_err(|error| Stop::NotSent(error.into()))?;
        let limit = self.inner.timeouts.operation;
        let deadline = limit.and_then(|limit| self.start.checked_add(limit));
        let mut retry = Retry::new(&self.inner.retries, deadline);
        let mut step = retry.start(Instant::now());
        loop {
            match step {
                Step::Send => {}
                Step::Wait(pause) => tokio::time::sleep(pause).await,
                Step::Done => return Err(self.last.take().unwrap_or_else(Stop::held_back)),
            }
            let span = trace::attempt(self.attempts + 1, &request);
            let result = self
                .attempt(request.clone(), &invocation, &mut retry)
                .instrument(span.clone())
                .await;
            trace::answered(&span, &result);
            let outcome = self.outcome(&result);
            step = retry.next(outcome, Instant::now(), fraction());
            let stop = match result {
                Ok(response) => return Ok(response),
                Err(stop) => stop,
            };
            // What was sent already must not be reported as never sent.
            if let (Stop::NotSent(error), Some(last)) = (&stop, self.last.take()) {
                debug!(%error, "there is no other attempt");
                return Err(last);
            }
            if step != Step::Done && self.upload.as_ref().is_some_and(Upload::is_spent) {
                self.body_spent = true;
                return Err(stop);
            }
            if step != Step::Done {
                debug!(attempt = self.attempts, next = ?step, reason = %stop, "trying again");
                self.unanswered |= stop.may_have_been_carried_out();
            }
            self.last = Some(stop);
        }
    }

    fn host(&self) -> Option<String> {
        let base = self.base().ok().filter(|_| self.addressed)?;
        Some(base.host().to_owned())
    }

    fn base(&self) -> Result<&Base, BoxError> {
        self.inner.base(self.own_base.as_deref())
    }

    /// Turns the relative URI into an absolute one.
    fn address(&mut self, mut request: Request) -> Result<Request, BoxError> {
        let prefix: Option<HostPrefix> = request.extensions_mut().remove();
        let is_off = self.inner.config.disable_host_prefix_injection.unwrap_or_default();
        if let Some(prefix) = prefix.filter(|_| !is_off) {
            let base = self.base()?.clone().with_prefix(prefix.as_str())?;
            self.own_base = Some(Box::new(Ok(base)));
        }
        let base = self.inner.base(self.own_base.as_deref())?;
        self.addressed = true;
        *request.uri_mut() = base.join(request.uri())?;
        Ok(request)
    }

    fn seal(&self, signature: Signature) -> Seal<'_> {
        let (auth, checksums) = (self.auth, self.checksums);
        Seal { auth, checksums, streamed: self.upload.is_some(), signature }
    }

    async fn sign(&mut self, request: Request, signature: Signature) -> Result<Request, BoxError> {
        let request = self.address(request)?;
        let base = self.base()?;
        let attempt = Attempt { operation: self.operation, number: 1 };
        let mut request = self.inner.sign(base, request, attempt, self.seal(signature)).await?;
        if signature == Signature::Headers {
            self.inner.introduce(request.headers_mut());
        }
        Ok(request)
    }

    async fn attempt(
        &mut self,
        request: Request,
        invocation: &HeaderValue,
        retry: &mut Retry<'_>,
    ) -> Result<Response<Bytes>, Stop> {
        let inner = self.inner;
        let attempt = Attempt { operation: self.operation, number: self.attempts + 1 };
        let base = self.base().map_err(Stop::NotSent)?;
        let signed = inner.sign(base, request, attempt, self.seal(Signature::Headers)).await;
        let mut request = signed.map_err(Stop::NotSent)?;
        inner.annotate(request.headers_mut(), attempt.number, invocation);
        self.attempts = attempt.number;
        retry.sent(Instant::now());
        let limit = inner.timeouts.attempt;
        let progress = self.progress();
        let mut response = progress
            .timeout(limit.unwrap_or(FOREVER), self.exchange(request))
            .await
            .unwrap_or_else(|_| Err(late("attempt", limit)))?;
        for interceptor in &inner.config.interceptors {
            if let Err(error) = interceptor.modify_before_deserialization(attempt, &mut response) {
                return Err(Stop::Refused(error, Box::new(response)));
            }
        }
        if !response.status().is_success() {
            let reply = ErrorReply::new(response).sealed(self.sensitive);
            return Err(Stop::Objection(Box::new(reply)));
        }
        let error = match self.raw_output {
            true => ErrorReply::beside_success(&response),
            false => ErrorReply::inside_success(&response),
        };
        match error {
            Some(reply) => Err(Stop::Objection(Box::new(reply.sealed(self.sensitive)))),
            None => Ok(response),
        }
    }

    async fn exchange(&mut self, request: Request) -> Result<Response<Bytes>, TransportError> {
        let inner = self.inner;
        let limit = inner.timeouts.read;
        let progress = self.progress();
        let head = inner.transport.send(match &mut self.upload {
            None => request.map(SdkBody::from),
            Some(upload) => request.map(|_| upload.next()),
        });
        let (parts, body) = progress
            .timeout(limit.unwrap_or(FOREVER), head)
            .await
            .unwrap_or_else(|_| Err(late("read", limit)))?
            .into_parts();
        let limit = inner.config.response_limit.unwrap_or(RESPONSE_LIMIT);
        let throughput = inner.config.throughput.unwrap_or_default();
        if self.streamed_output && parts.status.is_success() {
            self.download = Some(guarded(body, throughput));
            return Ok(Response::from_parts(parts, Bytes::new()));
        }
        let body = read_whole(body, limit, throughput).await?;
        Ok(Response::from_parts(parts, body))
    }

    fn progress(&self) -> Progress {
        self.upload.as_ref().map(Upload::progress).unwrap_or_default()
    }

    fn outcome<'r>(&self, result: &'r Result<Response<Bytes>, Stop>) -> Outcome<'r> {
        let reply = match result {
            Ok(_) => return Outcome::Success,
            Err(Stop::NoResponse(error)) => return Outcome::NoResponse(error.kind()),
            Err(Stop::Objection(reply)) => reply,
            Err(Stop::NotSent(_) | Stop::Refused(..)) => return Outcome::GivenUp,
        };
        let (status, code) = (reply.status(), reply.code());
        let headers = reply.response().headers();
        let now = SystemTime::now();
        if self.inner.clock.correct(status, code, headers, now) {
            return Outcome::ClockCorrected;
        }
        let modelled = code.and_then(|code| self.inner.service.retryable(code));
        let retry_after = RetryAfter::from_headers(headers, now);
        Outcome::Objection(Objection { status, code, modelled, retry_after })
    }

    /// The operation time-out is over.
    fn late(&mut self, limit: Duration) -> Stop {
        let limit = format!("the operation time-out of {limit:?}");
        let kind = TransportErrorKind::Timeout;
        Stop::NoResponse(match (self.attempts, self.last.take()) {
            (0, _) => TransportError::unsent(kind, format!("nothing was sent within {limit}")),
            (_, None) => TransportError::new(kind, format!("no answer within {limit}")),
            (_, Some(last)) => {
                TransportError::new(kind, format!("no answer within {limit}; before that: {last}"))
            }
        })
    }
}

fn late(name: &str, limit: Option<Duration>) -> TransportError {
    let limit = limit.unwrap_or_default();
    let message = format!("no answer within the {name} time-out of {limit:?}");
    TransportError::new(TransportErrorKind::Timeout, message)
}

/// No clock comes this far.
const FOREVER: Duration = Duration::MAX;
const RESPONSE_LIMIT: usize = 16 << 20;
