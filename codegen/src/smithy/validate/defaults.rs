use serde_json::Value;

use super::nodes::{Strictness, short};
use super::{Spot, Validator};
use crate::smithy::shape::Kind;

const DEFAULT: &str = "smithy.api#default";

impl<'a> Validator<'a> {
    /// A default must be a valid value of its shape, and members and their targets must agree on
    /// it.
    pub(super) fn default(&mut self, spot: Spot<'a>) {
        let Some(shape) = spot.data() else { return };
        let value = spot.traits().value(DEFAULT);
        let problem = match value {
            None | Some(Value::Null) if spot.member.is_some() => None,
            None => None,
            Some(Value::Null) => Some("only a member can have no default".to_owned()),
            Some(Value::Array(list)) if !list.is_empty() => Some("a list is not empty".to_owned()),
            Some(Value::Object(map)) if !map.is_empty() => Some("a map is not empty".to_owned()),
            Some(value) => self.value_problem(shape, value, Strictness { required: false }),
        };
        if let Some(problem) = problem {
            let message = format!("the default is wrong: {problem}");
            self.trait_finding(spot, DEFAULT, message, "see the trait in the Smithy specification");
        }
        let (Some(member), Kind::Structure) = (spot.member, &spot.shape.kind) else { return };
        let Some(of_target) = shape.traits.value(DEFAULT) else { return };
        let problem = match value {
            None => "does not repeat it".to_owned(),
            Some(value) if value.is_null() || value == of_target => return,
            Some(value) => format!("has {}", short(value)),
        };
        let message =
            format!("{} has the default {}, but this member {problem}", shape.id, short(of_target));
        let help = "repeat the default on the member, or set it to null";
        self.report.member(spot.shape, member, message, help);
    }
}
