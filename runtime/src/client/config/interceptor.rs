use std::fmt;

use crate::error::BoxError;
use crate::http::{HttpRequest, HttpResponse};

/// Sees every request before it is signed and before it is sent, and every response before it is
/// read, and may change them.
///
/// Of a body that is a stream it sees nothing but an empty one: of a request unless the stream is
/// in memory, of a response unless that is an error. All other bodies are in memory, and must be when
/// they are left: one that was taken, or replaced by a stream, is an error.
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
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        let _ = (attempt, request);
        Ok(())
    }

    /// Called for each attempt with the request as it is sent, signature and all. What is changed here
    /// is not signed, and stays out of later attempts: a service refuses a request of which it finds a
    /// part changed that was signed, such as the body, the URI, the host or a header that the signature
    /// names. Requests that are signed or presigned for others do not come here.
    ///
    /// The headers that `modify_before_signing` must leave alone are the client's here too.
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

    /// Called for each attempt that got a response, errors of the service included.
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
