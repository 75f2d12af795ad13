//! Operations and their errors.

use super::{
    Assignment, Auth, ContextBinding, Docs, HttpRequest, HttpResponse, Pagination, Structure,
    Waiter,
};
use crate::rust::Identifier;

/// An operation, emitted as one file.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// The common prefix of the names of its types.
    pub(crate) name: Identifier,
    /// The type alias for the operation in the AWS SDK for Rust; `None` if Rust already uses the
    /// name.
    pub(crate) alias: Option<Identifier>,
    /// Its name in the model.
    pub(crate) model: String,
    /// Its module, and the method of the client.
    pub(crate) module: Identifier,
    pub(crate) docs: Docs,
    pub(crate) input: Structure,
    pub(crate) output: Structure,
    pub(crate) error: Identifier,
    /// The builders of its input in the AWS SDK for Rust, with and without a client.
    pub(crate) fluent_builder: Identifier,
    pub(crate) input_builder: Identifier,
    pub(crate) errors: Vec<ErrorVariant>,
    /// The authentication schemes, in order of preference.
    pub(crate) auth: Vec<Auth>,
    pub(crate) http: HttpRequest,
    /// `None` if the output is the JSON body.
    pub(crate) response: Option<HttpResponse>,
    pub(crate) read_only: bool,
    pub(crate) idempotent: bool,
    /// Whether the signature excludes the body.
    pub(crate) unsigned_payload: bool,
    pub(crate) compression: Option<Compression>,
    /// The checksums of its body.
    pub(crate) checksums: Vec<Checksum>,
    /// Emitted on the method that callers use.
    pub(crate) deprecated: Option<Deprecation>,
    /// Whether its replies may contain sensitive values.
    pub(crate) sensitive: bool,
    /// How the results are paginated, if they are.
    pub(crate) pagination: Option<Pagination>,
    /// The waiters that use it.
    pub(crate) waiters: Vec<Waiter>,
    /// The field of the idempotency token.
    pub(crate) token: Option<Identifier>,
    /// What its endpoint takes from the operation.
    pub(crate) context: Vec<ContextBinding>,
    /// The function that shows the call in documentation.
    pub(crate) usage: Identifier,
    /// The canonical call, for documentation.
    pub(crate) example: Option<Example>,
}

/// How a body is compressed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Compression {
    Gzip,
}

/// The checksum of a body.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Checksum {
    Md5,
    Sha256Tree,
}

/// Rust's `deprecated` attribute.
#[derive(Clone, Debug)]
pub(crate) struct Deprecation {
    pub(crate) since: Option<String>,
    pub(crate) note: Option<String>,
}

/// An exception that an operation may return.
#[derive(Clone, Debug)]
pub(crate) struct ErrorVariant {
    pub(crate) name: Identifier,
    /// The method that tests for this one.
    pub(crate) question: Identifier,
    pub(crate) docs: Docs,
}

/// An error of the service: a structure with a code.
#[derive(Clone, Debug)]
pub(crate) struct Exception {
    pub(crate) structure: Structure,
    /// `None` if the structure is the JSON body.
    pub(crate) response: Option<HttpResponse>,
    pub(crate) code: String,
    /// Whether the error is retryable, and why.
    pub(crate) retry_kind: Option<RetryKind>,
    /// Whether its message is hidden.
    pub(crate) hides_message: bool,
}

/// Why an error is retryable.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum RetryKind {
    Throttling,
    Transient,
}

/// A call and its reply, for documentation.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub(crate) title: String,
    pub(crate) input: Vec<Assignment>,
}
