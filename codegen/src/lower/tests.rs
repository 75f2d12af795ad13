//! The tests that a model brings along.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Lowering;
use super::docs::from_text;
use super::names::{field_name, operation_name, test_name};
use super::support::Reach;
use super::values::Place;
use crate::ir::{EndpointTest, Expression, RequestTest, ResponseSubject, ResponseTest, Tests};
use crate::smithy::traits::{
    self, EndpointExpectation, EndpointTests, HttpRequestTest, HttpRequestTests, HttpResponseTest,
    HttpResponseTests, Required, RestJson1, Trait,
};
use crate::smithy::{Kind, Shape};

impl Lowering<'_> {
    pub(super) fn tests(&self, reach: &Reach<'_>) -> Tests {
        let mut tests = Tests { endpoints: self.endpoint_tests(), ..Tests::default() };
        for shape in &reach.operations {
            let Kind::Operation(operation) = &shape.kind else { continue };
            let name = operation_name(shape.id.name());
            let input = operation.input.as_ref().map(|id| self.model.shape(id));
            let output = operation.output.as_ref().map(|id| self.model.shape(id));
            for test in request_tests(shape) {
                let subject = format!("{name}Input");
                tests.requests.push(self.request_test(shape, subject, input, test));
            }
            for test in response_tests(shape) {
                let subject = ResponseSubject::Output {
                    input: format!("{name}Input"),
                    output: format!("{name}Output"),
                };
                tests.responses.push(self.response_test(shape, subject, output, test));
            }
        }
        for shape in &reach.errors {
            for test in response_tests(shape) {
                let subject = ResponseSubject::Exception(self.name(shape));
                tests.responses.push(self.response_test(shape, subject, Some(shape), test));
            }
        }
        tests
    }

    fn request_test(
        &self,
        carrier: &Shape,
        input: String,
        shape: Option<&Shape>,
        test: HttpRequestTest,
    ) -> RequestTest {
        RequestTest {
            fields: self.values(carrier, &test.id, shape, &test.params),
            name: test_name(&test.id),
            docs: from_text(&test.documentation.unwrap_or_default()),
            input,
            method: test.method,
            path: test.uri,
            query: test.query_params,
            forbid_query: test.forbid_query_params,
            require_query: test.require_query_params,
            headers: texts(&test.headers),
            forbid_headers: test.forbid_headers,
            require_headers: test.require_headers,
            body: test.body.map(|body| (test.body_media_type.unwrap_or_default(), body)),
        }
    }

    fn response_test(
        &self,
        carrier: &Shape,
        subject: ResponseSubject,
        shape: Option<&Shape>,
        test: HttpResponseTest,
    ) -> ResponseTest {
        let is_output = matches!(subject, ResponseSubject::Output { .. });
        let members = shape.into_iter().flat_map(|shape| &shape.members);
        if is_output && members.into_iter().any(|member| member.traits.has::<Required>()) {
            self.report(self.model.finding(
                carrier,
                format!("the test {} is for an output with a required member", test.id),
                "such tests are not supported yet; leave it out",
            ));
        }
        ResponseTest {
            fields: self.values(carrier, &test.id, shape, &test.params),
            name: test_name(&test.id),
            docs: from_text(&test.documentation.unwrap_or_default()),
            status: test.code,
            headers: texts(&test.headers),
            body: test.body.unwrap_or_default(),
            subject,
        }
    }

    fn values(
        &self,
        carrier: &Shape,
        id: &str,
        shape: Option<&Shape>,
        params: &Map<String, Value>,
    ) -> Vec<(String, Expression)> {
        let place = Place { shape: carrier, what: &format!("the test {id}") };
        shape.map_or_else(Vec::new, |shape| self.fields(shape, params, place))
    }

    fn endpoint_tests(&self) -> Vec<EndpointTest> {
        let tests = self.service.traits.get::<EndpointTests>();
        let tests = tests.into_iter().flat_map(|tests| tests.test_cases);
        let mut taken = BTreeSet::new();
        tests
            .map(|test| (self.parameter_values(&test), test))
            .map(|(fields, test)| EndpointTest {
                name: unique_name(&fields, &mut taken),
                docs: from_text(&test.documentation.unwrap_or_default()),
                fields,
                expected: match test.expect {
                    EndpointExpectation::Endpoint(endpoint) => Ok(endpoint.url),
                    EndpointExpectation::Error(message) => Err(message),
                },
            })
            .collect()
    }

    fn parameter_values(&self, test: &traits::EndpointTest) -> Vec<(String, Expression)> {
        test.params.iter().filter_map(|(name, value)| self.parameter_value(name, value)).collect()
    }

    fn parameter_value(&self, name: &str, value: &Value) -> Option<(String, Expression)> {
        let value = match value {
            Value::Bool(value) => Expression::Bool(*value),
            Value::String(text) => Expression::Text(text.clone()),
            other => {
                self.report(self.model.finding(
                    self.service,
                    format!("an endpoint test gives `{name}` the value {other}"),
                    "only texts and booleans are supported yet; leave the test out",
                ));
                return None;
            }
        };
        Some((field_name(name), value))
    }
}

/// A name from the parameters: `eu_west_1_use_fips`.
fn unique_name(fields: &[(String, Expression)], taken: &mut BTreeSet<String>) -> String {
    let parts = fields.iter().filter_map(|(field, value)| match value {
        Expression::Text(text) => Some(text.clone()),
        Expression::Bool(true) => Some(field.clone()),
        _ => None,
    });
    let parts: Vec<String> = parts.collect();
    let name = if parts.is_empty() { "nothing_set".into() } else { test_name(&parts.join("_")) };
    let mut unique = name.clone();
    let mut count = 1;
    while !taken.insert(unique.clone()) {
        count += 1;
        unique = format!("{name}_{count}");
    }
    unique
}

/// Tests for clients of this protocol.
fn request_tests(shape: &Shape) -> impl Iterator<Item = HttpRequestTest> {
    let tests = shape.traits.get::<HttpRequestTests>().into_iter().flat_map(|tests| tests.0);
    tests.filter(|test| applies(&test.protocol, test.applies_to.as_deref()))
}

fn response_tests(shape: &Shape) -> impl Iterator<Item = HttpResponseTest> {
    let tests = shape.traits.get::<HttpResponseTests>().into_iter().flat_map(|tests| tests.0);
    tests.filter(|test| applies(&test.protocol, test.applies_to.as_deref()))
}

fn applies(protocol: &str, to: Option<&str>) -> bool {
    protocol == RestJson1::ID && to.is_none_or(|to| to == "client")
}

fn texts(headers: &Map<String, Value>) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), text(value))).collect()
}
