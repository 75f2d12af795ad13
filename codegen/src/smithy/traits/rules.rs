//! `smithy.rules`.

#![allow(missing_docs, reason = "names and meaning are those of the Smithy specification")]

use serde::Deserialize;
use serde_json::{Map, Value};

use super::ids;

#[derive(Clone, Debug, Deserialize)]
pub struct EndpointRuleSet {
    pub parameters: Map<String, Value>,
    pub rules: Vec<Rule>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Parameter {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(rename = "builtIn")]
    pub built_in: Option<String>,
    pub default: Option<Value>,
    #[serde(default)]
    pub required: bool,
    pub documentation: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Rule {
    #[serde(default)]
    pub conditions: Vec<Condition>,
    #[serde(flatten)]
    pub body: RuleBody,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum RuleBody {
    Endpoint { endpoint: RuleEndpoint },
    Error { error: Expression },
    Tree { rules: Vec<Rule> },
}

#[derive(Clone, Debug, Deserialize)]
pub struct RuleEndpoint {
    pub url: Expression,
    #[serde(default)]
    pub properties: Map<String, Value>,
    #[serde(default)]
    pub headers: Map<String, Value>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Condition {
    #[serde(rename = "fn")]
    pub function: String,
    pub argv: Vec<Expression>,
    pub assign: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Expression {
    Reference {
        #[serde(rename = "ref")]
        name: String,
    },
    Call {
        #[serde(rename = "fn")]
        function: String,
        argv: Vec<Expression>,
    },
    Literal(Value),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EndpointTests {
    pub test_cases: Vec<EndpointTest>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct EndpointTest {
    pub documentation: Option<String>,
    #[serde(default)]
    pub params: Map<String, Value>,
    pub expect: EndpointExpectation,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EndpointExpectation {
    Endpoint(ExpectedEndpoint),
    Error(String),
}

#[derive(Clone, Debug, Deserialize)]
pub struct ExpectedEndpoint {
    pub url: String,
}

ids! {
    EndpointRuleSet = "smithy.rules#endpointRuleSet";
    EndpointTests = "smithy.rules#endpointTests";
}
