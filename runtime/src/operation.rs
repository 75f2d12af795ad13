use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::Response;

use crate::client::{Auth, Checksum, Compression, Config, Endpoint, EndpointError};
use crate::error::{BuildError, DecodeError, OperationError};
use crate::structure::Output;
use crate::validate::Checks;
use crate::wire::{Reply, Request};

/// A call as a value: it creates its HTTP request and reads the HTTP response.
///
/// Nothing here does I/O, so every wire rule can be tested without a socket, and any transport can
/// send a call.
pub trait Operation: Send + Sync {
    /// The client that sends this operation.
    type Client;
    /// The result of a successful call.
    type Output: Output;
    /// The error that the service may return.
    type Error: OperationError;

    /// The name in the model, such as `UpdateJobExecution`.
    const NAME: &'static str;

    /// The HTTP method.
    const METHOD: &'static str;

    /// The path, with labels as in the model: `/things/{thingName}/jobs`.
    const PATH: &'static str;

    /// The prefix of the endpoint's host, with labels as in the model: `{account}.data.`.
    const HOST_PREFIX: &'static str = "";

    /// Whether it changes nothing on the server: the model says so, or the method is `GET` or
    /// `HEAD`.
    const READ_ONLY: bool = false;

    /// Whether repeating the call has no further effect: it is read-only, the model says so, the
    /// method is `PUT` or `DELETE`, or it has an idempotency token.
    ///
    /// For information only: the engine retries every operation alike, by the rules of the AWS
    /// SDKs. Callers can use it when a failed call [may have been carried
    /// out](crate::error::Call::unanswered).
    const IDEMPOTENT: bool = Self::READ_ONLY;

    /// The supported authentication schemes, in order of preference. The client uses the first one
    /// for which it has an identity.
    const AUTH: &'static [Auth] = &[Auth::SigV4];

    /// Whether the results are paginated.
    const PAGINATED: bool = false;

    /// Whether the body of a response is the raw content of one member, such as a file. A success
    /// is then not searched for an error.
    const RAW_OUTPUT: bool = false;

    /// Whether a response or an error may contain sensitive members. The errors of a call then do
    /// not quote the body.
    const SENSITIVE: bool = false;

    /// Whether the body of a response is a stream, which the caller reads.
    const STREAMED_OUTPUT: bool = false;

    /// Whether the service requires the length of a streamed request in advance.
    const REQUIRES_LENGTH: bool = false;

    /// Whether the signature excludes the body: `UNSIGNED-PAYLOAD`.
    const UNSIGNED_PAYLOAD: bool = false;

    /// How the body is compressed, if it is. Streams are not.
    const COMPRESSION: Option<Compression> = None;

    /// The checksums that are sent with the body, computed after compression.
    const CHECKSUMS: &'static [Checksum] = &[];

    /// The request, with a relative URI (path and query), neither compressed nor signed. It does
    /// not contain a body that is a stream: see [`take_body`](Self::take_body).
    ///
    /// # Errors
    /// A label is empty or a dot segment, or a header value contains a line break.
    fn request(&self) -> Result<Request, BuildError>;

    /// Moves the stream that is the body of the request out of the input, and leaves an empty
    /// stream. `None` if there is no such member.
    fn take_body(&mut self) -> Option<SdkBody> {
        None
    }

    /// Reads a successful response. It does not contain a body that is a stream: see
    /// [`attach_body`](Self::attach_body).
    ///
    /// # Errors
    /// The response does not match the model.
    fn response(response: &Response<Bytes>) -> Result<Self::Output, DecodeError> {
        Reply::of(response).json_object()
    }

    /// Puts the streamed body of a response into its member of the output. Called if
    /// [`STREAMED_OUTPUT`](Self::STREAMED_OUTPUT) is true.
    fn attach_body(_output: &mut Self::Output, _body: SdkBody) {}

    /// Checks the constraints of the model: lengths, ranges, patterns.
    ///
    /// # Errors
    /// Names the first member that violates a constraint, the constraint and the value.
    fn validate(&self) -> Result<(), BuildError> {
        Checks::run(|checks| self.check(checks))
    }

    /// Lists the constraints for [`validate`](Self::validate); none by default.
    fn check(&self, _checks: &mut Checks<'_>) {}

    /// The endpoint of this call if it depends on the input; `None` if it is the client's.
    ///
    /// # Errors
    /// The endpoint rules have no endpoint for this input.
    fn endpoint(&self, _config: &Config) -> Result<Option<Endpoint>, EndpointError> {
        Ok(None)
    }

    /// Sets the idempotency token, if the operation has one and the caller set none.
    fn fill_idempotency_token(&mut self, _new_token: &dyn Fn() -> String) {}
}
