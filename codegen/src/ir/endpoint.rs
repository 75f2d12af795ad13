//! The endpoint rules, their parameters and their tests.

use super::{Docs, Expression, Query};

/// Where the service listens.
#[derive(Clone, Debug, Default)]
pub(crate) struct EndpointRules {
    pub(crate) parameters: Vec<EndpointParameter>,
    pub(crate) rules: Vec<EndpointRule>,
    /// Whether endpoints have headers, auth schemes or other properties.
    pub(crate) more_than_urls: bool,
}

/// An input of the endpoint rules.
#[derive(Clone, Debug)]
pub(crate) struct EndpointParameter {
    pub(crate) name: String,
    /// Its name in the model.
    pub(crate) model: String,
    pub(crate) docs: Docs,
    pub(crate) kind: ParameterKind,
    pub(crate) source: ParameterSource,
    /// How the rules get a value that is always there; `None` if they ask whether it is.
    pub(crate) binding: Option<ParameterBinding>,
}

/// The type of an endpoint parameter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ParameterKind {
    Text,
    Flag,
    /// A boolean that is false unless set.
    PlainFlag,
    Texts,
}

/// Where an endpoint parameter comes from, unless the operation gives it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum ParameterSource {
    Region,
    UseFips,
    UseDualStack,
    Endpoint,
    /// A setting of this service's clients: the name of its setter.
    Client {
        setter: String,
    },
    Operation,
}

/// A parameter under a name of its own, before the first rule.
#[derive(Clone, Debug)]
pub(crate) struct ParameterBinding {
    pub(crate) variable: String,
    /// `None` if its absence is an error.
    pub(crate) default: Option<Expression>,
}

/// A rule: what to do if all its conditions hold.
#[derive(Clone, Debug)]
pub(crate) struct EndpointRule {
    pub(crate) conditions: Vec<EndpointCondition>,
    pub(crate) then: EndpointAction,
}

/// What a rule does.
#[derive(Clone, Debug)]
pub(crate) enum EndpointAction {
    Endpoint(Box<EndpointTemplate>),
    Error(EndpointValue),
    Rules(Vec<EndpointRule>),
}

/// An endpoint to be filled in.
#[derive(Clone, Debug)]
pub(crate) struct EndpointTemplate {
    pub(crate) url: EndpointValue,
    pub(crate) headers: Vec<(String, EndpointValue)>,
    /// The name of each scheme, and its settings.
    pub(crate) auth_schemes: Vec<(EndpointValue, Vec<(SchemeSetting, EndpointProperty)>)>,
    pub(crate) properties: Vec<(String, EndpointProperty)>,
}

/// A setting of an auth scheme, by the name of its setter.
pub(crate) type SchemeSetting = &'static str;

/// A property of an endpoint.
#[derive(Clone, Debug)]
pub(crate) enum EndpointProperty {
    Value(EndpointValue),
    List(Vec<EndpointProperty>),
    Object(Vec<(String, EndpointProperty)>),
}

/// A condition of a rule.
#[derive(Clone, Debug)]
pub(crate) enum EndpointCondition {
    /// A boolean holds.
    Test(EndpointValue),
    /// A value is there; binds it.
    Some(String, EndpointValue),
    /// Binds a value; always holds.
    Let(String, EndpointValue),
}

/// A value in a rule.
#[derive(Clone, Debug)]
pub(crate) struct EndpointValue {
    pub(crate) expression: EndpointExpression,
    pub(crate) form: EndpointForm,
    /// Whether it is an `Option`.
    pub(crate) optional: bool,
}

/// The Rust type of a value, as it is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum EndpointForm {
    Flag,
    Number,
    /// `&str`.
    Text,
    /// `&String`.
    TextRef,
    /// `String`.
    OwnedText,
    /// `&[String]`, or a reference that becomes one.
    ListRef,
    /// `Vec` of something like text.
    List,
    Partition,
    Arn,
    Url,
}

/// How a value comes about.
#[derive(Clone, Debug)]
pub(crate) enum EndpointExpression {
    Parameter(String),
    /// A parameter without the copy or conversion that makes a value of it: `&params.region`.
    ParameterRef(String),
    Variable(String),
    Field(Box<EndpointValue>, &'static str),
    Text(String),
    Flag(bool),
    Number(i64),
    Format(Vec<TemplatePart>),
    /// A function of the runtime.
    Call(&'static str, Vec<EndpointValue>),
    /// The first value that is there.
    FirstOf(Vec<EndpointValue>),
    /// One value or the other.
    Choice(Box<[EndpointValue; 3]>),
    Not(Box<EndpointValue>),
    Equal(Box<[EndpointValue; 2]>),
    IsSet(Box<EndpointValue>),
    /// A value that is always there, as an `Option`.
    Always(Box<EndpointValue>),
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub(crate) enum TemplatePart {
    Literal(String),
    Value(EndpointValue),
}

/// What an operation says about its endpoint.
#[derive(Clone, Debug)]
pub(crate) struct ContextBinding {
    /// The field of the parameters.
    pub(crate) parameter: String,
    pub(crate) kind: ParameterKind,
    /// Whether the client has a say too, if the input has none.
    pub(crate) falls_back: bool,
    pub(crate) value: ContextValue,
}

/// Where an operation takes an endpoint parameter from.
#[derive(Clone, Debug)]
pub(crate) enum ContextValue {
    Constant(Expression),
    Found(Query),
}

/// Parameters → endpoint or error.
#[derive(Clone, Debug)]
pub(crate) struct EndpointTest {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) subject: EndpointSubject,
    pub(crate) expected: Result<ExpectedEndpoint, String>,
}

/// What an endpoint test starts from.
#[derive(Clone, Debug)]
pub(crate) enum EndpointSubject {
    /// Fields of the parameters.
    Params(Vec<(String, Expression)>),
    /// Settings of the client, and an input.
    Operation {
        settings: Vec<(String, Expression)>,
        input: String,
        fields: Vec<(String, Expression)>,
        /// Whether the operation has an endpoint of its own.
        own: bool,
    },
}

/// The endpoint of a test.
#[derive(Clone, Debug)]
pub(crate) struct ExpectedEndpoint {
    pub(crate) url: String,
    pub(crate) headers: Vec<(String, Vec<String>)>,
    pub(crate) properties: serde_json::Value,
}
