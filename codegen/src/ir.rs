//! What the crate will contain, in Rust's own terms: plain data, all decisions made.

mod endpoint;
mod http;

pub(crate) use endpoint::*;
pub(crate) use http::{Body, Bound, HttpRequest, HttpResponse, Parameter, Payload, PayloadKind};

/// A crate to be.
#[derive(Clone, Debug)]
pub(crate) struct Crate {
    pub(crate) package: Package,
    pub(crate) service: Service,
    pub(crate) operations: Vec<Operation>,
    pub(crate) types: Vec<TypeFile>,
    pub(crate) errors: Vec<Exception>,
    pub(crate) endpoint: EndpointRules,
    pub(crate) tests: Tests,
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
}

/// The facts of the service.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    pub(crate) title: String,
    pub(crate) docs: Docs,
    pub(crate) sdk_id: String,
    pub(crate) api_version: String,
    pub(crate) signing_name: String,
}

/// Documentation as lines of Markdown, ready to stand behind `///`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Docs(pub(crate) Vec<String>);

/// An operation: one file.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) module: String,
    pub(crate) docs: Docs,
    pub(crate) input: Structure,
    pub(crate) output: Structure,
    pub(crate) error: String,
    pub(crate) errors: Vec<ErrorVariant>,
    pub(crate) http: HttpRequest,
    /// `None` if the output is the JSON body.
    pub(crate) response: Option<HttpResponse>,
    pub(crate) read_only: bool,
    pub(crate) idempotent: bool,
    pub(crate) paginated: bool,
    /// The field of the idempotency token.
    pub(crate) token: Option<String>,
    /// What its endpoint takes from the operation.
    pub(crate) context: Vec<ContextBinding>,
    /// The canonical call, for documentation.
    pub(crate) example: Option<Example>,
}

/// An exception that an operation may answer with.
#[derive(Clone, Debug)]
pub(crate) struct ErrorVariant {
    pub(crate) name: String,
    /// The method that tells whether it is this one.
    pub(crate) question: String,
}

/// A type and the module that it stands in.
#[derive(Clone, Debug)]
pub(crate) struct TypeFile {
    pub(crate) module: String,
    pub(crate) definition: TypeDefinition,
}

/// A structure or enum under `types`.
#[derive(Clone, Debug)]
pub(crate) enum TypeDefinition {
    Structure(Structure),
    Enum(Enumeration),
}

/// A structure.
#[derive(Clone, Debug)]
pub(crate) struct Structure {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) fields: Vec<Field>,
    /// serde's `rename_all`, if it fits most members.
    pub(crate) rename_all: Option<&'static str>,
    pub(crate) role: Role,
}

/// Which way a structure travels.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Role {
    /// In requests: callers fill it in, and its constraints are checked.
    pub(crate) sent: bool,
    /// In responses: callers read it.
    pub(crate) received: bool,
}

impl Role {
    pub(crate) const INPUT: Self = Self { sent: true, received: false };
    pub(crate) const OUTPUT: Self = Self { sent: false, received: true };
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

/// A field of a structure.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// Its name in the model.
    pub(crate) member: String,
    pub(crate) docs: Docs,
    pub(crate) kind: Type,
    pub(crate) presence: Presence,
    /// Whether it is read from elsewhere than the body, though required.
    pub(crate) is_elsewhere: bool,
    /// serde's `rename`, where `rename_all` does not give the name on the wire.
    pub(crate) rename: Option<String>,
    pub(crate) adapter: Adapter,
    pub(crate) checks: Vec<Check>,
}

/// Whether a field has a value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Presence {
    Required,
    Optional,
    /// Always there; the zero of its type unless told otherwise.
    Default,
}

/// A Rust type.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Type {
    Bool,
    Number(&'static str),
    String,
    Blob,
    DateTime,
    Document,
    List(Box<Type>),
    Map(Box<Type>),
    /// A value of a sparse list or map.
    Nullable(Box<Type>),
    Structure(String),
    Enum(String),
}

/// How serde reads and writes a type; `Same` is plain serde.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Adapter {
    Same,
    Named(&'static str),
    Dense(Box<Adapter>),
    List(Box<Adapter>),
    Map(Box<Adapter>),
    Nullable(Box<Adapter>),
}

/// A constraint.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Check {
    Length(u64, u64),
    Pattern(String),
    Ranges(Vec<(Option<f64>, Option<f64>)>),
    Entries(Vec<Check>),
    Keys(Vec<Check>),
    Values(Vec<Check>),
    Nested,
    /// What follows is for values of a sparse list or map that are there.
    IfPresent,
}

/// An open enum.
#[derive(Clone, Debug)]
pub(crate) struct Enumeration {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) variants: Vec<Variant>,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) docs: Docs,
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
    /// A float of 32 bits, whose NaN and infinities have names of their own.
    Single(f64),
    Text(String),
    Bytes(Vec<u8>),
    Seconds(f64),
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
