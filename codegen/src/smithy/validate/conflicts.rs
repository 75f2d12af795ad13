use std::collections::BTreeMap;

use serde_json::Value;

use super::names::list;
use super::{Spot, Validator};
use crate::smithy::shape::{Member, Shape};
use crate::smithy::shape_id::ShapeId;

/// The constraints of traits that the model defines, by trait id.
pub(super) type Definitions<'a> = BTreeMap<&'a str, Definition<'a>>;

pub(super) struct Definition<'a> {
    conflicts: Vec<&'a str>,
    exclusive: Option<&'a str>,
}

/// Reads the definitions of traits in a model.
pub(super) fn definitions(shapes: &BTreeMap<ShapeId, Shape>) -> Definitions<'_> {
    shapes.values().filter_map(|shape| Some((shape.id.as_str(), definition(shape)?))).collect()
}

fn definition(shape: &Shape) -> Option<Definition<'_>> {
    let value = shape.traits.value("smithy.api#trait")?;
    let conflicts = value.get("conflicts").and_then(Value::as_array);
    Some(Definition {
        conflicts: conflicts.into_iter().flatten().filter_map(Value::as_str).collect(),
        exclusive: value.get("structurallyExclusive").and_then(Value::as_str),
    })
}

/// Traits that exclude each other on a shape or member.
const CONFLICTS: &[&[&str]] = &[
    &["smithy.api#readonly", "smithy.api#idempotent"],
    &["smithy.api#input", "smithy.api#output", "smithy.api#error"],
    &["smithy.api#trait", "smithy.api#error"],
    &["smithy.api#required", "smithy.api#recommended"],
    &["smithy.api#xmlAttribute", "smithy.api#xmlNamespace"],
    &["smithy.api#eventHeader", "smithy.api#eventPayload"],
    &[
        "smithy.api#httpHeader",
        "smithy.api#httpLabel",
        "smithy.api#httpPayload",
        "smithy.api#httpPrefixHeaders",
        "smithy.api#httpQuery",
        "smithy.api#httpQueryParams",
        "smithy.api#httpResponseCode",
    ],
];

/// Traits that only one member of a shape may have.
const EXCLUSIVE: &[&str] = &[
    "smithy.api#eventPayload",
    "smithy.api#httpPayload",
    "smithy.api#httpPrefixHeaders",
    "smithy.api#httpQueryParams",
    "smithy.api#httpResponseCode",
    "smithy.api#idempotencyToken",
    "smithy.api#nestedProperties",
];

/// Traits that only the target of one member may have.
const EXCLUSIVE_TARGETS: &[&str] = &["smithy.api#streaming"];

impl<'a> Validator<'a> {
    /// Conflicting traits must not be applied together.
    pub(super) fn conflicts(&mut self, spot: Spot<'a>) {
        let ids: Vec<&str> = spot.traits().iter().map(|(id, _)| id.as_str()).collect();
        let mut pairs = Vec::new();
        for group in CONFLICTS {
            let found: Vec<&str> = ids.iter().copied().filter(|id| group.contains(id)).collect();
            pairs.extend(found.windows(2).map(|pair| (pair[0], pair[1])));
        }
        for id in &ids {
            let forbidden = self.definitions.get(id).map_or(&[][..], |known| &known.conflicts);
            pairs.extend(
                forbidden.iter().filter(|other| ids.contains(other)).map(|other| (*id, *other)),
            );
        }
        for (first, second) in pairs {
            let message = format!("`{first}` and `{second}` exclude each other");
            self.trait_finding(spot, second, message, "remove one of them");
        }
    }

    /// Traits that only one member may have, itself or through its target.
    pub(super) fn exclusive_members(&mut self, shape: &'a Shape) {
        let mut by_trait: BTreeMap<(&str, bool), Vec<&str>> = BTreeMap::new();
        for member in &shape.members {
            for id in member.traits.iter().map(|(id, _)| id.as_str()) {
                if self.is_exclusive(id, EXCLUSIVE, "member") {
                    by_trait.entry((id, false)).or_default().push(&member.name);
                }
            }
            for id in self.target_traits(member) {
                if self.is_exclusive(id, EXCLUSIVE_TARGETS, "target") {
                    by_trait.entry((id, true)).or_default().push(&member.name);
                }
            }
        }
        for ((id, by_target), members) in by_trait.iter().filter(|(_, names)| names.len() > 1) {
            let have = if *by_target { "target shapes with" } else { "have" };
            let message = format!("{} all {have} `{id}`, which only one member may", list(members));
            self.report.shape(shape, message, "keep it on one of them");
        }
    }

    fn target_traits(&self, member: &Member) -> impl Iterator<Item = &'a str> {
        let target = self.get(&member.target);
        target.into_iter().flat_map(|shape| shape.traits.iter()).map(|(id, _)| id.as_str())
    }

    fn is_exclusive(&self, id: &str, known: &[&str], way: &str) -> bool {
        known.contains(&id)
            || self.definitions.get(id).is_some_and(|own| own.exclusive == Some(way))
    }
}
