use std::collections::BTreeSet;

use super::Lowering;
use super::docs::documentation;
use super::jmespath::{Problem, Subject};
use super::names::{module_name, operation_name};
use super::schema::Schema;
use crate::ir::{AcceptorState, ErrorTest, OutputTest, Structure, Waiter};
use crate::smithy::traits::{self, Comparator, Matcher, PathMatcher, Waitable};
use crate::smithy::{Shape, ShapeId};

impl Lowering<'_> {
    /// What can be waited for with an operation.
    pub(super) fn waiters(
        &self,
        operation: &Shape,
        input: &Structure,
        output: &Structure,
        schema: &Schema<'_>,
    ) -> Vec<Waiter> {
        let waiters = operation.traits.get::<Waitable>().into_iter().flat_map(|waiters| waiters.0);
        let subjects =
            (Subject::one(schema, "output", output), Subject::both(schema, input, output));
        let lowered = waiters.filter_map(|(name, waiter)| {
            let lowered = lower(&name, &waiter, &subjects.0, &subjects.1);
            let report = |(path, problem): (String, Problem)| {
                self.report(self.model.finding(
                    operation,
                    format!(
                        "`smithy.waiters#waitable`: the path `{path}` of the waiter `{name}` \
                         cannot be followed: {problem}"
                    ),
                    "correct the path, or leave the waiter out of the trait",
                ));
            };
            lowered.map_err(report).ok()
        });
        lowered.collect()
    }
}

fn lower(
    name: &str,
    waiter: &traits::Waiter,
    output: &Subject<'_>,
    both: &Subject<'_>,
) -> Result<Waiter, (String, Problem)> {
    let mut successes = Vec::new();
    let mut errors = Vec::new();
    for acceptor in &waiter.acceptors {
        let state = state(acceptor.state);
        match &acceptor.matcher {
            Matcher::Success(true) => successes.push((OutputTest::Any, state)),
            Matcher::Success(false) => errors.push((ErrorTest::Any, state)),
            Matcher::ErrorType(error) => errors.push((ErrorTest::Code(code(error)), state)),
            Matcher::Output(matcher) => successes.push((test(matcher, output)?, state)),
            Matcher::InputOutput(matcher) => successes.push((test(matcher, both)?, state)),
        }
    }
    until_any(&mut successes, OutputTest::is_any);
    until_any(&mut errors, |test| *test == ErrorTest::Any);
    let mut seen = BTreeSet::new();
    errors.retain(|(test, _)| match test {
        ErrorTest::Any => true,
        ErrorTest::Code(code) => seen.insert(code.clone()),
    });
    let mut docs = documentation(waiter.documentation.clone(), || format!("Waits until `{name}`."));
    docs.extend_with(waiter.deprecated.then(|| "Deprecated.".to_owned()));
    Ok(Waiter {
        name: operation_name(name),
        module: module_name(name),
        method: format!("wait_until_{}", module_name(name).trim_start_matches("r#")),
        docs,
        min_delay: waiter.min_delay,
        max_delay: waiter.max_delay,
        successes,
        errors,
    })
}

fn test(matcher: &PathMatcher, subject: &Subject<'_>) -> Result<OutputTest, (String, Problem)> {
    let PathMatcher { path, expected, comparator } = matcher;
    let text = || expected.clone();
    let test = match comparator {
        Comparator::Text => subject.text(path).map(|found| OutputTest::Text {
            path: path.clone(),
            found,
            expected: text(),
        }),
        Comparator::Boolean => subject.is(path, expected == "true").map(OutputTest::Holds),
        Comparator::AllTexts => subject.all_equal(path, text()).map(OutputTest::Holds),
        Comparator::AnyText => subject.any_equal(path, text()).map(OutputTest::Holds),
    };
    test.map_err(|problem| (path.clone(), problem))
}

fn state(state: traits::AcceptorState) -> AcceptorState {
    match state {
        traits::AcceptorState::Success => "Success",
        traits::AcceptorState::Failure => "Failure",
        traits::AcceptorState::Retry => "Retry",
    }
}

/// Errors are told apart by their names, whatever their namespaces.
fn code(error: &str) -> String {
    ShapeId::parse(error).map_or_else(|| error.to_owned(), |id| id.name().to_owned())
}

/// What comes after a test that everything passes is never examined.
fn until_any<T>(tests: &mut Vec<(T, AcceptorState)>, is_any: impl Fn(&T) -> bool) {
    if let Some(any) = tests.iter().position(|(test, _)| is_any(test)) {
        tests.truncate(any + 1);
    }
}
