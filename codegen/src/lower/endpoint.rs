//! The endpoint rules as conditions and actions of plain Rust.

use serde::Deserialize;
use serde_json::Value;

use super::Lowering;
use super::docs::from_text;
use super::names::field_name;
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
        let lowered =
            RuleLowering { parameters: &rules.parameters, bound: Vec::new() }.rules(&set.rules);
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
        if parameter.default.is_some_and(|default| default != Value::Bool(false)) {
            unsupported("has a default other than false".into());
        }
        Some(EndpointParameter {
            name: field_name(name),
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
    /// Text parameters and partitions that the conditions so far have bound.
    bound: Vec<String>,
}

/// What the rules use that has no Rust form yet.
type Unsupported = String;

impl RuleLowering<'_> {
    fn rules(&mut self, rules: &[Rule]) -> Result<Vec<EndpointRule>, Unsupported> {
        rules.iter().map(|rule| self.rule(rule)).collect()
    }

    fn rule(&mut self, rule: &Rule) -> Result<EndpointRule, Unsupported> {
        let outer = self.bound.len();
        let conditions: Vec<EndpointCondition> = rule
            .conditions
            .iter()
            .map(|condition| self.condition(condition))
            .collect::<Result<_, _>>()?;
        let partitions =
            conditions.iter().filter(|c| matches!(c, EndpointCondition::Partition { .. }));
        if partitions.count() > 0 && conditions.len() > 1 {
            return Err("`aws.partition` beside other conditions in one rule".into());
        }
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
        self.bound.truncate(outer);
        Ok(EndpointRule { conditions, then })
    }

    fn condition(&mut self, condition: &Condition) -> Result<EndpointCondition, Unsupported> {
        match (condition.function.as_str(), condition.argv.as_slice(), &condition.assign) {
            ("isSet", [Expression::Reference { name }], None) if self.is_text(name) => {
                self.bound.push(field_name(name));
                Ok(EndpointCondition::IsSet(field_name(name)))
            }
            (
                "booleanEquals",
                [value, Expression::Literal(Value::Bool(wanted))]
                | [Expression::Literal(Value::Bool(wanted)), value],
                None,
            ) => Ok(EndpointCondition::Is(self.value(value)?, *wanted)),
            ("stringEquals", [left, right], None) => {
                Ok(EndpointCondition::Equal(self.value(left)?, self.value(right)?))
            }
            ("aws.partition", [region], Some(name)) => {
                let region = self.value(region)?;
                self.bound.push(field_name(name));
                Ok(EndpointCondition::Partition { name: field_name(name), region })
            }
            (function, _, _) => Err(format!("the function `{function}` in this form")),
        }
    }

    fn value(&self, expression: &Expression) -> Result<EndpointValue, Unsupported> {
        match expression {
            Expression::Reference { name } => self.reference(name),
            Expression::Literal(Value::String(text)) if !text.contains('{') => {
                Ok(EndpointValue::Text(text.clone()))
            }
            Expression::Literal(other) => Err(format!("the literal {other}")),
            Expression::Call { function, argv } => match (function.as_str(), argv.as_slice()) {
                (
                    "getAttr",
                    [Expression::Reference { name }, Expression::Literal(Value::String(path))],
                ) => self.attribute(name, path),
                _ => Err(format!("the function `{function}`")),
            },
        }
    }

    fn is_text(&self, name: &str) -> bool {
        let name = field_name(name);
        self.parameters.iter().any(|parameter| parameter.name == name && parameter.is_text)
    }

    /// Text parameters are bound by the `isSet` before them; booleans are always there.
    fn reference(&self, name: &str) -> Result<EndpointValue, Unsupported> {
        let field = field_name(name);
        if self.bound.contains(&field) {
            return Ok(EndpointValue::Variable(field));
        }
        match self.parameters.iter().find(|parameter| parameter.name == field) {
            Some(parameter) if !parameter.is_text => Ok(EndpointValue::Parameter(field)),
            _ => Err(format!("`{name}` without an `isSet` before it")),
        }
    }

    fn attribute(&self, name: &str, path: &str) -> Result<EndpointValue, Unsupported> {
        let field = match path {
            "name" => "name",
            "dnsSuffix" => "dns_suffix",
            "dualStackDnsSuffix" => "dual_stack_dns_suffix",
            "supportsFIPS" => "supports_fips",
            "supportsDualStack" => "supports_dual_stack",
            "implicitGlobalRegion" => "implicit_global_region",
            _ => return Err(format!("the attribute `{path}`")),
        };
        match self.bound.contains(&field_name(name)) && !self.is_text(name) {
            true => Ok(EndpointValue::Attribute(field_name(name), field)),
            false => Err(format!("`{name}#{path}`, which no condition binds")),
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
                Some((name, path)) => self.attribute(name, path)?,
                None => self.reference(inner)?,
            }));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(TemplatePart::Literal(rest.to_owned()));
        }
        Ok(Template(parts))
    }
}
