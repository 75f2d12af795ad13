use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::Response;

use crate::client::{Auth, Checksum, Compression, Config, Endpoint, EndpointError};
use crate::error::{BuildError, DecodeError, OperationError};
use crate::structure::Output;
use crate::validate::Checks;
use crate::wire::{Reply, Request};

/// A call as a value: it knows its HTTP request and how to read the HTTP response.
///
/// Nothing here does I/O, so every wire rule can be tested without a socket, and a call can be
/// carried by any transport.
pub trait Operation: Send + Sync {
    /// The client that carries this operation.
    type Client;
    /// What the service answers.
    type Output: Output;
    /// What the service may object.
    type Error: OperationError;

    /// The name in the model, such as `UpdateJobExecution`.
    const NAME: &'static str;

    /// The method of its requests.
    const METHOD: &'static str;

    /// The path of its requests, with labels as in the model: `/things/{thingName}/jobs`.
    const PATH: &'static str;

    /// What stands in front of the endpoint's host, with labels as in the model: `{account}.data.`.
    const HOST_PREFIX: &'static str = "";

    /// Whether it changes nothing on the server: the model says so, or the method is `GET` or
    /// `HEAD`.
    const READ_ONLY: bool = false;

    /// Whether making the call twice has the effect of making it once: it is read-only, the model
    /// says so, the method is `PUT` or `DELETE`, or an idempotency token goes with it.
    ///
    /// For information only: the engine retries every operation alike, by the rules of the AWS SDKs.
    /// Callers may go by it when a failed call
    /// [may have been carried out](crate::error::Call::unanswered).
    const IDEMPOTENT: bool = Self::READ_ONLY;

    /// The ways to authenticate that it takes, the preferred first. The first that the client has
    /// an identity for is used.
    const AUTH: &'static [Auth] = &[Auth::SigV4];

    /// Whether the answer comes in pages.
    const PAGINATED: bool = false;

    /// Whether the body of an answer is one member with a content of its own, such as a file. What
    /// looks like an error in there is none.
    const RAW_OUTPUT: bool = false;

    /// Whether an answer or an error may hold what the model calls sensitive. Errors of a call then
    /// quote nothing of a body.
    const SENSITIVE: bool = false;

    /// Whether the body of an answer is a stream, which goes to the caller before it is read.
    const STREAMED_OUTPUT: bool = false;

    /// Whether the service wants to know the length of a streamed request before its body.
    const REQUIRES_LENGTH: bool = false;

    /// Whether signatures leave out the body: `UNSIGNED-PAYLOAD`.
    const UNSIGNED_PAYLOAD: bool = false;

    /// How its body is compressed, if it is. Streams are not.
    const COMPRESSION: Option<Compression> = None;

    /// The checksums that go with its body, as it is after compression.
    const CHECKSUMS: &'static [Checksum] = &[];

    /// The request, with a relative URI (path and query), and neither compressed nor signed. A body
    /// that is a stream is not in it: see [`take_body`](Self::take_body).
    ///
    /// # Errors
    /// A label is empty or a dot segment, or a header value holds a line break.
    fn request(&self) -> Result<Request, BuildError>;

    /// Moves the stream that is the body of the request out of the input; `None` if there is no such
    /// member. An empty stream is left behind.
    fn take_body(&mut self) -> Option<SdkBody> {
        None
    }

    /// Reads a response that the service means as a success. A body that is a stream is not in it:
    /// see [`attach_body`](Self::attach_body).
    ///
    /// # Errors
    /// The response is not what the model says.
    fn response(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        Reply::of(response).json_object()
    }

    /// Puts the body of a response into the output, of which it is a member. Called if
    /// [`STREAMED_OUTPUT`](Self::STREAMED_OUTPUT) says so.
    fn attach_body(_output: &mut Self::Output, _body: SdkBody) {}

    /// Checks the constraints of the model: lengths, ranges, patterns.
    ///
    /// # Errors
    /// Names the first member that breaks a constraint, the constraint and the value.
    fn validate(&self) -> Result<(), BuildError> {
        Checks::run(|checks| self.check(checks))
    }

    /// Names the constraints for [`validate`](Self::validate). There are none by default.
    fn check(&self, _checks: &mut Checks<'_>) {}

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
