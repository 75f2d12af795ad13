use std::collections::BTreeSet;

use serde_json::Value;

use super::{Spot, Validator, uri};
use crate::smithy::shape::{Operation, Shape};

const ENDPOINT: &str = "smithy.api#endpoint";

impl<'a> Validator<'a> {
    /// The host prefix, and the members in it.
    pub(super) fn host(&mut self, shape: &'a Shape, operation: &Operation) {
        let value = shape.traits.value(ENDPOINT).and_then(|value| value.get("hostPrefix"));
        let Some(prefix) = value.and_then(Value::as_str) else { return };
        if !is_prefix(prefix) {
            let message = format!("{prefix:?} is not a valid host prefix");
            let help = "use letters, digits, hyphens, dots and labels in braces";
            self.trait_finding(Spot::of(shape), ENDPOINT, message, help);
        }
        let in_host: BTreeSet<&str> = uri::labels(prefix).collect();
        let input = operation.input.as_ref().and_then(|input| self.get(input));
        // A missing input is reported elsewhere.
        if operation.input.is_some() != input.is_some() {
            return;
        }
        let members = input.into_iter().flat_map(|input| &input.members);
        let bound: BTreeSet<&str> = members
            .filter(|member| member.traits.value("smithy.api#hostLabel").is_some())
            .map(|member| member.name.as_str())
            .collect();
        for label in in_host.symmetric_difference(&bound) {
            let message = format!(
                "`{label}` must be both in the host prefix {prefix} and a member with the hostLabel \
                 trait"
            );
            let help = "add what is missing, or remove the other";
            self.trait_finding(Spot::of(shape), ENDPOINT, message, help);
        }
    }
}

fn is_prefix(prefix: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    let mut rest = prefix;
    while let Some((before, label)) = rest.split_once('{') {
        let Some((name, after)) = label.split_once('}') else { return false };
        if !before.chars().all(is_part) || !crate::smithy::shape_id::is_identifier(name) {
            return false;
        }
        rest = after;
    }
    !prefix.is_empty() && rest.chars().all(is_part) && !prefix.starts_with('.')
}
