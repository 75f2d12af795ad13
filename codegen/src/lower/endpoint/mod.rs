//! Lowers endpoint rules to conditions and actions of plain Rust.

mod context;
mod functions;
mod prune;
mod rules;
mod scope;
mod template;
mod tests;

use serde::Deserialize;
use serde_json::Value;

use self::scope::Unsupported;
use super::Lowering;
use super::docs::{code, documentation, from_text};
use super::names::field_name;
use super::reserved;
use crate::ir::{
    EndpointAction, EndpointCondition, EndpointExpression, EndpointForm, EndpointParameter,
    EndpointRule, EndpointRules, EndpointTemplate, EndpointValue, Expression, ParameterBinding,
    ParameterKind, ParameterSource,
};
use crate::rust::Identifier;
use crate::smithy::traits::{ClientContextParams, EndpointBdd, EndpointRuleSet, Parameter};

impl Lowering<'_> {
    /// The rules of the service. An additional decision diagram is equivalent and is ignored.
    pub(super) fn endpoint_rules(&self) -> EndpointRules {
        let Some(set) = self.service.traits.get::<EndpointRuleSet>() else {
            if self.service.traits.has::<EndpointBdd>() {
                self.report(self.model.finding(
                    self.service,
                    "`smithy.rules#endpointBdd` is not supported yet without \
                     `smithy.rules#endpointRuleSet`",
                    "add the rules, or leave the diagram out; callers then set the endpoint",
                ));
            }
            return callers_endpoint();
        };
        let parameters = set.parameters.iter().filter_map(|(name, value)| {
            let parameter = self.parameter(name, value);
            parameter.map_err(|problem| self.refuse_rules(&problem)).ok()
        });
        let mut parameters: Vec<EndpointParameter> = parameters.collect();
        let (rules, used) = rules::lower(&parameters, &set.rules).unwrap_or_else(|problem| {
            self.refuse_rules(&problem);
            Default::default()
        });
        for parameter in &mut parameters {
            parameter.binding.take_if(|binding| !used.variables.contains(&binding.variable));
        }
        let is_bound = parameters.iter().any(|parameter| parameter.binding.is_some());
        let is_set = |parameter: &EndpointParameter| parameter.source != ParameterSource::Operation;
        EndpointRules {
            reads_params: used.params || is_bound,
            reads_config: parameters.iter().any(is_set),
            parameters,
            rules,
        }
    }

    fn refuse_rules(&self, problem: &str) {
        self.report(self.model.finding(
            self.service,
            format!("the endpoint rules use {problem}, which is not supported yet"),
            "leave `smithy.rules#endpointRuleSet` out; callers then set the endpoint",
        ));
    }

    fn parameter(&self, name: &str, value: &Value) -> Result<EndpointParameter, Unsupported> {
        let parameter = Parameter::deserialize(value)
            .map_err(|error| format!("the parameter `{name}`, which is ill-formed ({error})"))?;
        let default = parameter.default.as_ref();
        let kind = match parameter.kind.to_ascii_lowercase().as_str() {
            "string" => ParameterKind::Text,
            "boolean" if default == Some(&Value::Bool(false)) => ParameterKind::PlainFlag,
            "boolean" => ParameterKind::Flag,
            "stringarray" => ParameterKind::Texts,
            other => return Err(format!("the parameter `{name}` of type {other}")),
        };
        let mismatch = || format!("the parameter `{name}` with a default of another type");
        let default = default.map(|value| literal(kind, value).ok_or_else(mismatch)).transpose()?;
        let is_bound = parameter.required || default.is_some();
        let settings = self.service.traits.get::<ClientContextParams>();
        let setting = settings.and_then(|ClientContextParams(mut settings)| settings.remove(name));
        let text = parameter.documentation.or_else(|| setting?.documentation);
        Ok(EndpointParameter {
            name: field_name(name),
            model: name.to_owned(),
            docs: documentation(text, || format!("The endpoint parameter {}.", code(name))),
            kind,
            source: self.source(name, parameter.built_in.as_deref()),
            binding: (is_bound && kind != ParameterKind::PlainFlag)
                .then(|| ParameterBinding { variable: scope::variable_name(name), default }),
        })
    }

    /// Client context parameters, and built-ins without a setting in the client, can be set by
    /// name.
    fn source(&self, name: &str, built_in: Option<&str>) -> ParameterSource {
        if let Some(known) = built_in.and_then(self::built_in) {
            return known;
        }
        let settings = self.service.traits.get::<ClientContextParams>();
        let is_setting = settings.is_some_and(|settings| settings.0.contains_key(name));
        match is_setting || built_in.is_some() {
            true => ParameterSource::Client { setter: setter_name(name) },
            false => ParameterSource::Operation,
        }
    }
}

/// A built-in that corresponds to a setting of the client.
fn built_in(name: &str) -> Option<ParameterSource> {
    match name {
        "AWS::Region" => Some(ParameterSource::Region),
        "AWS::UseFIPS" => Some(ParameterSource::UseFips),
        "AWS::UseDualStack" => Some(ParameterSource::UseDualStack),
        "SDK::Endpoint" => Some(ParameterSource::Endpoint),
        _ => None,
    }
}

/// The value of an endpoint parameter; `None` if its type differs.
fn literal(kind: ParameterKind, value: &Value) -> Option<Expression> {
    match (kind, value) {
        (ParameterKind::Text, Value::String(text)) => Some(Expression::Text(text.clone())),
        (ParameterKind::Flag | ParameterKind::PlainFlag, Value::Bool(flag)) => {
            Some(Expression::Bool(*flag))
        }
        (ParameterKind::Texts, Value::Array(items)) => {
            let items = items.iter().map(|item| literal(ParameterKind::Text, item));
            Some(Expression::List(items.collect::<Option<_>>()?))
        }
        _ => None,
    }
}

/// The setter of a client setting. It must differ from those that every client has.
fn setter_name(name: &str) -> Identifier {
    let name = field_name(name);
    if reserved::CONFIG.contains(&name.plain()) { name.suffixed("_") } else { name }
}

/// The rules for a service without any: callers must set the endpoint.
fn callers_endpoint() -> EndpointRules {
    let endpoint = Identifier::from("endpoint");
    let value = |expression, form| EndpointValue { expression, form, optional: false };
    let set = EndpointExpression::ParameterRef(endpoint.clone());
    let url = EndpointExpression::Variable(endpoint.clone());
    let message = "the model has no endpoint rules: set an endpoint URL";
    let message = EndpointExpression::Text(message.into());
    EndpointRules {
        reads_params: true,
        reads_config: true,
        parameters: vec![EndpointParameter {
            name: endpoint.clone(),
            model: endpoint.plain().to_owned(),
            docs: from_text("The endpoint of the service."),
            kind: ParameterKind::Text,
            source: ParameterSource::Endpoint,
            binding: None,
        }],
        rules: vec![
            EndpointRule {
                conditions: vec![EndpointCondition::Some(
                    endpoint,
                    EndpointValue { optional: true, ..value(set, EndpointForm::TextRef) },
                )],
                then: EndpointAction::Endpoint(Box::new(EndpointTemplate {
                    url: value(url, EndpointForm::TextRef),
                    headers: Vec::new(),
                    auth_schemes: Vec::new(),
                    properties: Vec::new(),
                })),
            },
            EndpointRule {
                conditions: Vec::new(),
                then: EndpointAction::Error(value(message, EndpointForm::Text)),
            },
        ],
    }
}
