use std::fmt;

use crate::error::BoxError;
use crate::http::{HttpRequest, HttpResponse};

/// Can read and change every request before it is signed and before it is sent, and every response
/// before it is parsed.
///
/// Streamed bodies appear as empty ones: those of requests unless they are in memory, those of
/// responses unless they are errors. All other bodies are in memory and must remain so: it is an
/// error to take one or to replace it by a stream.
///
/// ```
/// use smithy_client_runtime::client::{Attempt, Interceptor};
/// use smithy_client_runtime::error::BoxError;
/// use smithy_client_runtime::http::HttpRequest;
///
/// #[derive(Debug)]
/// struct Trace(&'static str);
///
/// impl Interceptor for Trace {
///     fn modify_before_signing(
///         &self,
///         _attempt: Attempt,
///         request: &mut HttpRequest,
///     ) -> Result<(), BoxError> {
///         request.headers_mut().insert("x-trace", self.0);
///         Ok(())
///     }
/// }
/// ```
pub trait Interceptor: fmt::Debug + Send + Sync {
    /// Called for each attempt, with a request that is complete except for its signature and its
    /// checksum, if the operation has one. Changes are signed and apply to this attempt only. A
    /// checksum that is set here is kept.
    ///
    /// Headers for framing and for the connection, such as `content-length`, `transfer-encoding`
    /// and `connection`, belong to the client: it is an error to set one.
    ///
    /// # Errors
    /// An error ends the call: a construction failure, if nothing was sent yet.
    fn modify_before_signing(
        &self,
        attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        let _ = (attempt, request);
        Ok(())
    }

    /// Called for each attempt, with the request as it is sent, including its signature. Changes
    /// are not signed and apply to this attempt only. The service rejects the request if a signed
    /// part was changed, such as the body, the URI, the host or a header that the signature lists.
    /// It is not called for requests that are signed or presigned for other clients.
    ///
    /// Headers that `modify_before_signing` must not set must not be set here either.
    ///
    /// # Errors
    /// An error ends the call: a construction failure, if nothing was sent yet.
    fn modify_before_transmit(
        &self,
        attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        let _ = (attempt, request);
        Ok(())
    }

    /// Called for each attempt that got a response, including errors of the service.
    ///
    /// # Errors
    /// An error ends the call, as if the response could not be read.
    fn modify_before_deserialization(
        &self,
        attempt: Attempt,
        response: &mut HttpResponse,
    ) -> Result<(), BoxError> {
        let _ = (attempt, response);
        Ok(())
    }
}

/// Identifies an attempt of a call.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Attempt {
    /// The operation, such as `UpdateJobExecution`.
    pub operation: &'static str,
    /// The number of the attempt, starting at 1.
    pub number: u32,
}

impl Attempt {
    /// An attempt of an operation, for tests of interceptors; the engine makes its own.
    pub const fn new(operation: &'static str, number: u32) -> Self {
        Self { operation, number }
    }
}
