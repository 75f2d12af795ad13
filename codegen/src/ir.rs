//! What the crate will contain, in Rust's own terms: plain data, all decisions made.

mod auth;
mod endpoint;
mod expression;
mod http;
mod operation;
mod pagination;
mod query;
mod structure;
mod tests;
mod types;
mod waiter;

pub(crate) use auth::{Auth, CertificateAuth};
pub(crate) use endpoint::*;
pub(crate) use expression::{Assignment, Expression, Special, TimeFormat};
pub(crate) use http::{
    Absence, Body, Bound, Form, HttpRequest, HttpResponse, Parameter, Payload, PayloadKind, Place,
    Stream,
};
pub(crate) use operation::{
    Checksum, Compression, Deprecation, ErrorVariant, Example, Exception, Operation, RetryKind,
};
pub(crate) use pagination::{Pagination, Way};
pub(crate) use query::{
    Comparison, Query, QueryField, QueryForm, QueryMember, QueryNode, TextTest,
};
pub(crate) use structure::{Debug, Field, Presence, RenameRule, Role, Structure, WhenAbsent};
pub(crate) use tests::{
    EndpointSubject, EndpointTest, ExpectedEndpoint, MoreThanUrl, RequestTest, ResponseSubject,
    ResponseTest, Setting, Tests,
};
pub(crate) use types::{
    Adapter, Check, Enumeration, Fallback, Marker, Number, Type, TypeDefinition, TypeFile, Union,
    UnionMember, Variant,
};
pub(crate) use waiter::{AcceptorState, OutputTest, Successes, Waiter};

use crate::rust::Identifier;
use crate::settings::Placement;

/// A crate to be.
#[derive(Clone, Debug)]
pub(crate) struct Crate {
    pub(crate) package: Package,
    pub(crate) service: Service,
    pub(crate) operations: Vec<Operation>,
    /// The names of operations with event streams, which it does without.
    pub(crate) left_out: Vec<String>,
    pub(crate) types: Vec<TypeFile>,
    pub(crate) errors: Vec<Exception>,
    pub(crate) endpoint: EndpointRules,
    pub(crate) tests: Tests,
    pub(crate) parts: Parts,
}

/// Which parts of a crate there are.
#[derive(Clone, Debug)]
pub(crate) struct Parts {
    /// A body of the service is a stream.
    pub(crate) streams: bool,
    /// The module `types`.
    pub(crate) types: bool,
    /// Answers in pages.
    pub(crate) pagination: bool,
    /// The module `waiters`.
    pub(crate) waiters: bool,
    /// How many operations the front page shows in use. If that is not all, it lists them as well.
    pub(crate) shown_operations: usize,
}

/// What `Cargo.toml` says.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    /// The name in code, with underscores.
    pub(crate) lib: Identifier,
    pub(crate) version: String,
    pub(crate) placement: Placement,
    /// The features of the runtime that its operations need.
    pub(crate) runtime_features: Vec<Feature>,
}

/// A feature of the runtime that operations may need.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Feature {
    Checksums,
    Compression,
}

/// The facts of the service.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    /// As Markdown on one line.
    pub(crate) title: String,
    /// A sentence of Markdown on what the crate is.
    pub(crate) introduction: String,
    /// The same as plain text, in few words.
    pub(crate) description: String,
    pub(crate) docs: Docs,
    pub(crate) sdk_id: String,
    pub(crate) api_version: String,
    /// `None` if requests are not signed.
    pub(crate) signing_name: Option<String>,
    /// `None` if no operation accepts the certificate of a device.
    pub(crate) certificate_auth: Option<CertificateAuth>,
}

/// Documentation as lines of Markdown, ready to stand behind `///`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Docs {
    pub(crate) lines: Vec<String>,
    /// The first sentence.
    pub(crate) summary: Vec<String>,
}
