use std::fmt::{self, Display};
use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::engine::Engine;
use super::presigned::PresignedRequest;
use super::reserved;
use crate::Operation;
use crate::client::config::ConfigBuilder;
use crate::client::intercept::{IntoInterceptor, MapRequest, MutateRequest};
use crate::client::sign::Signature;
use crate::error::{BoxError, BuildError, SdkError};
use crate::http::HttpRequest;
use crate::wire::Request;

/// A call that is not quite like the others: with settings, headers or interceptors of its own, or
/// to be signed only.
#[must_use = "a call does nothing until it is sent or signed"]
pub struct Customized<O> {
    engine: Engine,
    operation: Result<O, BuildError>,
    changes: Option<Box<ConfigBuilder>>,
}

impl<O: Operation> Customized<O> {
    /// A call of `operation`, so far like any other.
    pub fn new(engine: Engine, operation: Result<O, BuildError>) -> Self {
        Self { engine, operation, changes: None }
    }

    /// Uses these settings where the client has others; what is unset here stays as it is.
    ///
    /// Connections are those of the client, unless a transport is set: its connect time-out, its
    /// proxy and its certificates count. A credentials provider that is set here is asked for this
    /// call alone.
    pub fn config_override(self, changes: impl Into<ConfigBuilder>) -> Self {
        let changes = changes.into().config;
        self.change(|before| ConfigBuilder { config: before.config.with(changes) })
    }

    /// Adds an interceptor after those of the client: one of this client, or one that is written for
    /// the AWS SDKs for Rust, see [`IntoInterceptor`].
    pub fn interceptor<Kind>(self, interceptor: impl IntoInterceptor<Kind>) -> Self {
        self.change(|changes| changes.interceptor(interceptor))
    }

    /// Changes the request of each attempt before it is signed.
    pub fn mutate_request(self, change: impl Fn(&mut HttpRequest) + Send + Sync + 'static) -> Self {
        self.interceptor(MutateRequest(change))
    }

    /// Makes another request of that of each attempt before it is signed. An error ends the call, and
    /// is its cause: a construction failure, if nothing was sent yet.
    pub fn map_request<F, E>(self, map: F) -> Self
    where
        F: Fn(HttpRequest) -> Result<HttpRequest, E> + Send + Sync + 'static,
        E: Into<BoxError> + 'static,
    {
        self.interceptor(MapRequest(map))
    }

    /// Sets a header, which is signed with the rest. A name or value that HTTP does not allow
    /// makes the call fail before anything is sent. So does a header that the client sets: one that
    /// says where the message goes or ends, such as `host` and `content-length`, what of it is
    /// signed, or who calls.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: Display>,
        V: TryInto<HeaderValue, Error: Display>,
    {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) => match reserved::check(&name, &value, O::AUTH) {
                Ok(()) => self.mutate_request(move |request| {
                    request.headers_mut().insert(name.clone(), value.clone());
                }),
                Err(refused) => {
                    self.operation = Err(refused);
                    self
                }
            },
            (Err(problem), _) => {
                self.operation = Err(BuildError::custom_header(&problem));
                self
            }
            (_, Err(problem)) => {
                self.operation = Err(BuildError::custom_header(&problem));
                self
            }
        }
    }

    /// Makes the call. It needs a Tokio runtime with I/O and time enabled.
    ///
    /// # Errors
    /// See [`SdkError`]. Outside a runtime it is a [`DispatchFailure`](SdkError::DispatchFailure).
    ///
    /// # Panics
    /// The runtime has I/O or time disabled.
    pub async fn send(mut self) -> Result<O::Output, SdkError<O::Error>> {
        let engine = self.engine();
        let operation = self.operation.map_err(SdkError::not_built::<O>)?;
        engine.send(operation).await
    }

    /// The request with its signature in the headers, for somebody else to carry: any HTTP client
    /// can send it as it is, within five minutes. Headers that are not signed may be added.
    ///
    /// A streamed body that is left empty is not signed, so that any may be sent.
    ///
    /// # Errors
    /// The call cannot be built, its body is a stream that is not in memory, there are no
    /// credentials, or there is no Tokio runtime.
    pub async fn into_signed_request(mut self) -> Result<Request, SdkError<O::Error>> {
        let engine = self.engine();
        let operation = self.operation.map_err(SdkError::not_built::<O>)?;
        engine.sign(operation, Signature::Headers).await
    }

    /// The request with its signature in the URL, valid for 1 second to 7 days: whoever has it can
    /// make this one call.
    ///
    /// Credentials that expire earlier take the URL with them. A streamed body that is left empty is
    /// not signed, so that any may be sent.
    ///
    /// # Errors
    /// The time is out of range, the call cannot be built, its body is a stream that is not in
    /// memory, there are no credentials, or there is no Tokio runtime.
    pub async fn presign(
        mut self,
        valid_for: Duration,
    ) -> Result<PresignedRequest, SdkError<O::Error>> {
        if !(Duration::from_secs(1)..=LONGEST).contains(&valid_for) {
            return Err(SdkError::not_built::<O>(BuildError::presigned_for(valid_for)));
        }
        let engine = self.engine();
        let operation = self.operation.map_err(SdkError::not_built::<O>)?;
        let signature = Signature::Query(valid_for);
        Ok(PresignedRequest::new(engine.sign(operation, signature).await?))
    }

    /// The engine with the settings of this call, and the operation.
    pub(crate) fn into_parts(mut self) -> (Engine, Result<O, BuildError>) {
        (self.engine(), self.operation)
    }

    fn change(mut self, change: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> Self {
        let before = self.changes.take().map(|changes| *changes).unwrap_or_default();
        self.changes = Some(Box::new(change(before)));
        self
    }

    fn engine(&mut self) -> Engine {
        match self.changes.take() {
            Some(changes) => self.engine.with(changes.build()),
            None => self.engine.clone(),
        }
    }
}

/// What SigV4 allows.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

impl<O: fmt::Debug> fmt::Debug for Customized<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, changes, .. } = self;
        f.debug_struct("Customized")
            .field("operation", operation)
            .field("changes", changes)
            .finish()
    }
}
