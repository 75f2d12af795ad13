use std::collections::{BTreeMap, HashMap};
use std::mem::discriminant;

use serde_json::Value;

use super::apply;
use super::ast::{Apply, Ast};
use super::circles::in_circles;
use super::report::Report;
use super::shape::{Kind, Member, Shape, Traits};
use super::shape_id::ShapeId;

const MIXIN: &str = "smithy.api#mixin";

/// How many members and traits mixins may copy into a model. It is far more than the largest
/// services need; a small file could otherwise exhaust the memory.
const MOST_COPIES: usize = 200_000;

/// Copies members and traits of mixins into the shapes that use them.
pub(crate) fn flatten(ast: &mut Ast, report: &mut Report) {
    let mut applies: BTreeMap<ShapeId, Vec<Apply>> = BTreeMap::new();
    for apply in std::mem::take(&mut ast.applies) {
        let shape = apply.target.split_member().map_or(apply.target.clone(), |(shape, _)| shape);
        applies.entry(shape).or_default().push(apply);
    }
    let mut copies = 0;
    for id in order(&ast.shapes, report) {
        let shape = merge(ast, &id, report);
        copies += shape.members.len() + shape.traits.len();
        if copies > MOST_COPIES {
            report.shape(
                &shape,
                format!("mixins bring more than {MOST_COPIES} members and traits into the model"),
                "use mixins with fewer members, or use them in fewer shapes",
            );
            return;
        }
        ast.shapes.insert(id.clone(), shape);
        // After the members were added, and before other shapes copy them.
        for apply in applies.remove(&id).into_iter().flatten() {
            apply::add(ast, &apply, report);
        }
    }
    for apply in applies.into_values().flatten() {
        apply::add(ast, &apply, report);
    }
}

/// All shapes that use mixins, in dependency order. Cycles are reported and omitted.
fn order(shapes: &BTreeMap<ShapeId, Shape>, report: &mut Report) -> Vec<ShapeId> {
    let mut users: HashMap<&ShapeId, Vec<&ShapeId>> = HashMap::new();
    let mut open: BTreeMap<&ShapeId, usize> = BTreeMap::new();
    for shape in shapes.values().filter(|shape| !shape.mixins.is_empty()) {
        let flattened = |mixin: &&ShapeId| shapes.get(*mixin).is_some_and(|m| !m.mixins.is_empty());
        let mixins: Vec<&ShapeId> = shape.mixins.iter().filter(flattened).collect();
        open.insert(&shape.id, mixins.len());
        for mixin in mixins {
            users.entry(mixin).or_default().push(&shape.id);
        }
    }
    let mut ready: Vec<&ShapeId> =
        open.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    let mut order = Vec::new();
    while let Some(id) = ready.pop() {
        open.remove(id);
        order.push(id.clone());
        for user in users.get(id).into_iter().flatten() {
            if let Some(count) = open.get_mut(*user) {
                *count -= 1;
                if *count == 0 {
                    ready.push(user);
                }
            }
        }
    }
    report_circles(shapes, open, report);
    order
}

/// The remaining shapes are part of a cycle or depend on one. Only the former are reported.
fn report_circles(
    shapes: &BTreeMap<ShapeId, Shape>,
    left: BTreeMap<&ShapeId, usize>,
    report: &mut Report,
) {
    let graph = left.keys().map(|id| (*id, shapes[*id].mixins.iter().collect())).collect();
    let circles = in_circles(&graph);
    for shape in circles.iter().map(|id| &shapes[*id]) {
        if let Some(mixin) = shape.mixins.iter().find(|mixin| circles.contains(mixin)) {
            let message = format!("mixins form a cycle through {mixin}");
            report.shape(shape, message, "break the cycle");
        }
    }
}

/// Members of mixins come first, in the order of the mixins; the shape's own members override them.
fn merge(ast: &Ast, id: &ShapeId, report: &mut Report) -> Shape {
    let user = &ast.shapes[id];
    let mut members = Members::default();
    let mut shape = Shape { members: Vec::new(), traits: Traits::default(), ..user.clone() };
    for mixin in &std::mem::take(&mut shape.mixins) {
        let Some(mixin) = usable(ast, user, mixin, report) else { continue };
        for member in &mixin.members {
            let traits = member.traits.clone().inherited();
            members.put(user, &Member { traits, ..member.clone() }, report);
        }
        let local = mixin.traits.value(MIXIN).and_then(|value| value.get("localTraits"));
        let is_wanted = |id: &ShapeId| id != MIXIN && !is_listed(local, id);
        shape.traits.take_over(&mixin.traits.clone().inherited(), is_wanted);
        merge_kind(&mut shape.kind, &mixin.kind);
    }
    for member in &user.members {
        members.put(user, member, report);
    }
    shape.traits.take_over(&user.traits, |_| true);
    shape.members = members.in_order;
    shape
}

/// The shape that a mixin refers to, if it can be used as one.
fn usable<'a>(
    ast: &'a Ast,
    user: &Shape,
    mixin: &ShapeId,
    report: &mut Report,
) -> Option<&'a Shape> {
    let Some(found) = ast.shapes.get(mixin) else {
        if ast.broken.contains(mixin) {
            return None;
        }
        report.shape(
            user,
            format!("the mixin {mixin} does not exist"),
            "correct the id, or load the file that defines it as well",
        );
        return None;
    };
    if found.traits.value(MIXIN).is_none() {
        report.shape(
            user,
            format!("{mixin} is used as a mixin, but lacks the mixin trait"),
            "add `smithy.api#mixin` to it",
        );
    }
    if discriminant(&found.kind) != discriminant(&user.kind) {
        report.shape(
            user,
            format!("{mixin} is used as a mixin, but is a shape of another kind"),
            "use mixins of the shape's own kind",
        );
        return None;
    }
    Some(found)
}

/// Members by name, in insertion order.
#[derive(Default)]
struct Members {
    in_order: Vec<Member>,
    places: HashMap<String, usize>,
}

impl Members {
    fn put(&mut self, user: &Shape, member: &Member, report: &mut Report) {
        let place = self.places.get(&member.name);
        let Some(known) = place.and_then(|place| self.in_order.get_mut(*place)) else {
            self.places.insert(member.name.clone(), self.in_order.len());
            return self.in_order.push(member.clone());
        };
        if known.target != member.target {
            let message = format!(
                "`{}` targets {} here and {} in a mixin",
                member.name, member.target, known.target
            );
            report.member(user, member, message, "give it the same target in both, or rename one");
        }
        known.traits.take_over(&member.traits, |_| true);
    }
}

fn merge_kind(kind: &mut Kind, mixin: &Kind) {
    match (kind, mixin) {
        (Kind::Operation(own), Kind::Operation(mixin)) => prepend(&mut own.errors, &mixin.errors),
        (Kind::Resource(own), Kind::Resource(mixin)) => {
            prepend(&mut own.identifiers, &mixin.identifiers);
            prepend(&mut own.properties, &mixin.properties);
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
            for (from, to) in &mixin.rename {
                if !own.rename.iter().any(|(known, _)| known == from) {
                    own.rename.push((from.clone(), to.clone()));
                }
            }
        }
        _ => {}
    }
}

fn prepend<T: Clone + PartialEq>(own: &mut Vec<T>, mixed_in: &[T]) {
    let mut merged = mixed_in.to_vec();
    merged.extend(own.drain(..).filter(|entry| !mixed_in.contains(entry)));
    *own = merged;
}

fn is_listed(list: Option<&Value>, id: &ShapeId) -> bool {
    list.and_then(Value::as_array)
        .into_iter()
        .flatten()
        .any(|entry| entry.as_str() == Some(id.as_str()))
}
