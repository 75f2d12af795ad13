//! The tests that a model brings along.

use serde_json::{Map, Value};

use super::Lowering;
use super::docs::from_text;
use super::names::test_name;
use super::support::Reach;
use super::values::Place;
use crate::ir::{
    EndpointRules, Expression, Operation, RequestTest, ResponseSubject, ResponseTest, Tests,
};
use crate::smithy::traits::{
    HttpRequestTest, HttpRequestTests, HttpResponseTest, HttpResponseTests, RestJson1, Trait,
};
use crate::smithy::{Kind, Shape};

impl Lowering<'_> {
    pub(super) fn tests(
        &self,
        reach: &Reach<'_>,
        rules: &EndpointRules,
        operations: &[Operation],
    ) -> Tests {
        let endpoints = self.endpoint_tests(rules, operations);
        let mut tests = Tests { endpoints, ..Tests::default() };
        for shape in &reach.operations {
            let Kind::Operation(operation) = &shape.kind else { continue };
            let name = self.names.operation(shape);
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
                let subject = ResponseSubject::Exception(self.names.type_name(shape));
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
        if test.resolved_host.is_some() && test.host.is_none() {
            self.report(self.model.finding(
                carrier,
                format!("the test {} has a `resolvedHost` that comes of nothing", test.id),
                "add the `host` that the client is told to go to",
            ));
        }
        RequestTest {
            fields: self.values(carrier, &test.id, shape, &test.params),
            name: test_name(&test.id),
            docs: from_text(&test.documentation.unwrap_or_default()),
            input,
            method: test.method,
            host: test.host,
            resolved_host: test.resolved_host,
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

    pub(super) fn values(
        &self,
        carrier: &Shape,
        id: &str,
        shape: Option<&Shape>,
        params: &Map<String, Value>,
    ) -> Vec<(String, Expression)> {
        let place = Place { shape: carrier, what: &format!("the test {id}"), is_example: false };
        shape.map_or_else(Vec::new, |shape| self.fields(shape, params, place))
    }
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
