use std::collections::BTreeSet;

use serde_json::Value;

use super::Validator;
use crate::smithy::shape::{Kind, Shape};
use crate::smithy::traits::EnumValue;

impl<'a> Validator<'a> {
    /// An enum must have distinct values of the right type.
    pub(super) fn enumeration(&mut self, shape: &'a Shape) {
        if shape.members.is_empty() {
            self.report.shape(shape, "this enum has no members", "add the values that it may have");
        }
        let mut seen = BTreeSet::new();
        for member in &shape.members {
            let value = member.traits.get::<EnumValue>().map(|EnumValue(value)| value);
            let is_right = match (&shape.kind, &value) {
                (Kind::Enum, None) => true,
                (Kind::Enum, Some(value)) => value.is_string(),
                (_, value) => value.as_ref().is_some_and(is_int),
            };
            if !is_right {
                let (found, needed) = (
                    value.as_ref().map_or("nothing".to_owned(), Value::to_string),
                    if shape.kind == Kind::Enum { "text" } else { "a whole number of 32 bits" },
                );
                let message = format!("the value of this member is {found}, not {needed}");
                self.report.member(shape, member, message, "correct its `smithy.api#enumValue`");
            }
            let value =
                value.map_or_else(|| format!("{:?}", member.name), |value| value.to_string());
            if !seen.insert(value.clone()) {
                let message = format!("two members of this enum have the value {value}");
                self.report.member(shape, member, message, "use different values");
            }
        }
    }

    /// A union must have members.
    pub(super) fn choices(&mut self, shape: &'a Shape) {
        if shape.members.is_empty() {
            self.report.shape(shape, "this union has no members", "add what it may hold");
        }
    }
}

fn is_int(value: &Value) -> bool {
    value.as_i64().is_some_and(|value| i32::try_from(value).is_ok())
}
