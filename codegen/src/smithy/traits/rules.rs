//! `smithy.rules`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::ids;

/// The endpoint rules of a service.
#[derive(Clone, Debug, Deserialize)]
pub struct EndpointRuleSet {
    /// Parameters by name.
    pub parameters: Map<String, Value>,
    /// Rules in order of evaluation.
    pub rules: Vec<Rule>,
}

/// A parameter of the rules.
#[derive(Clone, Debug, Deserialize)]
pub struct Parameter {
    /// `string`, `boolean` or `stringArray`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The SDK setting that it comes from.
    #[serde(rename = "builtIn")]
    pub built_in: Option<String>,
    /// Its default value.
    pub default: Option<Value>,
    /// Whether it must have a value.
    #[serde(default)]
    pub required: bool,
    /// A description.
    pub documentation: Option<String>,
}

/// What to do if all conditions are met.
#[derive(Clone, Debug, Deserialize)]
pub struct Rule {
    /// The conditions.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// What to do.
    #[serde(flatten)]
    pub body: RuleBody,
}

/// The result of a rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum RuleBody {
    /// Returns an endpoint.
    Endpoint {
        /// The endpoint.
        endpoint: RuleEndpoint,
    },
    /// Returns an error.
    Error {
        /// The message.
        error: Expression,
    },
    /// Evaluates other rules.
    Tree {
        /// The other rules.
        rules: Vec<Rule>,
    },
}

/// A template of an endpoint.
#[derive(Clone, Debug, Deserialize)]
pub struct RuleEndpoint {
    /// Its URL.
    pub url: Expression,
    /// Properties for signing and transport.
    #[serde(default)]
    pub properties: Map<String, Value>,
    /// Headers for every request.
    #[serde(default)]
    pub headers: BTreeMap<String, Vec<Expression>>,
}

/// A function call that must have a result.
#[derive(Clone, Debug, Deserialize)]
pub struct Condition {
    /// The function.
    #[serde(rename = "fn")]
    pub function: String,
    /// Its arguments.
    pub argv: Vec<Expression>,
    /// The variable for the result.
    pub assign: Option<String>,
}

/// A value in the rules.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Expression {
    /// A parameter or a variable.
    Reference {
        /// Its name.
        #[serde(rename = "ref")]
        name: String,
    },
    /// A function call.
    Call {
        /// The function.
        #[serde(rename = "fn")]
        function: String,
        /// Its arguments.
        argv: Vec<Expression>,
    },
    /// A constant, or a template.
    Literal(Value),
}

/// Tests of the rules.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EndpointTests {
    /// The tests.
    pub test_cases: Vec<EndpointTest>,
}

/// A test of the rules.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EndpointTest {
    /// A description.
    pub documentation: Option<String>,
    /// Values of parameters.
    #[serde(default)]
    pub params: Map<String, Value>,
    /// Calls with these parameters.
    #[serde(default)]
    pub operation_inputs: Vec<OperationInput>,
    /// The expected result.
    pub expect: EndpointExpectation,
}

/// A call of an endpoint test.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OperationInput {
    /// The operation, without its namespace.
    pub operation_name: String,
    /// Settings that every SDK has, by the names of built-ins.
    #[serde(default)]
    pub built_in_params: Map<String, Value>,
    /// Settings of the service's clients.
    #[serde(default)]
    pub client_params: Map<String, Value>,
    /// Members of the input.
    #[serde(default)]
    pub operation_params: Map<String, Value>,
}

/// The expected result of a test.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EndpointExpectation {
    /// An endpoint.
    Endpoint(ExpectedEndpoint),
    /// An error with this message.
    Error(String),
}

/// The endpoint of a test.
#[derive(Clone, Debug, Deserialize)]
pub struct ExpectedEndpoint {
    /// Its URL.
    pub url: String,
    /// Its headers.
    #[serde(default)]
    pub headers: BTreeMap<String, Vec<String>>,
    /// Its properties.
    #[serde(default)]
    pub properties: Map<String, Value>,
}

/// Endpoint parameters that are client settings of the service.
#[derive(Clone, Debug, Deserialize)]
pub struct ClientContextParams(pub BTreeMap<String, ClientContextParam>);

/// An endpoint parameter that is a client setting of the service.
#[derive(Clone, Debug, Deserialize)]
pub struct ClientContextParam {
    /// `string`, `boolean` or `stringArray`.
    #[serde(rename = "type")]
    pub kind: String,
    /// A description.
    pub documentation: Option<String>,
}

/// The endpoint parameter that an input member sets.
#[derive(Clone, Debug, Deserialize)]
pub struct ContextParam {
    /// The name of the parameter.
    pub name: String,
}

/// Constant endpoint parameters of an operation.
#[derive(Clone, Debug, Deserialize)]
pub struct StaticContextParams(pub BTreeMap<String, StaticContextParam>);

/// A constant endpoint parameter of an operation.
#[derive(Clone, Debug, Deserialize)]
pub struct StaticContextParam {
    /// Its value.
    pub value: Value,
}

/// Endpoint parameters that come from the input of an operation.
#[derive(Clone, Debug, Deserialize)]
pub struct OperationContextParams(pub BTreeMap<String, OperationContextParam>);

/// An endpoint parameter that comes from the input of an operation.
#[derive(Clone, Debug, Deserialize)]
pub struct OperationContextParam {
    /// A JMESPath expression.
    pub path: String,
}

/// Endpoint rules as a decision diagram.
#[derive(Clone, Debug, Deserialize)]
pub struct EndpointBdd {}

ids! {
    ClientContextParams = "smithy.rules#clientContextParams";
    ContextParam = "smithy.rules#contextParam";
    EndpointBdd = "smithy.rules#endpointBdd";
    EndpointRuleSet = "smithy.rules#endpointRuleSet";
    EndpointTests = "smithy.rules#endpointTests";
    OperationContextParams = "smithy.rules#operationContextParams";
    StaticContextParams = "smithy.rules#staticContextParams";
}
