//! The tests of a model.

use super::{Assignment, Docs, Expression};
use crate::rust::Identifier;

/// The tests of the model.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tests {
    pub(crate) requests: Vec<RequestTest>,
    pub(crate) responses: Vec<ResponseTest>,
    pub(crate) endpoints: Vec<EndpointTest>,
}

/// A request test: from input to request.
#[derive(Clone, Debug)]
pub(crate) struct RequestTest {
    pub(crate) name: Identifier,
    pub(crate) docs: Docs,
    /// The module of the operation, and its input.
    pub(crate) module: Identifier,
    pub(crate) input: Identifier,
    pub(crate) fields: Vec<Assignment>,
    pub(crate) method: String,
    /// The endpoint of the client, and the host of the request if it differs.
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

/// A response test: from response to output or error.
#[derive(Clone, Debug)]
pub(crate) struct ResponseTest {
    pub(crate) name: Identifier,
    pub(crate) docs: Docs,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    pub(crate) subject: ResponseSubject,
    /// The values of the fields, including `Some` and boxes.
    pub(crate) fields: Vec<Assignment>,
}

/// The expected result of a response.
#[derive(Clone, Debug)]
pub(crate) enum ResponseSubject {
    Output {
        /// The module of the operation, and its input.
        module: Identifier,
        input: Identifier,
        /// The field that is a stream, and its expected contents.
        stream: Option<(Identifier, Vec<u8>)>,
    },
    Exception(Identifier),
}

/// An endpoint test: from parameters to endpoint or error.
#[derive(Clone, Debug)]
pub(crate) struct EndpointTest {
    pub(crate) name: Identifier,
    pub(crate) docs: Docs,
    pub(crate) subject: EndpointSubject,
    pub(crate) expected: Result<ExpectedEndpoint, String>,
}

/// The input of an endpoint test.
#[derive(Clone, Debug)]
pub(crate) enum EndpointSubject {
    /// Fields of the parameters, `Some` included.
    Params(Vec<Assignment>),
    /// Settings of the client.
    Settings(Vec<Setting>),
    /// Settings of the client, and the input of an operation that affects the endpoint.
    Operation {
        settings: Vec<Setting>,
        module: Identifier,
        input: Identifier,
        fields: Vec<Assignment>,
    },
}

/// A setting of a client.
#[derive(Clone, Debug)]
pub(crate) enum Setting {
    Region(String),
    /// A setting of all clients.
    Common(Identifier, Expression),
    /// A setting of this service.
    OfService(Identifier, Expression),
}

/// The endpoint of a test.
#[derive(Clone, Debug)]
pub(crate) struct ExpectedEndpoint {
    pub(crate) url: String,
    /// Properties of the endpoint other than its URL.
    pub(crate) more: Option<MoreThanUrl>,
}

/// Headers, auth schemes and properties of an endpoint.
#[derive(Clone, Debug)]
pub(crate) struct MoreThanUrl {
    pub(crate) headers: Vec<(String, Vec<String>)>,
    pub(crate) properties: serde_json::Value,
}
