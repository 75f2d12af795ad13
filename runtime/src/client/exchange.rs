use std::time::{Duration, Instant, SystemTime};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::header::{HOST, HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Response};
use tokio::time::timeout;
use tracing::{Instrument, debug};

use super::body::read_whole;
use super::endpoint::{Base, check_region};
use super::engine::Inner;
use super::interceptor::Attempt;
use super::random::{fraction, uuid_v4};
use super::retry::{Objection, Outcome, Retry, RetryAfter, Step};
use super::sign::{Signature, Signer};
use super::stop::{Stop, held_back, late};
use super::trace;
use super::transport::Transport;
use crate::error::{
    BoxError, Call, CallFailure, OperationError, SdkError, ServiceError, TransportError,
    TransportErrorKind,
};
use crate::wire::{ErrorReply, Request};

/// One call on its way, apart from its types: compiled once for all operations.
pub(super) struct Exchange<'a> {
    inner: &'a Inner,
    operation: &'static str,
    start: Instant,
    base: Option<&'a Base>,
    attempts: u32,
    unanswered: bool,
}

impl<'a> Exchange<'a> {
    pub(super) fn new(inner: &'a Inner, operation: &'static str) -> Self {
        Self { inner, operation, start: Instant::now(), base: None, attempts: 0, unanswered: false }
    }

    /// Sends the request until there is a response, or no point in trying again.
    pub(super) async fn run(&mut self, request: Request) -> Result<Response<Bytes>, Stop> {
        let span = trace::operation(self.inner.service.id, self.operation);
        let limit = self.inner.timeouts.operation;
        // Each future is made where it is awaited, as a call would have room for it twice otherwise.
        let result = timeout(limit.unwrap_or(FOREVER), self.attempts(request))
            .instrument(span.clone())
            .await
            .unwrap_or_else(|_| Err(late("operation", limit).into()));
        if let Err(stop) = &result {
            trace::failed(&span, stop);
        }
        result
    }

    /// A request to be carried by others, signed as `signature` says.
    pub(super) async fn signed(
        &mut self,
        request: Request,
        signature: Signature,
    ) -> Result<Request, Stop> {
        let request = self.address(request).map_err(Stop::NotSent)?;
        let mut request = self.sign(request, signature).await.map_err(Stop::NotSent)?;
        if signature == Signature::Headers {
            request.headers_mut().insert(USER_AGENT, self.inner.user_agent.clone());
        }
        Ok(request)
    }

    pub(super) fn error<E: OperationError>(&self, stop: Stop) -> SdkError<E> {
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
                SdkError::ResponseError(self.failure(error).with_reply(*response))
            }
            Stop::Objection(reply) => {
                let error = E::from_reply(&reply);
                SdkError::ServiceError(ServiceError::new(self.call(), error, *reply))
            }
        }
    }

    pub(super) fn failure(&self, error: impl Into<BoxError>) -> CallFailure {
        CallFailure::new(self.call(), error)
    }

    fn call(&self) -> Call {
        Call {
            operation: self.operation,
            host: self.base.map(|base| base.host().to_owned()),
            attempts: self.attempts,
            unanswered: self.unanswered,
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
        let mut last = None;
        loop {
            match step {
                Step::Send => {}
                Step::Wait(pause) => tokio::time::sleep(pause).await,
                Step::Done => return last.unwrap_or_else(|| Err(held_back())),
            }
            // What was sent already must not be reported as never sent.
            let signed = match self.sign(request.clone(), Signature::Headers).await {
                Ok(signed) => signed,
                Err(error) => return last.unwrap_or(Err(Stop::NotSent(error))),
            };
            self.attempts += 1;
            retry.sent(Instant::now());
            let span = trace::attempt(self.attempts, &signed);
            let result = self.attempt(signed, &invocation).instrument(span.clone()).await;
            trace::answered(&span, &result);
            let outcome = self.outcome(&result);
            step = retry.next(outcome, Instant::now(), fraction());
            if let Step::Send | Step::Wait(_) = step {
                debug!(attempt = self.attempts, ?outcome, next = ?step, "the attempt failed");
                self.unanswered |= may_have_been_carried_out(&result);
            }
            last = Some(result);
        }
    }

    /// Turns the relative URI into an absolute one.
    fn address(&mut self, mut request: Request) -> Result<Request, BoxError> {
        let inner = self.inner;
        check_region(inner.config.region.as_ref().ok_or(NO_REGION)?.as_ref())?;
        let base = inner
            .base
            .get_or_init(|| (inner.service.endpoint)(&inner.config)?.resolve())
            .as_ref()
            .map_err(Clone::clone)?;
        self.base = Some(base);
        *request.uri_mut() = base.join(request.uri())?;
        Ok(request)
    }

    async fn sign(&self, mut request: Request, signature: Signature) -> Result<Request, BoxError> {
        let inner = self.inner;
        let region = inner.config.region.as_ref().ok_or(NO_REGION)?;
        let identity = inner.identity.as_ref().ok_or(NO_CREDENTIALS)?;
        if let Some(base) = self.base {
            let headers = request.headers_mut();
            headers.reserve(USUAL_HEADERS);
            headers.insert(HOST, base.host_header().clone());
        }
        let attempt = Attempt { operation: self.operation, number: self.attempts + 1 };
        for interceptor in &inner.config.interceptors {
            interceptor.modify_before_signing(attempt, &mut request)?;
        }
        let credentials = identity.credentials(&|| inner.clock.now()).await?;
        let signer = Signer {
            credentials: &credentials,
            region: region.as_ref(),
            service: inner.service.signing_name,
            time: inner.clock.now(),
        };
        signer.sign(&mut request, signature)?;
        Ok(request)
    }

    async fn attempt(
        &self,
        mut request: Request,
        invocation: &HeaderValue,
    ) -> Result<Response<Bytes>, Stop> {
        let inner = self.inner;
        self.annotate(request.headers_mut(), invocation);
        let limit = inner.timeouts.attempt;
        let mut response = timeout(limit.unwrap_or(FOREVER), self.exchange(request))
            .await
            .unwrap_or_else(|_| Err(late("attempt", limit)))?;
        let attempt = Attempt { operation: self.operation, number: self.attempts };
        for interceptor in &inner.config.interceptors {
            if let Err(error) = interceptor.modify_before_deserialization(attempt, &mut response) {
                return Err(Stop::Refused(error, Box::new(response)));
            }
        }
        if !response.status().is_success() {
            return Err(Stop::Objection(Box::new(ErrorReply::new(response))));
        }
        match ErrorReply::inside_success(&response) {
            Some(reply) => Err(Stop::Objection(Box::new(reply))),
            None => Ok(response),
        }
    }

    async fn exchange(&self, request: Request) -> Result<Response<Bytes>, TransportError> {
        let inner = self.inner;
        let limit = inner.timeouts.read;
        let head = inner.transport.send(request.map(SdkBody::from));
        let (parts, body) = timeout(limit.unwrap_or(FOREVER), head)
            .await
            .unwrap_or_else(|_| Err(late("read", limit)))?
            .into_parts();
        let limit = inner.config.response_limit.unwrap_or(RESPONSE_LIMIT);
        let throughput = inner.config.throughput.unwrap_or_default();
        let body = read_whole(body, limit, throughput).await?;
        Ok(Response::from_parts(parts, body))
    }

    /// Adds the headers that no signature covers, because they change from attempt to attempt.
    fn annotate(&self, headers: &mut HeaderMap, invocation: &HeaderValue) {
        headers.insert(USER_AGENT, self.inner.user_agent.clone());
        headers.insert(HeaderName::from_static("amz-sdk-invocation-id"), invocation.clone());
        let max = self.inner.retries.config().max_attempts();
        let request = format!("attempt={}; max={max}", self.attempts);
        if let Ok(value) = HeaderValue::from_maybe_shared(Bytes::from(request)) {
            headers.insert(HeaderName::from_static("amz-sdk-request"), value);
        }
    }

    fn outcome<'r>(&self, result: &'r Result<Response<Bytes>, Stop>) -> Outcome<'r> {
        let reply = match result {
            Err(Stop::NoResponse(error)) => return Outcome::NoResponse(error.kind()),
            Err(Stop::Objection(reply)) => reply,
            Err(Stop::NotSent(_) | Stop::Refused(..)) => return Outcome::GivenUp,
            Ok(_) => return Outcome::Success,
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
}

/// Without a connection nothing can have been carried out.
fn may_have_been_carried_out<T>(result: &Result<T, Stop>) -> bool {
    matches!(result, Err(Stop::NoResponse(error)) if !error.is_unsent())
}

/// No clock comes this far.
const FOREVER: Duration = Duration::MAX;
/// Host, date, token, authorization, user agent and the two of the SDKs.
const USUAL_HEADERS: usize = 7;
const RESPONSE_LIMIT: usize = 16 << 20;
const NO_REGION: &str = "no region is set: set one in the config, or set AWS_REGION";
const NO_CREDENTIALS: &str = "no credentials are set: give the config a credentials provider, or set \
     AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
