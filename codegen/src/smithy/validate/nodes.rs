use serde_json::Value;

use super::Validator;
use crate::smithy::shape::{Kind, Member, Shape};
use crate::smithy::shape_id::is_identifier;
use crate::smithy::traits::{Default, IdempotencyToken, Required, Sparse};

/// How strictly a value is checked.
#[derive(Clone, Copy)]
pub(super) struct Strictness {
    /// Whether required members must be present.
    pub(super) required: bool,
}

impl<'a> Validator<'a> {
    /// Why a value does not match a shape, if it does not: the path within the value, and the
    /// problem.
    pub(super) fn value_problem(
        &self,
        shape: &Shape,
        value: &Value,
        strictness: Strictness,
    ) -> Option<String> {
        let is_right = match (&shape.kind, value) {
            (Kind::Document, _) => true,
            (Kind::Boolean, value) => value.is_boolean(),
            (Kind::String | Kind::Enum | Kind::Blob, value) => value.is_string(),
            (Kind::Timestamp, value) => value.is_string() || value.is_number(),
            (Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum | Kind::Long, value) => {
                value.as_f64().is_some_and(|value| value.fract() == 0.0)
            }
            (Kind::BigInteger | Kind::BigDecimal, value) => value.is_number() || value.is_string(),
            (Kind::Float | Kind::Double, value) => value.is_number() || is_odd_float(value),
            (Kind::List, Value::Array(items)) => {
                let items = items.iter().enumerate();
                return self.first_problem(
                    shape,
                    items.map(|(at, item)| (at.to_string(), item)),
                    strictness,
                );
            }
            (Kind::Map, Value::Object(entries)) => {
                let entries = entries.iter().map(|(key, value)| (key.clone(), value));
                return self.first_problem(shape, entries, strictness);
            }
            (Kind::Structure | Kind::Union, Value::Object(values)) => {
                return self.member_problem(shape, values, strictness);
            }
            _ => false,
        };
        (!is_right).then(|| format!("{} is not a value of {}", short(value), shape.id))
    }

    fn first_problem<'v>(
        &self,
        shape: &Shape,
        mut values: impl Iterator<Item = (String, &'v Value)>,
        strictness: Strictness,
    ) -> Option<String> {
        let item = shape.members.last().and_then(|member| self.get(&member.target))?;
        values.find_map(|(at, value)| {
            let problem = match (value.is_null(), shape.traits.has::<Sparse>()) {
                (true, true) => None,
                (true, false) => Some(format!("{} contains null, but is not sparse", shape.id)),
                (false, _) => self.value_problem(item, value, strictness),
            };
            problem.map(|problem| within(&at, &problem))
        })
    }

    fn member_problem(
        &self,
        shape: &Shape,
        values: &serde_json::Map<String, Value>,
        strictness: Strictness,
    ) -> Option<String> {
        if shape.kind == Kind::Union && values.len() > 1 {
            return Some(format!(
                "{} must have exactly one member, but has {}",
                shape.id,
                values.len()
            ));
        }
        let is_missing = |member: &&Member| {
            member.traits.has::<Required>()
                && values.get(&member.name).is_none_or(Value::is_null)
                // These have a value by default.
                && !member.traits.has::<Default>()
                && !member.traits.has::<IdempotencyToken>()
        };
        if let Some(missing) = shape.members.iter().filter(|_| strictness.required).find(is_missing)
        {
            return Some(format!("`{}` is missing, which {} requires", missing.name, shape.id));
        }
        values.iter().filter(|(_, value)| !value.is_null()).find_map(|(name, value)| {
            // Unknown members are harmless.
            let target = self.get(&shape.member(name)?.target)?;
            self.value_problem(target, value, strictness).map(|problem| within(name, &problem))
        })
    }
}

fn is_odd_float(value: &Value) -> bool {
    matches!(value.as_str(), Some("NaN" | "Infinity" | "-Infinity"))
}

fn within(place: &str, problem: &str) -> String {
    let is_further_down = problem.starts_with("in ");
    let place = if is_identifier(place) { place.to_owned() } else { format!("{place:?}") };
    if is_further_down {
        format!("in {place}.{}", problem.trim_start_matches("in "))
    } else {
        format!("in {place}: {problem}")
    }
}

/// A value, truncated if it is long.
pub(super) fn short(value: &Value) -> String {
    const MOST: usize = 60;
    let text = value.to_string();
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
