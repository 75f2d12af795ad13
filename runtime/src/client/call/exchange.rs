use std::pin::pin;
use std::time::{Duration, Instant};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::Response;
use http::header::HeaderValue;
use tracing::{Instrument, Span, debug};

#[cfg(feature = "aws")]
use super::classifiers::Erased;
use super::inner::Inner;
use super::prepare::{OwnBase, Seal};
use super::secrets::secret_headers;
use super::stop::Stop;
use super::trace;
use crate::client::config::Attempt;
use crate::client::crypto::{fraction, invocation_id};
use crate::client::endpoint::Base;
use crate::client::identity::{Auth, Proof};
use crate::client::intercept::{CallData, RequestStage};
use crate::client::reply::{guarded, read_whole};
use crate::client::request::{Checksum, Progress, Upload};
use crate::client::retry::{Objection, Outcome, Retry, RetryAfter, Step};
use crate::client::sign::Signature;
use crate::client::tls::CertificateUse;
#[cfg(feature = "aws")]
use crate::client::transport::connector_verdict;
use crate::client::transport::{Transport, whole};
use crate::error::{BoxError, TransportError, TransportErrorKind};
use crate::memory::RESPONSE_LIMIT;
use crate::wire::{ErrorReply, HostPrefix, MemoryLimit, Request};

/// A call in progress, independent of its types, so that it is compiled once for all operations.
pub(super) struct Exchange<'a> {
    pub(super) inner: &'a Inner,
    pub(super) operation: &'static str,
    auth: &'static [Auth],
    pub(super) span: Span,
    pub(super) start: Instant,
    /// The endpoint of this call, if it is not the client's.
    pub(super) own_base: Option<Box<OwnBase>>,
    pub(super) addressed: bool,
    /// Whether a certificate authenticates the call.
    is_certified: bool,
    /// Whether another client sends the request.
    is_handed_over: bool,
    pub(super) attempts: u32,
    pub(super) unanswered: bool,
    /// See [`Operation::RAW_OUTPUT`](crate::Operation::RAW_OUTPUT).
    pub(super) raw_output: bool,
    /// Whether a success always has a body.
    pub(super) expects_body: bool,
    /// See [`Operation::STREAMED_OUTPUT`](crate::Operation::STREAMED_OUTPUT).
    pub(super) streamed_output: bool,
    /// The body of the request, if it is not in memory.
    pub(super) upload: Option<Upload>,
    /// The body of the response, if it is streamed.
    pub(super) download: Option<SdkBody>,
    pub(super) body_spent: bool,
    /// Whether the attempt is being signed, which may wait for the identity provider.
    pub(super) is_signing: bool,
    /// What authenticated the last attempt.
    pub(super) proof: Proof,
    /// Other headers of the last attempt that authenticate the caller.
    pub(super) secret_headers: Vec<HeaderValue>,
    /// The checksums of the body of each attempt.
    pub(super) checksums: &'static [Checksum],
    /// See [`Operation::SENSITIVE`](crate::Operation::SENSITIVE).
    pub(super) sensitive: bool,
    /// Data of interceptors.
    data: CallData,
    /// Why the last attempt is repeated.
    pub(super) last: Option<Stop>,
    /// Makes the error of the operation.
    #[cfg(feature = "aws")]
    pub(super) erased: Option<Erased>,
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
            is_certified: inner.is_certified(auth),
            is_handed_over: false,
            attempts: 0,
            unanswered: false,
            raw_output: false,
            expects_body: false,
            streamed_output: false,
            upload: None,
            download: None,
            body_spent: false,
            is_signing: false,
            proof: Proof::Nothing,
            secret_headers: Vec::new(),
            checksums: &[],
            sensitive: false,
            data: inner.call_data(),
            last: None,
            #[cfg(feature = "aws")]
            erased: None,
        }
    }

    /// Sends the request until there is a response, or no reason to retry.
    pub(super) async fn run(&mut self, request: Request) -> Result<Response<Bytes>, Stop> {
        self.inner.driver.check()?;
        let Inner { driver, timeouts, .. } = *self.inner;
        let limit = timeouts.operation;
        let span = self.span.clone();
        let result = driver.timeout(limit, pin!(self.attempts(request))).instrument(span).await;
        match result {
            Ok(result) => result,
            Err(_) => Err(self.late(limit.unwrap_or_default())),
        }
    }

    /// A request to be sent by another client, signed as `signature` says.
    pub(super) async fn signed(
        &mut self,
        request: Request,
        signature: Signature,
    ) -> Result<Request, Stop> {
        self.is_certified = false;
        self.is_handed_over = true;
        self.inner.driver.check()?;
        let Inner { driver, timeouts, .. } = *self.inner;
        let limit = timeouts.operation;
        let span = self.span.clone();
        let result =
            driver.timeout(limit, pin!(self.sign(request, signature))).instrument(span).await;
        match result {
            Ok(result) => result.map_err(Stop::NotSent),
            Err(_) => Err(self.late(limit.unwrap_or_default())),
        }
    }

    async fn attempts(&mut self, request: Request) -> Result<Response<Bytes>, Stop> {
        let request = self.address(request).map_err(Stop::NotSent)?;
        let first = Attempt::new(self.operation, 1);
        let request = self.intercepted(&RequestStage::BEFORE_ATTEMPTS, first, request)?;
        let invocation = HeaderValue::from_maybe_shared(Bytes::from(invocation_id()))
            .map_err(|error| Stop::NotSent(error.into()))?;
        let limit = self.inner.timeouts.operation;
        let deadline = limit.and_then(|limit| self.start.checked_add(limit));
        let mut retry = Retry::new(&self.inner.retries, deadline);
        let mut step = retry.start(Instant::now());
        loop {
            match step {
                Step::Send => {}
                Step::Wait(pause) => self.inner.sleep.sleep(self.inner.driver, pause).await,
                Step::Done => return Err(self.last.take().unwrap_or_else(Stop::held_back)),
            }
            let span = trace::attempt(self.attempts + 1, &request);
            let result = self
                .attempt(request.clone(), &invocation, &mut retry)
                .instrument(span.clone())
                .await;
            trace::answered(&span, &result);
            let outcome = self.outcome(&result);
            #[cfg(feature = "aws")]
            let outcome = self.classified(outcome, &result);
            self.inner.leave_troubled_server(outcome, &result);
            step = retry.next(outcome, Instant::now(), fraction());
            let stop = match result {
                Ok(response) => return Ok(response),
                Err(stop) => stop,
            };
            // A request that was sent must not be reported as not sent.
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

    pub(super) fn base(&self) -> Result<&Base, BoxError> {
        self.inner.base(self.own_base.as_deref(), !self.is_certified)
    }

    /// Turns the relative URI into an absolute one.
    fn address(&mut self, mut request: Request) -> Result<Request, BoxError> {
        self.inner.check_certificate(
            self.operation,
            self.own_base.as_deref(),
            self.seal(Signature::Headers),
        )?;
        let prefix: Option<HostPrefix> = request.extensions_mut().remove();
        let is_off = self.inner.config.disable_host_prefix_injection.unwrap_or_default();
        if let Some(prefix) = prefix.filter(|_| !is_off) {
            let base = self.base()?.clone().with_prefix(prefix.as_str())?;
            self.own_base = Some(Box::new(Ok(base)));
        }
        let base = self.inner.base(self.own_base.as_deref(), !self.is_certified)?;
        self.addressed = true;
        *request.uri_mut() = base.join(request.uri())?;
        Ok(request)
    }

    /// The request of an attempt, authenticated.
    async fn authenticated(
        &mut self,
        request: Request,
        attempt: Attempt,
        signature: Signature,
    ) -> Result<Request, BoxError> {
        self.is_signing = true;
        let seal = self.seal(signature);
        let base = self.inner.base(self.own_base.as_deref(), !self.is_certified)?;
        let signed = self.inner.sign(base, request, attempt, seal, &mut self.data).await;
        self.is_signing = false;
        let (request, proof) = signed?;
        self.proof = proof;
        Ok(request)
    }

    fn seal(&self, signature: Signature) -> Seal<'static> {
        Seal {
            auth: self.auth,
            checksums: self.checksums,
            streamed: self.upload.is_some(),
            signature,
            is_handed_over: self.is_handed_over,
        }
    }

    async fn sign(&mut self, request: Request, signature: Signature) -> Result<Request, BoxError> {
        let request = self.address(request)?;
        let attempt = Attempt::new(self.operation, 1);
        let mut request = self.authenticated(request, attempt, signature).await?;
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
        let attempt = Attempt::new(self.operation, self.attempts + 1);
        let signed = self.authenticated(request, attempt, Signature::Headers).await;
        let mut request = signed.map_err(Stop::NotSent)?;
        inner.annotate(request.headers_mut(), attempt.number, invocation);
        let certificate = CertificateUse::of(&request);
        let mut request = self.intercepted(&RequestStage::BEFORE_TRANSMIT, attempt, request)?;
        // An interceptor may have replaced the request.
        request.extensions_mut().insert(certificate);
        self.secret_headers = secret_headers(&request, &self.proof);
        self.attempts = attempt.number;
        retry.sent(Instant::now());
        let limit = inner.timeouts.attempt;
        let progress = self.progress();
        let response = progress
            .timeout(inner.driver, limit, pin!(self.exchange(request)))
            .await
            .unwrap_or_else(|_| Err(late("attempt", limit)))?;
        let streamed = self.download.is_some();
        let response = inner.intercept_response(&mut self.data, attempt, response, streamed)?;
        let reply = match (response.status().is_success(), self.raw_output) {
            (false, _) => ErrorReply::new(response),
            (true, is_raw) => {
                let inside = match is_raw {
                    true => ErrorReply::beside_success(&response),
                    false => ErrorReply::inside_success(&response),
                };
                match inside {
                    Some(reply) => reply,
                    None => return Ok(response),
                }
            }
        };
        let reply = reply.without(&self.secrets()).sealed(self.sensitive);
        Err(Stop::Objection(Box::new(reply)))
    }

    /// The request after the interceptors.
    fn intercepted(
        &mut self,
        stages: &[RequestStage],
        attempt: Attempt,
        request: Request,
    ) -> Result<Request, Stop> {
        let (inner, streamed) = (self.inner, self.upload.is_some());
        inner
            .intercept_request(stages, &mut self.data, attempt, request, streamed)
            .map_err(Stop::NotSent)
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
            .timeout(inner.driver, limit, head)
            .await
            .unwrap_or_else(|_| Err(late("read", limit)))?
            .into_parts();
        let limit = inner.config.response_limit.unwrap_or(RESPONSE_LIMIT);
        let throughput = inner.config.throughput.unwrap_or_default();
        if self.streamed_output && parts.status.is_success() {
            self.download = Some(guarded(inner.driver, body, throughput));
            return Ok(Response::from_parts(parts, Bytes::new()));
        }
        let body = read_whole(inner.driver, body, limit, throughput).await?;
        let mut response = Response::from_parts(parts, body);
        if inner.config.response_limit.is_some() {
            response.extensions_mut().insert(MemoryLimit::of_body(limit));
        }
        if self.expects_body { whole(response) } else { Ok(response) }
    }

    fn progress(&self) -> Progress {
        self.upload.as_ref().map(Upload::progress).unwrap_or_default()
    }

    fn outcome<'r>(&self, result: &'r Result<Response<Bytes>, Stop>) -> Outcome<'r> {
        let reply = match result {
            Ok(_) => return Outcome::Success,
            Err(Stop::NoResponse(error)) => {
                #[cfg(feature = "aws")]
                if let Some(kind) = connector_verdict(error) {
                    return Outcome::Retryable(kind, None);
                }
                return Outcome::NoResponse(error.kind());
            }
            Err(Stop::Objection(reply)) => reply,
            Err(Stop::NotSent(_) | Stop::Refused(..)) => return Outcome::GivenUp,
        };
        let inner = self.inner;
        let (status, code) = (reply.status(), reply.code());
        let headers = reply.response().headers();
        #[cfg(feature = "aws")]
        if let Some(outcome) = self.repaired(reply) {
            return outcome;
        }
        let modelled = code.and_then(|code| inner.service.retryable(code));
        let retry_after = RetryAfter::from_headers(headers, inner.now());
        Outcome::Objection(Objection { status, code, modelled, retry_after })
    }
}

fn late(name: &str, limit: Option<Duration>) -> TransportError {
    let limit = limit.unwrap_or_default();
    let message = format!("no answer within the {name} time-out of {limit:?}");
    TransportError::new(TransportErrorKind::Timeout, message)
}
