use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, SystemTime};

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::RetryConfig;
use bytes::Bytes;
use http::header::{HeaderValue, USER_AGENT};
use http::{Request, Response};

use super::body::read_whole;
use super::config::Config;
use super::endpoint::{Base, EndpointError, check_region};
use super::identity::IdentityCache;
use super::random::{fraction, uuid_v4};
use super::retry::{self, Outcome, Retry, Step};
use super::service::Service;
use super::sign::sign_request;
use super::throughput::MinimumThroughput;
use super::transport::{HyperTransport, SharedTransport, Transport};
use super::user_agent::user_agent;
use crate::Operation;
use crate::error::{
    BoxError, Call, CallFailure, OperationError, SdkError, ServiceError, TransportError,
    TransportErrorKind,
};
use crate::wire::ErrorReply;

/// Carries calls to a service: what a generated client is built around. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Engine(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    service: &'static Service,
    config: Config,
    base: OnceLock<Result<Base, EndpointError>>,
    identity: Option<IdentityCache>,
    transport: SharedTransport,
    retry: RetryConfig,
    attempt_timeout: Duration,
    operation_timeout: Option<Duration>,
    user_agent: HeaderValue,
}

impl Engine {
    /// An engine for a service. Nothing is connected, read or resolved before the first call.
    pub fn new(service: &'static Service, config: Config) -> Self {
        let config = config.for_service(service.id);
        let timeouts = config.timeouts.as_ref();
        let connect_timeout =
            timeouts.and_then(|t| t.connect_timeout()).unwrap_or(Duration::from_millis(3100));
        let transport = config.transport.clone().unwrap_or_else(|| {
            let transport = HyperTransport::builder()
                .connect_timeout(connect_timeout)
                .ca_bundle(config.ca_bundle.clone());
            SharedTransport::new(transport.build())
        });
        Self(Arc::new(Inner {
            service,
            base: OnceLock::new(),
            identity: config.credentials.clone().map(IdentityCache::new),
            transport,
            retry: config.retry.clone().unwrap_or_else(retry::default_config),
            attempt_timeout: timeouts
                .and_then(|t| t.operation_attempt_timeout())
                .unwrap_or(Duration::from_secs(30)),
            operation_timeout: timeouts.and_then(|t| t.operation_timeout()),
            user_agent: user_agent(service, config.app_name.as_ref()),
            config,
        }))
    }

    /// The settings of the client.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Makes a call. It needs a Tokio runtime with I/O and time enabled.
    ///
    /// # Errors
    /// See [`SdkError`].
    pub async fn send<O: Operation>(
        &self,
        mut operation: O,
    ) -> Result<O::Output, SdkError<O::Error>> {
        let inner = &*self.0;
        let mut exchange = Exchange::new(inner, O::NAME);
        operation.fill_idempotency_token(&|| inner.config.tokens.token());
        let request = if inner.config.validate { operation.validate() } else { Ok(()) }
            .and_then(|()| operation.request());
        let request = match request {
            Ok(request) => request,
            Err(error) => return Err(SdkError::ConstructionFailure(exchange.failure(error))),
        };
        let response = match exchange.run_in_time(request).await {
            Ok(response) => response,
            Err(Stop::NotSent(error)) => {
                return Err(SdkError::ConstructionFailure(exchange.failure(error)));
            }
            Err(Stop::NoResponse(error)) if error.kind() == TransportErrorKind::Timeout => {
                return Err(SdkError::TimeoutError(exchange.failure(error)));
            }
            Err(Stop::NoResponse(error)) => {
                return Err(SdkError::DispatchFailure(exchange.failure(error)));
            }
            Err(Stop::Objection(reply)) => {
                let error = O::Error::from_reply(&reply);
                return Err(SdkError::ServiceError(ServiceError::new(
                    exchange.call(),
                    error,
                    *reply,
                )));
            }
        };
        O::response(&response).map_err(|error| SdkError::ResponseError(exchange.failure(error)))
    }
}

/// Why there is no response to read.
enum Stop {
    NotSent(BoxError),
    NoResponse(TransportError),
    Objection(Box<ErrorReply>),
}

/// One call on its way, apart from its types: compiled once for all operations.
struct Exchange<'a> {
    inner: &'a Inner,
    operation: &'static str,
    start: Instant,
    host: Option<&'a str>,
    attempts: u32,
    unanswered: bool,
}

impl<'a> Exchange<'a> {
    fn new(inner: &'a Inner, operation: &'static str) -> Self {
        Self { inner, operation, start: Instant::now(), host: None, attempts: 0, unanswered: false }
    }

    fn call(&self) -> Call {
        Call {
            operation: self.operation,
            host: self.host.map(str::to_owned),
            attempts: self.attempts,
            unanswered: self.unanswered,
            elapsed: self.start.elapsed(),
        }
    }

    fn failure(&self, error: impl Into<BoxError>) -> CallFailure {
        CallFailure::new(self.call(), error)
    }

    async fn run_in_time(&mut self, request: Request<Bytes>) -> Result<Response<Bytes>, Stop> {
        let Some(limit) = self.inner.operation_timeout else { return self.run(request).await };
        tokio::time::timeout(limit, self.run(request)).await.unwrap_or_else(|_| {
            Err(timed_out(format!("no answer within the operation time-out of {limit:?}")))
        })
    }

    async fn run(&mut self, request: Request<Bytes>) -> Result<Response<Bytes>, Stop> {
        let request = self.address(request).map_err(Stop::NotSent)?;
        let invocation = HeaderValue::from_str(&uuid_v4()).map_err(|e| Stop::NotSent(e.into()))?;
        let mut retry = Retry::new(&self.inner.retry);
        let mut attempt = self.sign(request.clone()).await.map_err(Stop::NotSent)?;
        loop {
            self.attempts += 1;
            self.annotate(attempt.headers_mut(), &invocation);
            let result = self.attempt(attempt).await;
            let outcome = match &result {
                Ok(response) => Outcome::Response(response.status(), None),
                Err(Stop::Objection(reply)) => Outcome::Response(reply.status(), reply.code()),
                Err(Stop::NoResponse(error)) => Outcome::NoResponse(error.kind()),
                Err(Stop::NotSent(_)) => return result,
            };
            let Step::Wait(pause) = retry.next(outcome, fraction()) else { return result };
            // Without a connection nothing can have been carried out.
            self.unanswered |=
                matches!(outcome, Outcome::NoResponse(kind) if kind != TransportErrorKind::Connect);
            tokio::time::sleep(pause).await;
            // What was sent already must not be reported as never sent.
            let Ok(next) = self.sign(request.clone()).await else { return result };
            attempt = next;
        }
    }

    /// Turns the relative URI into an absolute one.
    fn address(&mut self, mut request: Request<Bytes>) -> Result<Request<Bytes>, BoxError> {
        let inner = self.inner;
        check_region(inner.config.region.as_ref().ok_or(NO_REGION)?.as_ref())?;
        let base = inner
            .base
            .get_or_init(|| (inner.service.endpoint)(&inner.config)?.resolve())
            .as_ref()
            .map_err(Clone::clone)?;
        self.host = Some(base.host());
        *request.uri_mut() = base.join(request.uri())?;
        Ok(request)
    }

    async fn sign(&self, mut request: Request<Bytes>) -> Result<Request<Bytes>, BoxError> {
        let inner = self.inner;
        let region = inner.config.region.as_ref().ok_or(NO_REGION)?;
        let identity = inner.identity.as_ref().ok_or(NO_CREDENTIALS)?;
        let credentials = identity.credentials(&SystemTime::now).await?;
        let name = inner.service.signing_name;
        sign_request(&mut request, credentials, region.as_ref(), name, SystemTime::now())?;
        Ok(request)
    }

    /// Adds the headers that no signature covers, because they change from attempt to attempt.
    fn annotate(&self, headers: &mut http::HeaderMap, invocation: &HeaderValue) {
        headers.insert(USER_AGENT, self.inner.user_agent.clone());
        headers.insert("amz-sdk-invocation-id", invocation.clone());
        let max = self.inner.retry.max_attempts();
        if let Ok(value) = HeaderValue::from_str(&format!("attempt={}; max={max}", self.attempts)) {
            headers.insert("amz-sdk-request", value);
        }
    }

    async fn attempt(&self, request: Request<Bytes>) -> Result<Response<Bytes>, Stop> {
        let limit = self.inner.attempt_timeout;
        let exchange = async {
            let (parts, body) =
                self.inner.transport.send(request.map(SdkBody::from)).await?.into_parts();
            let body = read_whole(body, 16 << 20, MinimumThroughput::default()).await?;
            Ok(Response::from_parts(parts, body))
        };
        let response = tokio::time::timeout(limit, exchange)
            .await
            .map_err(|_| {
                timed_out(format!("no response within the attempt time-out of {limit:?}"))
            })?
            .map_err(Stop::NoResponse)?;
        if !response.status().is_success() {
            return Err(Stop::Objection(Box::new(ErrorReply::new(response))));
        }
        match ErrorReply::inside_success(&response) {
            Some(reply) => Err(Stop::Objection(Box::new(reply))),
            None => Ok(response),
        }
    }
}

fn timed_out(message: String) -> Stop {
    Stop::NoResponse(TransportError::new(TransportErrorKind::Timeout, message))
}

const NO_REGION: &str = "no region is set: set one in the config, or set AWS_REGION";
const NO_CREDENTIALS: &str = "no credentials are set: give the config a credentials provider, or set \
     AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
