//! The endpoint rules as conditions and actions of plain Rust.

use heck::ToSnakeCase;
use serde::Deserialize;
use serde_json::Value;

use super::Lowering;
use super::docs::from_text;
use crate::ir::{
    EndpointAction, EndpointCondition, EndpointParameter, EndpointRule, EndpointRules,
    EndpointValue, ParameterSource, Template, TemplatePart,
};
use crate::smithy::traits::{Condition, EndpointRuleSet, Expression, Parameter, Rule, RuleBody};

impl Lowering<'_> {
    pub(super) fn endpoint_rules(&self) -> EndpointRules {
        let Some(set) = self.service.traits.get::<EndpointRuleSet>() else {
            return callers_endpoint();
        };
        let parameters = set.parameters.iter();
        let rules = EndpointRules {
            parameters: parameters
                .filter_map(|(name, value)| self.parameter(name, value))
                .collect(),
            rules: Vec::new(),
        };
        let lowered = RuleLowering { parameters: &rules.parameters }.rules(&set.rules);
        match lowered {
            Ok(lowered) => EndpointRules { rules: lowered, ..rules },
            Err(problem) => {
                self.report(self.model.finding(
                    self.service,
                    format!("the endpoint rules use {problem}, which is not supported yet"),
                    "leave `smithy.rules#endpointRuleSet` out; callers then set the endpoint",
                ));
                rules
            }
        }
    }

    fn parameter(&self, name: &str, value: &Value) -> Option<EndpointParameter> {
        let unsupported = |what: String| {
            self.report(self.model.finding(
                self.service,
                format!("the endpoint parameter `{name}` {what}, which is not supported yet"),
                "leave `smithy.rules#endpointRuleSet` out; callers then set the endpoint",
            ));
        };
        let parameter = match Parameter::deserialize(value) {
            Ok(parameter) => parameter,
            Err(error) => {
                unsupported(format!("is ill-formed ({error})"));
                return None;
            }
        };
        let source = match parameter.built_in.as_deref() {
            Some("AWS::Region") => ParameterSource::Region,
            Some("AWS::UseFIPS") => ParameterSource::UseFips,
            Some("AWS::UseDualStack") => ParameterSource::UseDualStack,
            Some("SDK::Endpoint") => ParameterSource::Endpoint,
            other => {
                unsupported(format!("comes from {}", other.unwrap_or("the operation")));
                return None;
            }
        };
        Some(EndpointParameter {
            name: name.to_snake_case(),
            docs: from_text(&parameter.documentation.unwrap_or_default()),
            is_text: parameter.kind.eq_ignore_ascii_case("string"),
            source,
        })
    }
}

/// The rules of a service that has none: callers say where it is.
fn callers_endpoint() -> EndpointRules {
    let endpoint = "endpoint".to_owned();
    EndpointRules {
        parameters: vec![EndpointParameter {
            name: endpoint.clone(),
            docs: from_text("Where the service is."),
            is_text: true,
            source: ParameterSource::Endpoint,
        }],
        rules: vec![
            EndpointRule {
                conditions: vec![EndpointCondition::IsSet(endpoint.clone())],
                then: EndpointAction::Endpoint(Template(vec![TemplatePart::Value(
                    EndpointValue::Variable(endpoint),
                )])),
            },
            EndpointRule {
                conditions: Vec::new(),
                then: EndpointAction::Error(Template(vec![TemplatePart::Literal(
                    "the model does not say where the service is: set an endpoint URL".into(),
                )])),
            },
        ],
    }
}

struct RuleLowering<'a> {
    parameters: &'a [EndpointParameter],
}

/// What the rules use that has no Rust form yet.
type Unsupported = String;

impl RuleLowering<'_> {
    fn rules(&self, rules: &[Rule]) -> Result<Vec<EndpointRule>, Unsupported> {
        rules.iter().map(|rule| self.rule(rule)).collect()
    }

    fn rule(&self, rule: &Rule) -> Result<EndpointRule, Unsupported> {
        let then = match &rule.body {
            RuleBody::Tree { rules } => EndpointAction::Rules(self.rules(rules)?),
            RuleBody::Error { error } => EndpointAction::Error(self.template(error)?),
            RuleBody::Endpoint { endpoint } => {
                if !endpoint.headers.is_empty() || !endpoint.properties.is_empty() {
                    return Err("headers or properties of an endpoint".into());
                }
                EndpointAction::Endpoint(self.template(&endpoint.url)?)
            }
        };
        let conditions = rule.conditions.iter().map(|condition| self.condition(condition));
        Ok(EndpointRule { conditions: conditions.collect::<Result<_, _>>()?, then })
    }

    fn condition(&self, condition: &Condition) -> Result<EndpointCondition, Unsupported> {
        let unsupported = || Err(format!("the function `{}`", condition.function));
        match (condition.function.as_str(), condition.argv.as_slice()) {
            ("isSet", [Expression::Reference { name }]) => {
                Ok(EndpointCondition::IsSet(name.to_snake_case()))
            }
            ("booleanEquals", [value, Expression::Literal(Value::Bool(wanted))])
            | ("booleanEquals", [Expression::Literal(Value::Bool(wanted)), value]) => {
                Ok(EndpointCondition::Is(self.value(value)?, *wanted))
            }
            ("stringEquals", [left, right]) => {
                Ok(EndpointCondition::Equal(self.value(left)?, self.value(right)?))
            }
            ("aws.partition", [region]) => Ok(EndpointCondition::Partition {
                name: condition.assign.as_deref().unwrap_or("partition").to_snake_case(),
                region: self.value(region)?,
            }),
            _ => unsupported(),
        }
    }

    fn value(&self, expression: &Expression) -> Result<EndpointValue, Unsupported> {
        match expression {
            Expression::Reference { name } => Ok(self.reference(name)),
            Expression::Literal(Value::String(text)) => Ok(EndpointValue::Text(text.clone())),
            Expression::Literal(other) => Err(format!("the literal {other}")),
            Expression::Call { function, argv } => match (function.as_str(), argv.as_slice()) {
                (
                    "getAttr",
                    [Expression::Reference { name }, Expression::Literal(Value::String(path))],
                ) => attribute(name, path),
                _ => Err(format!("the function `{function}`")),
            },
        }
    }

    /// Text parameters are bound by the `isSet` before them; booleans are always there.
    fn reference(&self, name: &str) -> EndpointValue {
        let name = name.to_snake_case();
        match self.parameters.iter().find(|parameter| parameter.name == name) {
            Some(parameter) if !parameter.is_text => EndpointValue::Parameter(name),
            _ => EndpointValue::Variable(name),
        }
    }

    fn template(&self, expression: &Expression) -> Result<Template, Unsupported> {
        let Expression::Literal(Value::String(text)) = expression else {
            return Ok(Template(vec![TemplatePart::Value(self.value(expression)?)]));
        };
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        while let Some((literal, after)) = rest.split_once('{') {
            let (inner, after) = after.split_once('}').ok_or("a template without an end")?;
            if !literal.is_empty() {
                parts.push(TemplatePart::Literal(literal.to_owned()));
            }
            parts.push(TemplatePart::Value(match inner.split_once('#') {
                Some((name, path)) => attribute(name, path)?,
                None => self.reference(inner),
            }));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(TemplatePart::Literal(rest.to_owned()));
        }
        Ok(Template(parts))
    }
}

fn attribute(name: &str, path: &str) -> Result<EndpointValue, Unsupported> {
    let field = match path {
        "name" => "name",
        "dnsSuffix" => "dns_suffix",
        "dualStackDnsSuffix" => "dual_stack_dns_suffix",
        "supportsFIPS" => "supports_fips",
        "supportsDualStack" => "supports_dual_stack",
        "implicitGlobalRegion" => "implicit_global_region",
        _ => return Err(format!("the attribute `{path}`")),
    };
    Ok(EndpointValue::Attribute(name.to_snake_case(), field))
}
