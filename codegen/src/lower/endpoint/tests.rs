//! The endpoint tests of a model.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{built_in, literal};
use crate::ir::{
    EndpointAction, EndpointParameter, EndpointRule, EndpointRules, EndpointSubject, EndpointTest,
    ExpectedEndpoint, Expression, MoreThanUrl, Operation, ParameterKind, ParameterSource, Setting,
};
use crate::lower::Lowering;
use crate::lower::docs::from_text;
use crate::lower::names::{module_name, test_name};
use crate::lower::values::calls;
use crate::rust::Identifier;
use crate::smithy::traits::{self, EndpointExpectation, EndpointTests, OperationInput};
use crate::smithy::{Kind, Shape};

impl Lowering<'_> {
    pub(in crate::lower) fn endpoint_tests(
        &self,
        rules: &EndpointRules,
        operations: &[Operation],
    ) -> Vec<EndpointTest> {
        let tests = self.service.traits.get::<EndpointTests>();
        let mut taken = BTreeSet::new();
        let mut lowered = Vec::new();
        for test in tests.into_iter().flat_map(|tests| tests.test_cases) {
            let fields = self.values_of(rules, &test.params);
            let name = unique(plain_name(&fields), &mut taken);
            let fields = fields.into_iter().map(|(parameter, value)| {
                let is_plain = parameter.kind == ParameterKind::PlainFlag;
                (parameter.name.clone(), if is_plain { value } else { value.some() })
            });
            let fields = fields.collect();
            let docs = from_text(test.documentation.as_deref().unwrap_or_default());
            let expected = expected(test.expect.clone(), has_more(&rules.rules));
            let with = |name: Identifier, subject: EndpointSubject| EndpointTest {
                name,
                docs: docs.clone(),
                subject,
                expected: expected.clone(),
            };
            for call in &test.operation_inputs {
                let called = module_name(&call.operation_name);
                let name = name.suffixed("_by_").suffixed(called.plain());
                let name = unique(name, &mut taken);
                if let Some(subject) = self.operation_subject(rules, operations, &test, call) {
                    lowered.push(with(name, subject));
                }
            }
            lowered.push(with(name, EndpointSubject::Params(fields)));
        }
        lowered
    }

    /// A call with the parameters of a test.
    fn operation_subject(
        &self,
        rules: &EndpointRules,
        operations: &[Operation],
        test: &traits::EndpointTest,
        call: &OperationInput,
    ) -> Option<EndpointSubject> {
        let shapes = self.model.operations(self.service);
        let shape = shapes.into_iter().find(|shape| shape.id.name() == call.operation_name);
        if shape.is_some_and(|shape| self.is_left_out(shape)) {
            return None;
        }
        let operation = shape.and_then(|shape| {
            let name = self.names.operation(shape);
            operations.iter().find(|operation| operation.name == name)
        });
        let (Some(shape), Some(operation)) = (shape, operation) else {
            self.report(self.model.finding(
                self.service,
                format!("an endpoint test calls {}, which there is not", call.operation_name),
                "correct the name, or leave the test out",
            ));
            return None;
        };
        let by_input = |parameter: &EndpointParameter| {
            operation.context.iter().any(|binding| binding.parameter == parameter.name)
        };
        // Values that neither the input nor the client sets come from the client.
        let is_unsaid = |name: &String| {
            let parameter = rules.parameters.iter().find(|parameter| parameter.model == *name);
            parameter.is_some_and(|parameter| {
                matches!(parameter.source, ParameterSource::Client { .. }) && !by_input(parameter)
            })
        };
        let unsaid = test.params.iter().filter(|(name, _)| is_unsaid(name));
        let mut params: Map<String, Value> =
            unsaid.map(|(name, value)| (name.clone(), value.clone())).collect();
        params.extend(call.client_params.clone());
        let settings = self.values_of(rules, &params).into_iter();
        let mut settings: Vec<Setting> =
            settings.filter_map(|(parameter, value)| setting(&parameter.source, value)).collect();
        settings.extend(self.built_ins(&call.built_in_params));
        if operation.context.is_empty() {
            return Some(EndpointSubject::Settings(settings));
        }
        let place = "a call of an endpoint test";
        Some(EndpointSubject::Operation {
            settings,
            module: operation.module.clone(),
            input: operation.input.name.clone(),
            fields: calls(self.values(shape, place, self.input_of(shape), &call.operation_params)),
        })
    }

    fn input_of(&self, operation: &Shape) -> Option<&Shape> {
        let Kind::Operation(operation) = &operation.kind else { return None };
        Some(self.model.shape(operation.input.as_ref()?))
    }

    /// Built-ins as settings.
    fn built_ins(&self, values: &Map<String, Value>) -> Vec<Setting> {
        let mut settings = Vec::new();
        for (name, value) in values {
            let set = |kind| {
                let source = built_in(name)?;
                setting(&source, literal(kind, value)?)
            };
            match set(ParameterKind::Text).or_else(|| set(ParameterKind::Flag)) {
                Some(set) => settings.push(set),
                None => self.report(self.model.finding(
                    self.service,
                    format!("an endpoint test gives the built-in `{name}` the value {value}"),
                    "such tests are not supported yet; leave it out",
                )),
            }
        }
        settings
    }

    /// Parameters and their values.
    fn values_of<'r>(
        &self,
        rules: &'r EndpointRules,
        values: &Map<String, Value>,
    ) -> Vec<(&'r EndpointParameter, Expression)> {
        let mut found = Vec::new();
        for (model, value) in values {
            let parameter = rules.parameters.iter().find(|parameter| parameter.model == *model);
            match parameter.and_then(|it| Some((it, literal(it.kind, value)?))) {
                Some(given) => found.push(given),
                None => self.report(self.model.finding(
                    self.service,
                    format!("an endpoint test gives `{model}` the value {value}"),
                    "correct the name or the value, or leave the test out",
                )),
            }
        }
        found
    }
}

/// How to set a parameter on a client; `None` if that is not possible.
fn setting(source: &ParameterSource, value: Expression) -> Option<Setting> {
    let common = |setter: &str, value| Some(Setting::Common(Identifier::from(setter), value));
    match (source, value) {
        (ParameterSource::Region, Expression::Text(region)) => Some(Setting::Region(region)),
        (ParameterSource::Endpoint, value @ Expression::Text(_)) => common("endpoint_url", value),
        (ParameterSource::UseFips, value @ Expression::Bool(_)) => common("use_fips", value),
        (ParameterSource::UseDualStack, value @ Expression::Bool(_)) => {
            common("use_dual_stack", value)
        }
        (ParameterSource::Client { setter }, value) => {
            Some(Setting::OfService(setter.clone(), value))
        }
        _ => None,
    }
}

/// Whether any endpoint has headers, auth schemes or other properties.
fn has_more(rules: &[EndpointRule]) -> bool {
    rules.iter().any(|rule| match &rule.then {
        EndpointAction::Endpoint(endpoint) => {
            !endpoint.headers.is_empty()
                || !endpoint.auth_schemes.is_empty()
                || !endpoint.properties.is_empty()
        }
        EndpointAction::Error(_) => false,
        EndpointAction::Rules(rules) => has_more(rules),
    })
}

/// Without headers and properties, only URLs are compared.
fn expected(expectation: EndpointExpectation, has_more: bool) -> Result<ExpectedEndpoint, String> {
    match expectation {
        EndpointExpectation::Error(message) => Err(message),
        EndpointExpectation::Endpoint(endpoint) => {
            let headers = endpoint.headers.into_iter();
            let headers = headers.map(|(name, values)| (name.to_ascii_lowercase(), values));
            let more = || MoreThanUrl {
                headers: headers.collect(),
                properties: Value::Object(endpoint.properties),
            };
            Ok(ExpectedEndpoint { url: endpoint.url, more: has_more.then(more) })
        }
    }
}

/// A name made of the parameters: `eu_west_1_use_fips`.
fn plain_name(fields: &[(&EndpointParameter, Expression)]) -> Identifier {
    let parts = fields.iter().filter_map(|(parameter, value)| match value {
        Expression::Text(text) => Some(text.as_str()),
        Expression::Bool(true) => Some(parameter.name.plain()),
        _ => None,
    });
    let parts: Vec<&str> = parts.collect();
    if parts.is_empty() { Identifier::from("nothing_set") } else { test_name(&parts.join("_")) }
}

fn unique(name: Identifier, taken: &mut BTreeSet<Identifier>) -> Identifier {
    let mut unique = name.clone();
    let mut count = 1;
    while !taken.insert(unique.clone()) {
        count += 1;
        unique = name.suffixed(&format!("_{count}"));
    }
    unique
}
