use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;

use crate::client::{Config, Endpoint, EndpointError};
use crate::error::{BuildError, DecodeError, OperationError};
use crate::wire::{Request, read_json};

/// A call as a value: it knows its HTTP request and how to read the HTTP response.
///
/// Nothing here does I/O, so every wire rule can be tested without a socket, and a call can be
/// carried by any transport.
pub trait Operation: Send + Sync {
    /// The client that carries this operation.
    type Client;
    /// What the service answers.
    type Output: DeserializeOwned + Send;
    /// What the service may object.
    type Error: OperationError;

    /// The name in the model, such as `UpdateJobExecution`.
    const NAME: &'static str;

    /// The method of its requests.
    const METHOD: &'static str;

    /// The path of its requests, with labels as in the model: `/things/{thingName}/jobs`.
    const PATH: &'static str;

    /// Whether it changes nothing on the server: the model says so, or the method is `GET` or
    /// `HEAD`.
    const READ_ONLY: bool = false;

    /// Whether making the call twice has the effect of making it once: it is read-only, the model
    /// says so, the method is `PUT` or `DELETE`, or an idempotency token goes with it.
    const IDEMPOTENT: bool = Self::READ_ONLY;

    /// Whether the answer comes in pages.
    const PAGINATED: bool = false;

    /// Whether the body of an answer is one member with a content of its own, such as a file. What
    /// looks like an error in there is none.
    const RAW_OUTPUT: bool = false;

    /// Whether an answer or an error may hold what the model calls sensitive. Errors of a call then
    /// quote nothing of a body.
    const SENSITIVE: bool = false;

    /// The request, with a relative URI (path and query) and without a signature.
    ///
    /// # Errors
    /// A label is empty or a dot segment, or a header value holds a line break.
    fn request(&self) -> Result<Request, BuildError>;

    /// Reads a response that the service means as a success.
    ///
    /// # Errors
    /// The response is not what the model says.
    fn response(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        read_json(response.body())
    }

    /// Checks the constraints of the model: lengths, ranges, patterns.
    ///
    /// # Errors
    /// Names the first member that breaks a constraint, the constraint and the value.
    fn validate(&self) -> Result<(), BuildError> {
        Ok(())
    }

    /// Where this very call goes, if that depends on its input; `None` if it goes where the other
    /// calls of the client go.
    ///
    /// # Errors
    /// The endpoint rules have no endpoint for this input.
    fn endpoint(&self, _config: &Config) -> Result<Option<Endpoint>, EndpointError> {
        Ok(None)
    }

    /// Fills in the idempotency token, if the operation has one and the caller gave none.
    fn fill_idempotency_token(&mut self, _new_token: &dyn Fn() -> String) {}
}
