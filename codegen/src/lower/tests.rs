//! The protocol tests of a model.

use serde_json::{Map, Value};

use super::Lowering;
use super::docs::from_text;
use super::names::{module_name, test_name};
use super::naming::INPUT;
use super::support::Reach;
use super::values::{Place, calls};
use crate::ir::{
    Assignment, EndpointRules, Exception, Expression, Operation, Presence, RequestTest,
    ResponseSubject, ResponseTest, Structure, Tests, Type,
};
use crate::rust::Identifier;
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
        errors: &[Exception],
    ) -> Tests {
        let endpoints = self.endpoint_tests(rules, operations);
        let mut tests = Tests { endpoints, ..Tests::default() };
        for shape in &reach.operations {
            let Kind::Operation(operation) = &shape.kind else { continue };
            let name = self.names.operation(shape);
            let (module, subject) = (module_name(name.plain()), name.suffixed(INPUT));
            let input = operation.input.as_ref().map(|id| self.model.shape(id));
            let output = operation.output.as_ref().map(|id| self.model.shape(id));
            for test in request_tests(shape) {
                let called = (module.clone(), subject.clone());
                tests.requests.push(self.request_test(shape, called, input, test));
            }
            for test in response_tests(shape) {
                let known = operations.iter().find(|operation| operation.name == name);
                let Some(structure) = known.map(|operation| &operation.output) else { continue };
                let called = (module.clone(), subject.clone());
                tests.responses.push(self.output_test(shape, called, output, structure, test));
            }
        }
        for shape in &reach.errors {
            let name = self.names.type_name(shape);
            let known = errors.iter().find(|error| error.structure.name == name);
            let Some(structure) = known.map(|error| &error.structure) else { continue };
            for test in response_tests(shape) {
                let fields = self.values(shape, &test.id, Some(shape), &test.params);
                let fields = as_held(structure, fields);
                let subject = ResponseSubject::Exception(name.clone());
                tests.responses.push(response_test(subject, fields, test));
            }
        }
        tests
    }

    fn request_test(
        &self,
        carrier: &Shape,
        (module, input): (Identifier, Identifier),
        shape: Option<&Shape>,
        test: HttpRequestTest,
    ) -> RequestTest {
        if test.resolved_host.is_some() && test.host.is_none() {
            self.report(self.model.finding(
                carrier,
                format!("the test {} has a `resolvedHost` without a `host`", test.id),
                "add the `host` of the client's endpoint",
            ));
        }
        RequestTest {
            fields: calls(self.values(carrier, &test.id, shape, &test.params)),
            name: test_name(&test.id),
            docs: from_text(&test.documentation.unwrap_or_default()),
            module,
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

    fn output_test(
        &self,
        carrier: &Shape,
        (module, input): (Identifier, Identifier),
        shape: Option<&Shape>,
        structure: &Structure,
        test: HttpResponseTest,
    ) -> ResponseTest {
        let fields = self.values(carrier, &test.id, shape, &test.params);
        let streamed = structure.fields.iter().find(|field| field.kind == Type::ByteStream);
        let (streams, fields): (Vec<_>, Vec<_>) = fields
            .into_iter()
            .partition(|(field, _)| streamed.is_some_and(|streamed| streamed.name == *field));
        let content = streams.into_iter().find_map(|(_, value)| match value {
            Expression::Stream(bytes) => Some(bytes),
            _ => None,
        });
        let stream = streamed.map(|field| (field.name.clone(), content.unwrap_or_default()));
        let subject = ResponseSubject::Output { module, input, stream };
        response_test(subject, as_held(structure, fields), test)
    }

    pub(super) fn values(
        &self,
        carrier: &Shape,
        id: &str,
        shape: Option<&Shape>,
        params: &Map<String, Value>,
    ) -> Vec<Assignment> {
        let place = Place { shape: carrier, what: &format!("the test {id}"), is_example: false };
        shape.map_or_else(Vec::new, |shape| self.fields(shape, params, place))
    }
}

fn response_test(
    subject: ResponseSubject,
    fields: Vec<Assignment>,
    test: HttpResponseTest,
) -> ResponseTest {
    ResponseTest {
        name: test_name(&test.id),
        docs: from_text(&test.documentation.unwrap_or_default()),
        status: test.code,
        headers: texts(&test.headers),
        body: test.body.unwrap_or_default(),
        subject,
        fields,
    }
}

/// Values as the fields contain them.
fn as_held(structure: &Structure, fields: Vec<Assignment>) -> Vec<Assignment> {
    let held = fields.into_iter().map(|(name, value)| {
        let field = structure.fields.iter().find(|field| field.name == name);
        let is_optional = field.is_none_or(|field| field.presence == Presence::Optional);
        let is_boxed = field.is_some_and(|field| field.boxed);
        let value = if is_boxed { Expression::Boxed(Box::new(value)) } else { value };
        (name, if is_optional { value.some() } else { value })
    });
    held.collect()
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
