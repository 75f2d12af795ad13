use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::apply;
use super::ast::Ast;
use super::report::Report;
use super::shape::{Kind, Member, Shape};
use super::shape_id::ShapeId;

const MIXIN: &str = "smithy.api#mixin";

/// Copies members and traits of mixins into the shapes that use them.
pub(crate) fn flatten(ast: &mut Ast, report: &mut Report) {
    let ids: Vec<ShapeId> = ast.shapes.keys().cloned().collect();
    let mut done = HashSet::new();
    for id in ids {
        flatten_one(&mut ast.shapes, &id, &mut Vec::new(), &mut done, report);
    }
    for apply in std::mem::take(&mut ast.applies) {
        apply::add(&mut ast.shapes, &apply, report);
    }
}

fn flatten_one(
    shapes: &mut BTreeMap<ShapeId, Shape>,
    id: &ShapeId,
    users: &mut Vec<ShapeId>,
    done: &mut HashSet<ShapeId>,
    report: &mut Report,
) {
    if done.contains(id) {
        return;
    }
    let Some(mixins) = shapes.get(id).map(|shape| shape.mixins.clone()) else { return };
    users.push(id.clone());
    for mixin in &mixins {
        if users.contains(mixin) {
            let shape = &shapes[id];
            report.shape(
                shape,
                format!("mixins go round in a circle by way of {mixin}"),
                "break the circle",
            );
            continue;
        }
        flatten_one(shapes, mixin, users, done, report);
        let shape = &shapes[id];
        match shapes.get(mixin) {
            None => report.shape(
                shape,
                format!("the mixin {mixin} does not exist"),
                "correct the id, or load the file that defines it as well",
            ),
            Some(known) if known.traits.value(MIXIN).is_none() => report.shape(
                shape,
                format!("{mixin} is used as a mixin, but lacks the mixin trait"),
                "add `smithy.api#mixin` to it",
            ),
            Some(_) => {}
        }
    }
    users.pop();
    done.insert(id.clone());
    let merged = merge(shapes, id, &mixins);
    shapes.insert(id.clone(), merged);
}

/// Members of mixins come first, in the order of the mixins; own ones override.
fn merge(shapes: &BTreeMap<ShapeId, Shape>, id: &ShapeId, mixins: &[ShapeId]) -> Shape {
    let mut shape = shapes[id].clone();
    let own = std::mem::take(&mut shape.members);
    let mut traits = super::shape::Traits::default();
    for mixin in mixins.iter().filter_map(|mixin| shapes.get(mixin)) {
        for member in &mixin.members {
            put(&mut shape.members, member);
        }
        let local = mixin.traits.value(MIXIN).and_then(|value| value.get("localTraits"));
        for (trait_id, value) in mixin.traits.iter() {
            if trait_id != MIXIN && !is_listed(local, trait_id) {
                traits.set(trait_id.clone(), value.clone());
            }
        }
        merge_kind(&mut shape.kind, &mixin.kind);
    }
    for member in &own {
        put(&mut shape.members, member);
    }
    for (trait_id, value) in shape.traits.iter() {
        let applied = shape.traits.applied(trait_id).cloned();
        traits.set_applied(trait_id.clone(), value.clone(), applied);
    }
    shape.traits = traits;
    shape.mixins.clear();
    shape
}

fn put(members: &mut Vec<Member>, member: &Member) {
    match members.iter_mut().find(|known| known.name == member.name) {
        None => members.push(member.clone()),
        Some(known) => {
            known.target = member.target.clone();
            for (id, value) in member.traits.iter() {
                known.traits.set(id.clone(), value.clone());
            }
        }
    }
}

fn merge_kind(kind: &mut Kind, mixin: &Kind) {
    let prepend = |own: &mut Vec<ShapeId>, mixed_in: &[ShapeId]| {
        let mut merged = mixed_in.to_vec();
        merged.extend(own.drain(..).filter(|id| !mixed_in.contains(id)));
        *own = merged;
    };
    match (kind, mixin) {
        (Kind::Operation(own), Kind::Operation(mixin)) => prepend(&mut own.errors, &mixin.errors),
        (Kind::Resource(own), Kind::Resource(mixin)) => {
            prepend(&mut own.operations, &mixin.operations);
            prepend(&mut own.resources, &mixin.resources);
        }
        (Kind::Service(own), Kind::Service(mixin)) => {
            if own.version.is_empty() {
                own.version.clone_from(&mixin.version);
            }
            prepend(&mut own.operations, &mixin.operations);
            prepend(&mut own.resources, &mixin.resources);
            prepend(&mut own.errors, &mixin.errors);
            own.rename.extend(mixin.rename.iter().cloned());
        }
        _ => {}
    }
}

fn is_listed(list: Option<&Value>, id: &ShapeId) -> bool {
    list.and_then(Value::as_array)
        .into_iter()
        .flatten()
        .any(|entry| entry.as_str() == Some(id.as_str()))
}
