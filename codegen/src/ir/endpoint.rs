//! The endpoint rules, their parameters and their tests.

use super::{Docs, Expression, Query};
use crate::rust::Identifier;

/// The endpoint rules of a service.
#[derive(Clone, Debug, Default)]
pub(crate) struct EndpointRules {
    pub(crate) parameters: Vec<EndpointParameter>,
    pub(crate) rules: Vec<EndpointRule>,
    /// Whether the rules read a parameter.
    pub(crate) reads_params: bool,
    /// Whether a parameter comes from the client's settings.
    pub(crate) reads_config: bool,
}

/// An input of the endpoint rules.
#[derive(Clone, Debug)]
pub(crate) struct EndpointParameter {
    pub(crate) name: Identifier,
    /// Its name in the model.
    pub(crate) model: String,
    pub(crate) docs: Docs,
    pub(crate) kind: ParameterKind,
    pub(crate) source: ParameterSource,
    /// How the rules get a value that is always present; `None` if they test for its presence.
    pub(crate) binding: Option<ParameterBinding>,
}

/// The type of an endpoint parameter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ParameterKind {
    Text,
    Flag,
    /// A boolean that defaults to false.
    PlainFlag,
    Texts,
}

/// The source of an endpoint parameter, unless the operation sets it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum ParameterSource {
    Region,
    UseFips,
    UseDualStack,
    Endpoint,
    /// A setting of this service's clients, with the name of its setter.
    Client {
        setter: Identifier,
    },
    Operation,
}

/// A variable for a parameter, bound before the first rule.
#[derive(Clone, Debug)]
pub(crate) struct ParameterBinding {
    pub(crate) variable: Identifier,
    /// `None` if its absence is an error.
    pub(crate) default: Option<Expression>,
}

/// A rule: what to do if all its conditions are met.
#[derive(Clone, Debug)]
pub(crate) struct EndpointRule {
    pub(crate) conditions: Vec<EndpointCondition>,
    pub(crate) then: EndpointAction,
}

/// The result of a rule.
#[derive(Clone, Debug)]
pub(crate) enum EndpointAction {
    Endpoint(Box<EndpointTemplate>),
    Error(EndpointValue),
    Rules(Vec<EndpointRule>),
}

/// A template of an endpoint.
#[derive(Clone, Debug)]
pub(crate) struct EndpointTemplate {
    pub(crate) url: EndpointValue,
    pub(crate) headers: Vec<(String, EndpointValue)>,
    /// The name of each scheme, and its settings.
    pub(crate) auth_schemes: Vec<(EndpointValue, Vec<(SchemeSetting, EndpointProperty)>)>,
    pub(crate) properties: Vec<(String, EndpointProperty)>,
}

/// A setting of an auth scheme.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum SchemeSetting {
    SigningName,
    SigningRegion,
    SigningRegionSet,
    DisableDoubleEncoding,
    DisableNormalizePath,
}

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
    /// Tests a boolean.
    Test(EndpointValue),
    /// Tests that a value is present, and binds it.
    Some(Identifier, EndpointValue),
    /// Binds a value; always true.
    Let(Identifier, EndpointValue),
}

/// A value in a rule.
#[derive(Clone, Debug)]
pub(crate) struct EndpointValue {
    pub(crate) expression: EndpointExpression,
    pub(crate) form: EndpointForm,
    /// Whether it is an `Option`.
    pub(crate) optional: bool,
}

/// The Rust type of a value.
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

/// The form of a value.
#[derive(Clone, Debug)]
pub(crate) enum EndpointExpression {
    Parameter(Identifier),
    /// A reference to a parameter without a copy or conversion: `&params.region`.
    ParameterRef(Identifier),
    Variable(Identifier),
    Field(Box<EndpointValue>, Attribute),
    Text(String),
    Flag(bool),
    Number(i64),
    Format(Vec<TemplatePart>),
    /// A function of the runtime.
    Call(Function, Vec<EndpointValue>),
    /// The first value that is present.
    FirstOf(Vec<EndpointValue>),
    /// One value or the other.
    Choice(Box<[EndpointValue; 3]>),
    Not(Box<EndpointValue>),
    Equal(Box<[EndpointValue; 2]>),
    IsSet(Box<EndpointValue>),
    /// A value that is always present, as an `Option`.
    Always(Box<EndpointValue>),
}

/// A function of the runtime.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Function {
    IsValidHostLabel,
    IsVirtualHostableS3Bucket,
    Item,
    ParseArn,
    ParseUrl,
    Partition,
    Split,
    Substring,
    UriEncode,
}

/// A field of a result of the runtime's functions.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Attribute {
    AccountId,
    Authority,
    DnsSuffix,
    DualStackDnsSuffix,
    ImplicitGlobalRegion,
    IsIp,
    Name,
    NormalizedPath,
    Partition,
    Path,
    Region,
    ResourceId,
    Scheme,
    Service,
    SupportsDualStack,
    SupportsFips,
}

/// A part of a template.
#[derive(Clone, Debug)]
pub(crate) enum TemplatePart {
    Literal(String),
    Value(EndpointValue),
}

/// How an operation sets an endpoint parameter.
#[derive(Clone, Debug)]
pub(crate) struct ContextBinding {
    /// The field of the endpoint parameters.
    pub(crate) parameter: Identifier,
    pub(crate) kind: ParameterKind,
    /// Whether the client's setting applies if the input has no value.
    pub(crate) falls_back: bool,
    pub(crate) value: ContextValue,
}

/// Where an operation gets an endpoint parameter from.
#[derive(Clone, Debug)]
pub(crate) enum ContextValue {
    Constant(Expression),
    Found(Query),
}
