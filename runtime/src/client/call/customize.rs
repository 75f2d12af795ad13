use std::fmt::{self, Display};
use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::engine::Engine;
use super::presigned::PresignedRequest;
use super::reserved;
use crate::Operation;
use crate::client::config::ConfigBuilder;
#[cfg(feature = "blocking")]
use crate::client::driver::block_on;
use crate::client::intercept::{IntoInterceptor, MapRequest, MutateRequest};
use crate::client::mode::Async;
#[cfg(feature = "blocking")]
use crate::client::mode::Blocking;
use crate::client::sign::Signature;
use crate::error::{BoxError, BuildError, SdkError};
use crate::http::HttpRequest;
use crate::wire::Request;

/// A call with its own settings, headers or interceptors, or one that is only signed.
#[must_use = "a call does nothing until it is sent or signed"]
pub struct Customized<O, Mode = Async> {
    engine: Engine<Mode>,
    operation: Result<O, BuildError>,
    changes: Option<Box<ConfigBuilder>>,
}

impl<O: Operation, Mode> Customized<O, Mode> {
    /// A call of `operation` without customizations.
    pub fn new(engine: Engine<Mode>, operation: Result<O, BuildError>) -> Self {
        Self { engine, operation, changes: None }
    }

    /// Overrides settings of the client for this call; settings that are unset here keep their
    /// values.
    ///
    /// The call uses the connections of the client, with its connect time-out, unless a transport
    /// is set. It fails if these changes hold another `client_identity`, `client_identity_alpn`,
    /// `tls_server_name`, `ca_bundle` or `proxy` than the client has. A credentials provider that is
    /// set here is called for this call alone.
    pub fn config_override(self, changes: impl Into<ConfigBuilder>) -> Self {
        let changes = changes.into().config;
        self.change(|before| ConfigBuilder { config: before.config.with(changes) })
    }

    /// Adds an interceptor after those of the client: one of this crate, or one for the AWS SDKs
    /// for Rust, see [`IntoInterceptor`].
    pub fn interceptor<Kind>(self, interceptor: impl IntoInterceptor<Kind>) -> Self {
        self.change(|changes| changes.interceptor(interceptor))
    }

    /// Changes the request of each attempt before it is signed.
    pub fn mutate_request(self, change: impl Fn(&mut HttpRequest) + Send + Sync + 'static) -> Self {
        self.interceptor(MutateRequest(change))
    }

    /// Replaces the request of each attempt before it is signed. An error ends the call and becomes
    /// its cause: a construction failure, if nothing was sent yet.
    pub fn map_request<F, E>(self, map: F) -> Self
    where
        F: Fn(HttpRequest) -> Result<HttpRequest, E> + Send + Sync + 'static,
        E: Into<BoxError> + 'static,
    {
        self.interceptor(MapRequest(map))
    }

    /// Sets a header, which is signed too. The call fails before anything is sent if the name or
    /// value is invalid, or if the client sets this header itself: headers for framing and routing,
    /// such as `host` and `content-length`, for the signed content, and for authentication.
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

    /// The engine with the settings of this call, and the operation.
    pub(crate) fn into_parts(mut self) -> (Engine<Mode>, Result<O, BuildError>) {
        (self.engine(), self.operation)
    }

    fn change(mut self, change: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> Self {
        let before = self.changes.take().map(|changes| *changes).unwrap_or_default();
        self.changes = Some(Box::new(change(before)));
        self
    }

    fn engine(&mut self) -> Engine<Mode> {
        match self.changes.take() {
            Some(changes) => self.engine.with(changes.build()),
            None => self.engine.clone(),
        }
    }

    async fn sent(mut self) -> Result<O::Output, SdkError<O::Error>> {
        let engine = self.engine();
        let operation = self.operation.map_err(SdkError::not_built::<O>)?;
        engine.call(operation).await
    }

    async fn signed(mut self) -> Result<Request, SdkError<O::Error>> {
        let engine = self.engine();
        let operation = self.operation.map_err(SdkError::not_built::<O>)?;
        engine.sign(operation, Signature::Headers).await
    }

    async fn presigned(
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
}

#[cfg(feature = "async")]
impl<O: Operation> Customized<O> {
    /// Sends the call. It needs a Tokio runtime with I/O and time enabled.
    ///
    /// # Errors
    /// See [`SdkError`]. Outside a runtime it is a [`DispatchFailure`](SdkError::DispatchFailure).
    ///
    /// # Panics
    /// The runtime has I/O or time disabled.
    pub async fn send(self) -> Result<O::Output, SdkError<O::Error>> {
        self.sent().await
    }

    /// The signed request, with the signature in its headers. Any HTTP client can send it
    /// unchanged, within five minutes. Unsigned headers may be added.
    ///
    /// A streamed body that is left empty is not signed, so that any body may be sent.
    ///
    /// # Errors
    /// The call cannot be built, its body is a stream that is not in memory, there are no
    /// credentials, or there is no Tokio runtime.
    pub async fn into_signed_request(self) -> Result<Request, SdkError<O::Error>> {
        self.signed().await
    }

    /// The request with its signature in the URL, valid for 1 second to 7 days. Anyone who has the
    /// URL can make this call.
    ///
    /// The URL expires with the credentials if those expire earlier. A streamed body that is left
    /// empty is not signed, so that any body may be sent.
    ///
    /// # Errors
    /// The time is out of range, the call cannot be built, its body is a stream that is not in
    /// memory, there are no credentials, or there is no Tokio runtime.
    pub async fn presign(
        self,
        valid_for: Duration,
    ) -> Result<PresignedRequest, SdkError<O::Error>> {
        self.presigned(valid_for).await
    }
}

#[cfg(feature = "blocking")]
impl<O: Operation> Customized<O, Blocking> {
    /// Sends the call, and returns when it is done.
    ///
    /// # Errors
    /// See [`SdkError`].
    pub fn send(self) -> Result<O::Output, SdkError<O::Error>> {
        block_on(self.sent())
    }

    /// The signed request, with the signature in its headers. Any HTTP client can send it
    /// unchanged, within five minutes. Unsigned headers may be added.
    ///
    /// A streamed body that is left empty is not signed, so that any body may be sent.
    ///
    /// # Errors
    /// The call cannot be built, its body is a stream that is not in memory, or there are no
    /// credentials.
    pub fn into_signed_request(self) -> Result<Request, SdkError<O::Error>> {
        block_on(self.signed())
    }

    /// The request with its signature in the URL, valid for 1 second to 7 days. Anyone who has the
    /// URL can make this call.
    ///
    /// The URL expires with the credentials if those expire earlier. A streamed body that is left
    /// empty is not signed, so that any body may be sent.
    ///
    /// # Errors
    /// The time is out of range, the call cannot be built, its body is a stream that is not in
    /// memory, or there are no credentials.
    pub fn presign(self, valid_for: Duration) -> Result<PresignedRequest, SdkError<O::Error>> {
        block_on(self.presigned(valid_for))
    }
}

/// The limit of SigV4.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

impl<O: fmt::Debug, Mode> fmt::Debug for Customized<O, Mode> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, changes, .. } = self;
        f.debug_struct("Customized")
            .field("operation", operation)
            .field("changes", changes)
            .finish()
    }
}
