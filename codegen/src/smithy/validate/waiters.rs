use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Spot, Validator};
use crate::smithy::jmespath;
use crate::smithy::shape::Shape;
use crate::smithy::traits::{
    AcceptorState, Comparator, Matcher, PathMatcher, Trait, Waitable, Waiter,
};

impl<'a> Validator<'a> {
    /// Waiters must be able to end. Their paths are checked when they are lowered.
    pub(super) fn waiters(&mut self, shape: &'a Shape) {
        let waiters = shape.traits.value(Waitable::ID).and_then(Value::as_object);
        for (name, waiter) in waiters.unwrap_or(&Map::new()) {
            let problem = match Waiter::deserialize(waiter) {
                Ok(waiter) => problem(&waiter),
                Err(error) => Some(error.to_string()),
            };
            if let Some(problem) = problem {
                let message = format!("the waiter `{name}` is wrong: {problem}");
                let help = "see waiters in the Smithy specification";
                self.trait_finding(Spot::of(shape), Waitable::ID, message, help);
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
    if !waiter.acceptors.iter().any(|acceptor| acceptor.state == AcceptorState::Success) {
        return Some("none of its acceptors ends in success".to_owned());
    }
    waiter.acceptors.iter().find_map(|acceptor| match &acceptor.matcher {
        Matcher::Output(matcher) | Matcher::InputOutput(matcher) => path_problem(matcher),
        Matcher::ErrorType(name) if name.is_empty() => Some("an error has no name".to_owned()),
        // Both are responses of some kind.
        Matcher::Success(true | false) | Matcher::ErrorType(_) => None,
    })
}

fn path_problem(matcher: &PathMatcher) -> Option<String> {
    if matcher.path.is_empty() {
        return Some("a path is empty".to_owned());
    }
    if let Err(problem) = jmespath::parse(&matcher.path) {
        return Some(format!("the path `{}` is not JMESPath: {problem}", matcher.path));
    }
    let is_boolean = ["true", "false"].contains(&matcher.expected.as_str());
    (matcher.comparator == Comparator::Boolean && !is_boolean)
        .then(|| format!("{:?} is neither true nor false", matcher.expected))
}
