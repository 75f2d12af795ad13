//! Operations and the errors that they answer with.

use super::{
    Assignment, Auth, ContextBinding, Docs, HttpRequest, HttpResponse, Pagination, Structure,
    Waiter,
};
use crate::rust::Identifier;

/// An operation: one file.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// What the names of its types start with.
    pub(crate) name: Identifier,
    /// What the AWS SDK for Rust calls the operation itself; `None` if Rust has the name.
    pub(crate) alias: Option<Identifier>,
    /// Its name in the model.
    pub(crate) model: String,
    /// Its module, and the method of the client.
    pub(crate) module: Identifier,
    pub(crate) docs: Docs,
    pub(crate) input: Structure,
    pub(crate) output: Structure,
    pub(crate) error: Identifier,
    /// What the AWS SDK for Rust calls the builder of its input with a client, and without.
    pub(crate) fluent_builder: Identifier,
    pub(crate) input_builder: Identifier,
    pub(crate) errors: Vec<ErrorVariant>,
    /// The ways to authenticate, the preferred first.
    pub(crate) auth: Vec<Auth>,
    pub(crate) http: HttpRequest,
    /// `None` if the output is the JSON body.
    pub(crate) response: Option<HttpResponse>,
    pub(crate) read_only: bool,
    pub(crate) idempotent: bool,
    /// Whether its signatures leave out the body.
    pub(crate) unsigned_payload: bool,
    pub(crate) compression: Option<Compression>,
    /// The checksums of its body.
    pub(crate) checksums: Vec<Checksum>,
    /// Said where callers name it.
    pub(crate) deprecated: Option<Deprecation>,
    /// Whether its replies may hold what is not to be shown.
    pub(crate) sensitive: bool,
    /// Whether the answer comes in pages, and how.
    pub(crate) pagination: Option<Pagination>,
    /// What can be waited for with it.
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

/// What a body is summed up by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Checksum {
    Md5,
    Sha256Tree,
}

/// What Rust's attribute says of something deprecated.
#[derive(Clone, Debug)]
pub(crate) struct Deprecation {
    pub(crate) since: Option<String>,
    pub(crate) note: Option<String>,
}

/// An exception that an operation may answer with.
#[derive(Clone, Debug)]
pub(crate) struct ErrorVariant {
    pub(crate) name: Identifier,
    /// The method that tells whether it is this one.
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
    /// Why another attempt may help.
    pub(crate) retry_kind: Option<RetryKind>,
    /// Whether its message is not to be shown.
    pub(crate) hides_message: bool,
}

/// Why another attempt may help.
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
