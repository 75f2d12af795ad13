//! What the crate will contain, in Rust's own terms: plain data, all decisions made.

mod auth;
mod endpoint;
mod http;
mod pagination;
mod query;
mod types;
mod waiter;

pub(crate) use auth::Auth;
pub(crate) use endpoint::*;
pub(crate) use http::{
    Absence, Body, Bound, HttpRequest, HttpResponse, Parameter, Payload, PayloadKind, Stream,
};
pub(crate) use pagination::{Pagination, Way};
pub(crate) use query::{Query, QueryField, QueryForm, QueryNode};
pub(crate) use types::{
    Adapter, Check, Enumeration, Fallback, Field, Presence, Role, Structure, Type, TypeDefinition,
    TypeFile, Union, UnionMember, Variant,
};
pub(crate) use waiter::{AcceptorState, ErrorTest, OutputTest, Waiter};

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
}

impl Crate {
    /// Whether a body of the service is a stream.
    pub(crate) fn has_streams(&self) -> bool {
        let messages =
            self.operations.iter().flat_map(|operation| [&operation.input, &operation.output]);
        messages.into_iter().any(Structure::has_stream)
    }
}

/// What `Cargo.toml` says.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    /// The name in code, with underscores.
    pub(crate) lib: String,
    pub(crate) version: String,
    pub(crate) in_workspace: bool,
    pub(crate) runtime_path: String,
    /// The features of the runtime that its operations need.
    pub(crate) runtime_features: Vec<&'static str>,
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
}

/// Documentation as lines of Markdown, ready to stand behind `///`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Docs {
    pub(crate) lines: Vec<String>,
    /// The first sentence.
    pub(crate) summary: Vec<String>,
}

/// An operation: one file.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) name: String,
    /// Its name in the model.
    pub(crate) model: String,
    pub(crate) module: String,
    pub(crate) docs: Docs,
    pub(crate) input: Structure,
    pub(crate) output: Structure,
    pub(crate) error: String,
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
    /// How its body is compressed, by the constant of `Compression`.
    pub(crate) compression: Option<&'static str>,
    /// What its body is summed up by, by the constants of `Checksum`.
    pub(crate) checksums: Vec<&'static str>,
    /// Said where callers name it.
    pub(crate) deprecated: Option<Deprecation>,
    /// Whether its replies may hold what is not to be shown.
    pub(crate) sensitive: bool,
    /// Whether the answer comes in pages, and how.
    pub(crate) pagination: Option<Pagination>,
    /// What can be waited for with it.
    pub(crate) waiters: Vec<Waiter>,
    /// The field of the idempotency token.
    pub(crate) token: Option<String>,
    /// What its endpoint takes from the operation.
    pub(crate) context: Vec<ContextBinding>,
    /// The canonical call, for documentation.
    pub(crate) example: Option<Example>,
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
    pub(crate) name: String,
    /// The method that tells whether it is this one.
    pub(crate) question: String,
}

/// An error of the service: a structure with a code.
#[derive(Clone, Debug)]
pub(crate) struct Exception {
    pub(crate) structure: Structure,
    /// `None` if the structure is the JSON body.
    pub(crate) response: Option<HttpResponse>,
    pub(crate) code: String,
    /// Why another attempt may help, by the variant of `RetryKind`.
    pub(crate) retry_kind: Option<&'static str>,
}

/// A call and its reply, for documentation.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub(crate) title: String,
    pub(crate) input: Vec<(String, Expression)>,
}

/// A value as Rust.
#[derive(Clone, Debug)]
pub(crate) enum Expression {
    Bool(bool),
    Int(i64),
    Float(f64),
    /// A constant of a number's type, such as `f32::NAN`.
    Constant(&'static str, &'static str),
    Text(String),
    Bytes(Vec<u8>),
    /// A stream of bytes.
    Stream(Vec<u8>),
    Seconds(f64),
    /// A time as text, and the name of its format.
    Time(String, &'static str),
    /// A big number, which has as many digits as it likes.
    Digits(String),
    Document(serde_json::Value),
    List(Vec<Expression>),
    Map(Vec<(String, Expression)>),
    Nullable(Option<Box<Expression>>),
    Enum {
        name: String,
        variant: String,
    },
    UnknownEnum {
        name: String,
        value: String,
    },
    Union {
        name: String,
        variant: String,
        /// Absent for a member without data.
        value: Option<Box<Expression>>,
        boxed: bool,
    },
    /// Set through a builder that can fail only if a required member is missing.
    Structure {
        name: String,
        fallible: bool,
        fields: Vec<(String, Expression)>,
    },
}

/// The tests of the model.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tests {
    pub(crate) requests: Vec<RequestTest>,
    pub(crate) responses: Vec<ResponseTest>,
    pub(crate) endpoints: Vec<EndpointTest>,
}

/// Input → request.
#[derive(Clone, Debug)]
pub(crate) struct RequestTest {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) input: String,
    pub(crate) fields: Vec<(String, Expression)>,
    pub(crate) method: String,
    /// Where the client is told to go, and where it goes if that is elsewhere.
    pub(crate) host: Option<String>,
    pub(crate) resolved_host: Option<String>,
    pub(crate) path: String,
    pub(crate) query: Vec<String>,
    pub(crate) forbid_query: Vec<String>,
    pub(crate) require_query: Vec<String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) forbid_headers: Vec<String>,
    pub(crate) require_headers: Vec<String>,
    pub(crate) body: Option<(String, String)>,
}

/// Response → output or error.
#[derive(Clone, Debug)]
pub(crate) struct ResponseTest {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    pub(crate) subject: ResponseSubject,
    pub(crate) fields: Vec<(String, Expression)>,
}

/// What a response is read as.
#[derive(Clone, Debug)]
pub(crate) enum ResponseSubject {
    Output { input: String, output: String },
    Exception(String),
}
