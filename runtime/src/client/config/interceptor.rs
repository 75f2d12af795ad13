use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::Response;

use crate::error::BoxError;
use crate::wire::Request;

/// Sees every request before it is signed and every response before it is read, and may change
/// them.
///
/// Of a body that is a stream it sees nothing but an empty one: of a request unless the stream is
/// in memory, of a response unless that is an error.
///
/// ```
/// use smithy_client_runtime::client::{Attempt, Interceptor};
/// use smithy_client_runtime::error::BoxError;
///
/// #[derive(Debug)]
/// struct Trace(&'static str);
///
/// impl Interceptor for Trace {
///     fn modify_before_signing(
///         &self,
///         _attempt: Attempt,
///         request: &mut http::Request<bytes::Bytes>,
///     ) -> Result<(), BoxError> {
///         request.headers_mut().insert("x-trace", self.0.parse()?);
///         Ok(())
///     }
/// }
/// ```
pub trait Interceptor: fmt::Debug + Send + Sync {
    /// Called for each attempt with a request that is complete but for its signature, and for the
    /// checksum of operations that have one. What is changed here is signed, and stays out of later
    /// attempts; a checksum that is set here stays as it is.
    ///
    /// The headers that say where a message ends or how a connection is used, such as
    /// `content-length`, `transfer-encoding` and `connection`, are the client's: a call with one of
    /// them is an error.
    ///
    /// # Errors
    /// An error ends the call: a construction failure, if nothing was sent yet.
    fn modify_before_signing(
        &self,
        attempt: Attempt,
        request: &mut Request,
    ) -> Result<(), BoxError> {
        let _ = (attempt, request);
        Ok(())
    }

    /// Called for each attempt that got a response, errors of the service included.
    ///
    /// # Errors
    /// An error ends the call, as if the response could not be read.
    fn modify_before_deserialization(
        &self,
        attempt: Attempt,
        response: &mut Response<Bytes>,
    ) -> Result<(), BoxError> {
        let _ = (attempt, response);
        Ok(())
    }
}

/// Which attempt of which call.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Attempt {
    /// The operation, such as `UpdateJobExecution`.
    pub operation: &'static str,
    /// 1 for the first.
    pub number: u32,
}

impl Attempt {
    /// An attempt of an operation, counted from 1: for tests of interceptors, as the engine makes
    /// its own.
    pub const fn new(operation: &'static str, number: u32) -> Self {
        Self { operation, number }
    }
}

/// An interceptor that several clients can use at once.
#[derive(Clone, Debug)]
pub(crate) struct SharedInterceptor(Arc<dyn Interceptor>);

impl SharedInterceptor {
    pub(crate) fn new(interceptor: impl Interceptor + 'static) -> Self {
        Self(Arc::new(interceptor))
    }
}

impl std::ops::Deref for SharedInterceptor {
    type Target = dyn Interceptor;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

/// Changes the request of each attempt by a function.
pub(crate) struct MutateRequest<F>(pub(crate) F);

impl<F: Fn(&mut Request) + Send + Sync> Interceptor for MutateRequest<F> {
    fn modify_before_signing(
        &self,
        _attempt: Attempt,
        request: &mut Request,
    ) -> Result<(), BoxError> {
        (self.0)(request);
        Ok(())
    }
}

impl<F> fmt::Debug for MutateRequest<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MutateRequest")
    }
}
