use super::Lowering;
use super::docs::documentation;
use super::jmespath::{Problem, Subject};
use super::names::{module_name, type_name};
use super::naming::{ERROR, FLUENT_BUILDER};
use super::schema::Schema;
use crate::ir::{AcceptorState, OutputTest, Query, Structure, Successes, Waiter};
use crate::rust::is_prelude;
use crate::smithy::traits::{self, Comparator, Matcher, PathMatcher, Waitable};
use crate::smithy::{Shape, ShapeId};

impl Lowering<'_> {
    /// The waiters of an operation.
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
    let mut errors: Vec<(String, AcceptorState)> = Vec::new();
    let (mut other_successes, mut other_errors) = (None, None);
    for acceptor in &waiter.acceptors {
        let state = state(acceptor.state);
        match &acceptor.matcher {
            // Acceptors after one that always matches are unreachable.
            Matcher::Success(true) => {
                other_successes.get_or_insert(state);
            }
            Matcher::Success(false) => {
                other_errors.get_or_insert(state);
            }
            Matcher::ErrorType(error) if other_errors.is_none() => {
                let code = code(error);
                if !errors.iter().any(|(known, _)| *known == code) {
                    errors.push((code, state));
                }
            }
            Matcher::Output(matcher) if other_successes.is_none() => {
                successes.push((test(matcher, output)?, state));
            }
            Matcher::InputOutput(matcher) if other_successes.is_none() => {
                successes.push((test(matcher, both)?, state));
            }
            _ => {}
        }
    }
    let reads = |variable| successes.iter().any(|(test, _)| test.query().reads(variable));
    let mut docs = documentation(waiter.documentation.clone(), || format!("Waits until `{name}`."));
    docs.extend_with(waiter.deprecated.then(|| "Deprecated.".to_owned()));
    Ok(Waiter {
        fluent_builder: type_name(name).suffixed(FLUENT_BUILDER),
        final_poll: type_name(name).suffixed("FinalPoll"),
        error: type_name(name).prefixed("WaitUntil").suffixed(ERROR),
        name: match type_name(name) {
            prelude if is_prelude(prelude.plain()) => prelude.suffixed("Waiter"),
            other => other,
        },
        module: module_name(name),
        method: module_name(name).prefixed("wait_until_"),
        docs,
        min_delay: (waiter.min_delay != USUAL_MIN_DELAY).then_some(waiter.min_delay),
        max_delay: (waiter.max_delay != USUAL_MAX_DELAY).then_some(waiter.max_delay),
        reads_input: reads("input"),
        reads_output: reads("output"),
        successes: in_order(successes, other_successes),
        errors,
        other_errors,
    })
}

/// Smithy's default delays of a waiter in seconds, which the runtime uses too.
const USUAL_MIN_DELAY: u64 = 2;
const USUAL_MAX_DELAY: u64 = 120;

/// A test of an output, with its path.
enum Test<'a> {
    Text { path: &'a str, found: Query, expected: &'a str },
    Holds(Query),
}

impl Test<'_> {
    fn query(&self) -> &Query {
        match self {
            Self::Text { found, .. } | Self::Holds(found) => found,
        }
    }
}

fn test<'a>(
    matcher: &'a PathMatcher,
    subject: &Subject<'_>,
) -> Result<Test<'a>, (String, Problem)> {
    let PathMatcher { path, expected, comparator } = matcher;
    let test = match comparator {
        Comparator::Text => subject.text(path).map(|found| Test::Text { path, found, expected }),
        Comparator::Boolean => subject.is(path, expected == "true").map(Test::Holds),
        Comparator::AllTexts => subject.all_equal(path, expected.clone()).map(Test::Holds),
        Comparator::AnyText => subject.any_equal(path, expected.clone()).map(Test::Holds),
    };
    test.map_err(|problem| (path.clone(), problem))
}

/// Tests in order of evaluation.
fn in_order(tests: Vec<(Test<'_>, AcceptorState)>, otherwise: Option<AcceptorState>) -> Successes {
    if let (Some(found), None) = (one_path(&tests), otherwise) {
        let mut arms: Vec<(String, AcceptorState)> = Vec::new();
        for (test, state) in &tests {
            if let Test::Text { expected, .. } = test
                && !arms.iter().any(|(known, _)| known == expected)
            {
                arms.push(((*expected).to_owned(), *state));
            }
        }
        return Successes::Select(found.clone(), arms);
    }
    // Tests with the same result are one condition.
    let mut branches: Vec<(Vec<OutputTest>, AcceptorState)> = Vec::new();
    for (test, state) in tests {
        let test = match test {
            Test::Text { found, expected, .. } => {
                OutputTest::Text { found, expected: expected.to_owned() }
            }
            Test::Holds(found) => OutputTest::Holds(found),
        };
        match branches.last_mut() {
            Some((alike, known)) if *known == state => alike.push(test),
            _ => branches.push((vec![test], state)),
        }
    }
    Successes::Chain { branches, otherwise }
}

/// The path that all tests compare with a text, if there is only one and its value is an `Option`.
fn one_path<'a>(tests: &'a [(Test<'_>, AcceptorState)]) -> Option<&'a Query> {
    let mut one = None;
    for (test, _) in tests {
        let Test::Text { path, found, .. } = test else { return None };
        match one {
            Some((known, _)) if known != path => return None,
            _ => one = Some((path, found)),
        }
    }
    one.map(|(_, found)| found).filter(|found| found.optional)
}

fn state(state: traits::AcceptorState) -> AcceptorState {
    match state {
        traits::AcceptorState::Success => AcceptorState::Success,
        traits::AcceptorState::Failure => AcceptorState::Failure,
        traits::AcceptorState::Retry => AcceptorState::Retry,
    }
}

/// Errors are identified by name, regardless of namespace.
fn code(error: &str) -> String {
    ShapeId::parse(error).map_or_else(|| error.to_owned(), |id| id.name().to_owned())
}
