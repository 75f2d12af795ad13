use serde::Deserialize;
use serde_json::{Map, Value};

use super::nodes::Strictness;
use super::strangers::Stranger;
use super::{Spot, Validator};
use crate::smithy::shape::{Operation, Shape};
use crate::smithy::shape_id::ShapeId;

const EXAMPLES: &str = "smithy.api#examples";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Example {
    title: String,
    input: Option<Value>,
    output: Option<Value>,
    error: Option<ExampleError>,
    #[serde(default)]
    allow_constraint_errors: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExampleError {
    shape_id: String,
    content: Option<Value>,
}

impl<'a> Validator<'a> {
    /// Examples must be valid calls.
    pub(super) fn examples(&mut self, shape: &'a Shape, operation: &Operation) {
        let value = shape.traits.value(EXAMPLES);
        // Invalid lists of examples are reported as a value of the wrong type.
        let Some(Ok(examples)) = value.map(Vec::<Example>::deserialize) else { return };
        for (index, example) in examples.into_iter().enumerate() {
            self.strange_members(shape, operation, index, &example);
            for problem in self.example_problems(operation, &example) {
                let message = format!("the example {:?} is wrong: {problem}", example.title);
                let help = "correct the example";
                self.trait_finding(Spot::of(shape), EXAMPLES, message, help);
            }
        }
    }

    /// Unknown members are ignored, with a warning.
    fn strange_members(
        &mut self,
        shape: &'a Shape,
        operation: &Operation,
        index: usize,
        example: &Example,
    ) {
        let index = format!("[{index}]");
        let error = example.error.as_ref();
        let error_id = error.and_then(|error| ShapeId::parse(&error.shape_id));
        let parts = [
            (&["input"][..], operation.input.as_ref(), example.input.as_ref()),
            (&["output"], operation.output.as_ref(), example.output.as_ref()),
            (&["error", "content"], error_id.as_ref(), error.and_then(|it| it.content.as_ref())),
        ];
        for (part, id, value) in parts {
            let target = id.and_then(|id| self.get(id));
            let Some(value) = value.filter(|_| id.is_some() == target.is_some()) else { continue };
            for Stranger { path, message, help } in self.strangers(target, value) {
                let message = format!("in the example {:?}, {message}", example.title);
                let within = [index.as_str()].into_iter().chain(part.iter().copied());
                let within: Vec<&str> = within.chain(path.iter().map(String::as_str)).collect();
                self.trait_warning(Spot::of(shape), EXAMPLES, &within, message, &help);
            }
        }
    }

    fn example_problems(&self, operation: &Operation, example: &Example) -> Vec<String> {
        let mut problems = Vec::new();
        match (&example.output, &example.error) {
            (Some(_), Some(_)) => problems.push("it has both an output and an error".to_owned()),
            (_, None) if example.allow_constraint_errors => {
                problems.push("it allows invalid input, but has no error".to_owned());
            }
            _ => {}
        }
        let nothing = Value::Object(Map::new());
        let strictness = Strictness { required: !example.allow_constraint_errors };
        let input = example.input.as_ref().unwrap_or(&nothing);
        let parts = [
            ("input", operation.input.as_ref(), Some(input), strictness),
            (
                "output",
                operation.output.as_ref(),
                example.output.as_ref(),
                Strictness { required: true },
            ),
        ];
        for (what, shape, value, strictness) in parts {
            let part = shape.and_then(|shape| self.get(shape)).zip(value);
            let problem =
                part.and_then(|(shape, value)| self.value_problem(shape, value, strictness));
            problems.extend(problem.map(|problem| format!("{what}: {problem}")));
        }
        problems
            .extend(example.error.as_ref().and_then(|error| self.error_problem(operation, error)));
        problems
    }

    fn error_problem(&self, operation: &Operation, error: &ExampleError) -> Option<String> {
        let declared = operation.errors.iter().find(|id| **id == *error.shape_id);
        let shared = || self.shapes.values().any(|shape| is_error_of(shape, &error.shape_id));
        if declared.is_none() && !shared() {
            return Some(format!("the operation does not have the error {}", error.shape_id));
        }
        let shape = ShapeId::parse(&error.shape_id).and_then(|id| self.get(&id))?;
        let content = error.content.as_ref()?;
        let problem = self.value_problem(shape, content, Strictness { required: true });
        problem.map(|problem| format!("error: {problem}"))
    }
}

/// Whether an error belongs to all operations of a service.
fn is_error_of(service: &Shape, error: &str) -> bool {
    match &service.kind {
        crate::smithy::shape::Kind::Service(service) => {
            service.errors.iter().any(|known| *known == *error)
        }
        _ => false,
    }
}
