//! Finds plausible values of shapes.

use serde_json::{Map, Value, json};

use super::number::number;
use super::text::text;
use crate::ir::{Presence, Role};
use crate::lower::Lowering;
use crate::lower::support::is_unit;
use crate::smithy::traits::{EnumValue, Length, Pattern, Range, Ranges};
use crate::smithy::{Kind, Member, Shape, ShapeId};

/// Examples with more values are useless.
const MOST_VALUES: usize = 200;

/// 2026-01-01T00:00:00Z, in seconds.
const TIME: u32 = 1_767_225_600;

/// Finds values, for one example at a time.
pub(super) struct Inventor<'a> {
    lowering: &'a Lowering<'a>,
    values_left: usize,
    /// The structures and unions that contain the current value, and must not occur in it again.
    around: Vec<&'a ShapeId>,
    /// The position of an item in a list, to make items differ.
    position: usize,
}

impl<'a> Inventor<'a> {
    pub(super) fn new(lowering: &'a Lowering<'a>) -> Self {
        Self { lowering, values_left: MOST_VALUES, around: Vec::new(), position: 0 }
    }

    /// The required members of a structure among the requested ones; `None` if one of them cannot
    /// have a value.
    pub(super) fn members(
        &mut self,
        shape: &'a Shape,
        role: Role,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Option<Map<String, Value>> {
        let mut values = Map::new();
        for member in shape.members.iter().filter(|member| is_wanted(&member.name)) {
            let presence = self.lowering.presence(member, role);
            if matches!(presence, Presence::Required | Presence::Corrected) {
                values.insert(member.name.clone(), self.value(&member.name, member)?);
            }
        }
        Some(values)
    }

    /// A value of a member, based on its name.
    fn value(&mut self, name: &str, member: &'a Member) -> Option<Value> {
        self.values_left = self.values_left.checked_sub(1)?;
        let model = self.lowering.model;
        let target = model.target(member);
        let (min, max) = self.length(member);
        match &target.kind {
            Kind::Boolean => Some(json!(true)),
            Kind::String => {
                let pattern = model.member_trait(member).map(|Pattern(pattern)| pattern);
                let patterns = &self.lowering.patterns;
                let engine = pattern.as_deref().and_then(|pattern| patterns.engine(pattern));
                Some(json!(text(name, self.position, (min, max), pattern.as_deref(), engine)))
            }
            Kind::Blob => Some(json!(text("data", self.position, (min, max), None, None))),
            Kind::Enum | Kind::IntEnum => self.enum_value(target),
            Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::BigInteger => {
                Some(json!(self.number(member, f64::ceil, f64::floor) as i64))
            }
            Kind::Float | Kind::Double | Kind::BigDecimal => {
                Some(json!(self.number(member, |min| min, |max| max)))
            }
            Kind::Timestamp => Some(json!(TIME)),
            Kind::Document => Some(json!({})),
            Kind::List => {
                let items = self.items(min, max, |inventor| {
                    inventor.value(&singular(name), target.members.first()?)
                });
                Some(Value::Array(items?))
            }
            Kind::Map => {
                let entries = self.items(min, max, |inventor| {
                    let [key, value] = target.members.as_slice() else { return None };
                    let key = inventor.value("key", key)?;
                    Some((key.as_str()?.to_owned(), inventor.value("value", value)?))
                });
                Some(Value::Object(entries?.into_iter().collect()))
            }
            Kind::Structure => self.within(target, |inventor| {
                let role = inventor.lowering.role(target);
                inventor.members(target, role, |_| true).map(Value::Object)
            }),
            Kind::Union => self.within(target, |inventor| {
                let mut members = target.members.iter();
                members.find_map(|member| {
                    let value = match is_unit(model.target(member)) {
                        true => json!({}),
                        false => inventor.value(&member.name, member)?,
                    };
                    Some(json!({ member.name.as_str(): value }))
                })
            }),
            _ => None,
        }
    }

    fn within<T>(
        &mut self,
        shape: &'a Shape,
        invent: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        if self.around.contains(&&shape.id) {
            return None;
        }
        self.around.push(&shape.id);
        let found = invent(self);
        self.around.pop();
        found
    }

    /// The minimum number of items, or one if that is zero; none if an item would contain its
    /// container.
    fn items<T>(
        &mut self,
        min: usize,
        max: usize,
        mut invent: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let position = self.position;
        let count = min.max(1).min(max);
        let items = (0..count).map(|index| {
            self.position = index;
            invent(self)
        });
        let items: Option<Vec<T>> = items.collect();
        self.position = position;
        items.or_else(|| (self.values_left > 0).then(Vec::new))
    }

    fn length(&self, member: &Member) -> (usize, usize) {
        let length = self.lowering.model.member_trait::<Length>(member);
        let (min, max) = length.map_or((None, None), |length| (length.min, length.max));
        let whole = |bound: u64| usize::try_from(bound).unwrap_or(usize::MAX);
        (min.map_or(0, whole), max.map_or(usize::MAX, whole))
    }

    fn enum_value(&self, shape: &Shape) -> Option<Value> {
        let member = shape.members.get(self.position % shape.members.len().max(1))?;
        let value = member.traits.get().map(|EnumValue(value)| value);
        Some(value.unwrap_or_else(|| json!(member.name)))
    }

    fn number(&self, member: &Member, min: fn(f64) -> f64, max: fn(f64) -> f64) -> f64 {
        let model = self.lowering.model;
        let range = model.member_trait::<Range>(member);
        let several = model.member_trait(member).and_then(|Ranges(ranges)| ranges.first().copied());
        let range = range.or(several);
        let lowest = range.and_then(|range| range.min).map(min);
        let highest = range.and_then(|range| range.max).map(max);
        number(self.position, lowest, highest)
    }
}

/// The singular of a list name, if a rule applies.
fn singular(name: &str) -> String {
    match name.strip_suffix("ies") {
        Some(start) => format!("{start}y"),
        None if ["ss", "us", "is", "ses"].iter().any(|end| name.ends_with(end)) => name.to_owned(),
        None => name.strip_suffix('s').unwrap_or(name).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn items_are_named_after_their_lists() {
        for (list, item) in [("tagKeys", "tagKey"), ("entries", "entry"), ("status", "status")] {
            assert_eq!(singular(list), item);
        }
    }
}
