use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Spot, Validator};
use crate::smithy::shape::Shape;

const WAITABLE: &str = "smithy.waiters#waitable";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Waiter {
    acceptors: Vec<Acceptor>,
    #[serde(default = "two")]
    min_delay: u64,
    #[serde(default = "two_minutes")]
    max_delay: u64,
}

#[derive(Deserialize)]
struct Acceptor {
    state: State,
    matcher: Matcher,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum State {
    Success,
    Failure,
    Retry,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Matcher {
    Success(bool),
    ErrorType(String),
    Output(PathMatcher),
    InputOutput(PathMatcher),
}

#[derive(Deserialize)]
struct PathMatcher {
    path: String,
    expected: String,
    comparator: Comparator,
}

#[derive(Deserialize, PartialEq)]
enum Comparator {
    #[serde(rename = "stringEquals")]
    Text,
    #[serde(rename = "booleanEquals")]
    Boolean,
    #[serde(rename = "allStringEquals")]
    AllTexts,
    #[serde(rename = "anyStringEquals")]
    AnyText,
}

fn two() -> u64 {
    2
}

fn two_minutes() -> u64 {
    120
}

impl<'a> Validator<'a> {
    /// Waiters must be able to come to an end. Their paths are JMESPath, read where they are lowered.
    pub(super) fn waiters(&mut self, shape: &'a Shape) {
        let waiters = shape.traits.value(WAITABLE).and_then(Value::as_object);
        for (name, waiter) in waiters.unwrap_or(&Map::new()) {
            let problem = match Waiter::deserialize(waiter) {
                Ok(waiter) => problem(&waiter),
                Err(error) => Some(error.to_string()),
            };
            if let Some(problem) = problem {
                let message = format!("the waiter `{name}` is wrong: {problem}");
                let help = "see waiters in the Smithy specification";
                self.trait_finding(Spot::of(shape), WAITABLE, message, help);
            }
        }
    }
}

fn problem(waiter: &Waiter) -> Option<String> {
    if waiter.min_delay == 0 || waiter.min_delay > waiter.max_delay {
        return Some(format!(
            "it waits {} to {} seconds between two calls",
            waiter.min_delay, waiter.max_delay
        ));
    }
    if !waiter.acceptors.iter().any(|acceptor| acceptor.state == State::Success) {
        return Some("none of its acceptors ends in success".to_owned());
    }
    waiter.acceptors.iter().find_map(|acceptor| match &acceptor.matcher {
        Matcher::Output(matcher) | Matcher::InputOutput(matcher) => path_problem(matcher),
        Matcher::ErrorType(name) if name.is_empty() => Some("an error has no name".to_owned()),
        // Both outcomes are some answer.
        Matcher::Success(true | false) | Matcher::ErrorType(_) => None,
    })
}

fn path_problem(matcher: &PathMatcher) -> Option<String> {
    if matcher.path.is_empty() {
        return Some("a path is empty".to_owned());
    }
    let is_boolean = ["true", "false"].contains(&matcher.expected.as_str());
    (matcher.comparator == Comparator::Boolean && !is_boolean)
        .then(|| format!("{:?} is neither true nor false", matcher.expected))
}
