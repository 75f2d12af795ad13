//! The tests that a model brings along for its endpoint rules.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::literal;
use crate::ir::{
    EndpointParameter, EndpointRules, EndpointSubject, EndpointTest, ExpectedEndpoint, Expression,
    Operation, ParameterSource,
};
use crate::lower::Lowering;
use crate::lower::docs::from_text;
use crate::lower::names::{module_name, test_name};
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
            let fields = self.values_of(rules, &test.params, |parameter| parameter.name.clone());
            let name = unique(plain_name(&fields), &mut taken);
            let docs = from_text(test.documentation.as_deref().unwrap_or_default());
            let expected = expected(test.expect.clone());
            let with = |name: String, subject: EndpointSubject| EndpointTest {
                name,
                docs: docs.clone(),
                subject,
                expected: expected.clone(),
            };
            for call in &test.operation_inputs {
                let called = module_name(&call.operation_name);
                let called = called.trim_start_matches("r#");
                let name =
                    unique(format!("{}_by_{called}", name.trim_start_matches("r#")), &mut taken);
                if let Some(subject) = self.operation_subject(rules, operations, &test, call) {
                    lowered.push(with(name, subject));
                }
            }
            lowered.push(with(name, EndpointSubject::Params(fields)));
        }
        lowered
    }

    /// A call that has the parameters of a test.
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
        // What neither the input nor the client is said to give comes from the client.
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
        let mut settings = self.values_of(rules, &params, setting_name);
        settings.extend(self.built_ins(&call.built_in_params));
        let place = "a call of an endpoint test";
        Some(EndpointSubject::Operation {
            settings,
            input: operation.input.name.clone(),
            fields: self.values(shape, place, self.input_of(shape), &call.operation_params),
            own: !operation.context.is_empty(),
        })
    }

    fn input_of(&self, operation: &Shape) -> Option<&Shape> {
        let Kind::Operation(operation) = &operation.kind else { return None };
        Some(self.model.shape(operation.input.as_ref()?))
    }

    /// Built-ins by the names of their setters.
    fn built_ins(&self, values: &Map<String, Value>) -> Vec<(String, Expression)> {
        let mut settings = Vec::new();
        for (name, value) in values {
            let setter = match name.as_str() {
                "AWS::Region" => "region",
                "AWS::UseFIPS" => "use_fips",
                "AWS::UseDualStack" => "use_dual_stack",
                "SDK::Endpoint" => "endpoint_url",
                _ => "",
            };
            match (setter, value) {
                ("region" | "endpoint_url", Value::String(text)) => {
                    settings.push((setter.to_owned(), Expression::Text(text.clone())));
                }
                ("use_fips" | "use_dual_stack", Value::Bool(flag)) => {
                    settings.push((setter.to_owned(), Expression::Bool(*flag)));
                }
                _ => self.report(self.model.finding(
                    self.service,
                    format!("an endpoint test gives the built-in `{name}` the value {value}"),
                    "such tests are not supported yet; leave it out",
                )),
            }
        }
        settings
    }

    /// Values of parameters under names that `name` chooses.
    fn values_of(
        &self,
        rules: &EndpointRules,
        values: &Map<String, Value>,
        name: impl Fn(&EndpointParameter) -> String,
    ) -> Vec<(String, Expression)> {
        let mut fields = Vec::new();
        for (model, value) in values {
            let parameter = rules.parameters.iter().find(|parameter| parameter.model == *model);
            match parameter.and_then(|it| Some((name(it), literal(it.kind, value)?))) {
                Some(field) => fields.push(field),
                None => self.report(self.model.finding(
                    self.service,
                    format!("an endpoint test gives `{model}` the value {value}"),
                    "correct the name or the value, or leave the test out",
                )),
            }
        }
        fields
    }
}

/// The setter that gives a parameter its value.
fn setting_name(parameter: &EndpointParameter) -> String {
    match &parameter.source {
        ParameterSource::Region => "region".into(),
        ParameterSource::UseFips => "use_fips".into(),
        ParameterSource::UseDualStack => "use_dual_stack".into(),
        ParameterSource::Endpoint => "endpoint_url".into(),
        ParameterSource::Client { setter } => setter.clone(),
        ParameterSource::Operation => parameter.name.clone(),
    }
}

fn expected(expectation: EndpointExpectation) -> Result<ExpectedEndpoint, String> {
    match expectation {
        EndpointExpectation::Error(message) => Err(message),
        EndpointExpectation::Endpoint(endpoint) => Ok(ExpectedEndpoint {
            url: endpoint.url,
            headers: endpoint
                .headers
                .into_iter()
                .map(|(name, values)| (name.to_ascii_lowercase(), values))
                .collect(),
            properties: Value::Object(endpoint.properties),
        }),
    }
}

/// A name from the parameters: `eu_west_1_use_fips`.
fn plain_name(fields: &[(String, Expression)]) -> String {
    let parts = fields.iter().filter_map(|(field, value)| match value {
        Expression::Text(text) => Some(text.clone()),
        Expression::Bool(true) => Some(field.clone()),
        _ => None,
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { "nothing_set".into() } else { test_name(&parts.join("_")) }
}

fn unique(name: String, taken: &mut BTreeSet<String>) -> String {
    let mut unique = name.clone();
    let mut count = 1;
    while !taken.insert(unique.clone()) {
        count += 1;
        unique = format!("{name}_{count}");
    }
    unique
}
