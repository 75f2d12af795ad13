//! The endpoint rules as conditions and actions of plain Rust.

mod context;
mod functions;
mod prune;
mod rules;
mod template;
mod tests;

use serde::Deserialize;
use serde_json::Value;

use self::rules::Unsupported;
use super::Lowering;
use super::docs::{code, documentation, from_text};
use super::names::field_name;
use crate::ir::{
    EndpointAction, EndpointCondition, EndpointExpression, EndpointForm, EndpointParameter,
    EndpointRule, EndpointRules, EndpointTemplate, EndpointValue, Expression, ParameterBinding,
    ParameterKind, ParameterSource,
};
use crate::smithy::traits::{ClientContextParams, EndpointBdd, EndpointRuleSet, Parameter};

impl Lowering<'_> {
    /// The rules of the service. A decision diagram beside them says the same, and is passed over.
    pub(super) fn endpoint_rules(&self) -> EndpointRules {
        let Some(set) = self.service.traits.get::<EndpointRuleSet>() else {
            if self.service.traits.has::<EndpointBdd>() {
                self.report(self.model.finding(
                    self.service,
                    "`smithy.rules#endpointBdd` is not supported yet, unless \
                     `smithy.rules#endpointRuleSet` is beside it",
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
            parameter.binding.take_if(|binding| !used.contains(&binding.variable));
        }
        EndpointRules { more_than_urls: rules::more_than_urls(&rules), parameters, rules }
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
                .then(|| ParameterBinding { variable: rules::variable_name(name), default }),
        })
    }

    /// Built-ins that the client has no setting for can be set by their name, as can the
    /// parameters that the model calls settings of the client.
    fn source(&self, name: &str, built_in: Option<&str>) -> ParameterSource {
        match built_in {
            Some("AWS::Region") => return ParameterSource::Region,
            Some("AWS::UseFIPS") => return ParameterSource::UseFips,
            Some("AWS::UseDualStack") => return ParameterSource::UseDualStack,
            Some("SDK::Endpoint") => return ParameterSource::Endpoint,
            _ => {}
        }
        let settings = self.service.traits.get::<ClientContextParams>();
        let is_setting = settings.is_some_and(|settings| settings.0.contains_key(name));
        match is_setting || built_in.is_some() {
            true => ParameterSource::Client { setter: setter_name(name) },
            false => ParameterSource::Operation,
        }
    }
}

/// A value of an endpoint parameter; `None` if it is of another type.
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

/// The setter of a client's setting. Those that every client has cannot be taken.
fn setter_name(name: &str) -> String {
    let name = field_name(name);
    match COMMON_SETTINGS.contains(&name.as_str()) {
        true => format!("{name}_"),
        false => name,
    }
}

const COMMON_SETTINGS: [&str; 21] = [
    "api_key",
    "app_name",
    "basic_auth_login",
    "behavior_version",
    "behavior_version_latest",
    "ca_bundle",
    "context_param",
    "credentials_provider",
    "disable_host_prefix_injection",
    "endpoint_url",
    "idempotency_token_provider",
    "interceptor",
    "minimum_throughput",
    "region",
    "response_limit",
    "retry_config",
    "timeout_config",
    "token_provider",
    "transport",
    "use_dual_stack",
    "use_fips",
];

/// The rules of a service that has none: callers say where it is.
fn callers_endpoint() -> EndpointRules {
    let endpoint = "endpoint".to_owned();
    let value = |expression, form| EndpointValue { expression, form, optional: false };
    let set = EndpointExpression::ParameterRef(endpoint.clone());
    let url = EndpointExpression::Variable(endpoint.clone());
    let message = "the model does not say where the service is: set an endpoint URL";
    let message = EndpointExpression::Text(message.into());
    EndpointRules {
        more_than_urls: false,
        parameters: vec![EndpointParameter {
            name: endpoint.clone(),
            model: endpoint.clone(),
            docs: from_text("Where the service is."),
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
