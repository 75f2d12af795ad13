use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use super::support::Reach;
use crate::smithy::{Kind, Member, Model, Shape, ShapeId, in_circles};

impl Lowering<'_> {
    /// Whether a member needs a box, because its type would otherwise contain itself.
    pub(super) fn is_boxed(&self, owner: &Shape, member: &Member) -> bool {
        self.boxes.contains(&(owner.id.clone(), member.name.clone()))
    }
}

/// The members that close a cycle of structures and unions: shape and name. Lists and maps store
/// their items on the heap, so cycles through them need no box.
pub(super) fn boxes(model: &Model, reach: &Reach<'_>) -> BTreeSet<(ShapeId, String)> {
    let shapes = reach.shapes().filter(|shape| holds_members(shape));
    let graph: BTreeMap<&ShapeId, Vec<&ShapeId>> =
        shapes.map(|shape| (&shape.id, held(model, shape).map(|(_, id)| id).collect())).collect();
    // Walks start only in cycles, so that shapes outside do not affect where the boxes are.
    let circles = in_circles(&graph);
    let mut boxes = BTreeSet::new();
    let mut walked = BTreeSet::new();
    for start in &circles {
        walk(model, start, &mut walked, &mut boxes);
    }
    boxes
}

/// A depth-first walk without recursion: a member that leads back to the current path gets a box.
fn walk<'a>(
    model: &'a Model,
    start: &'a ShapeId,
    walked: &mut BTreeSet<&'a ShapeId>,
    boxes: &mut BTreeSet<(ShapeId, String)>,
) {
    if !walked.insert(start) {
        return;
    }
    let mut on_path = BTreeSet::from([start]);
    let mut path = vec![(start, held(model, model.shape(start)))];
    while let Some((shape, members)) = path.last_mut() {
        match members.next() {
            Some((member, target)) if on_path.contains(target) => {
                boxes.insert(((*shape).clone(), member.name.clone()));
            }
            Some((_, target)) => {
                if walked.insert(target) {
                    on_path.insert(target);
                    path.push((target, held(model, model.shape(target))));
                }
            }
            None => {
                on_path.remove(*shape);
                path.pop();
            }
        }
    }
}

/// The members of a shape that directly contain a structure or union, and their targets.
fn held<'a>(
    model: &'a Model,
    shape: &'a Shape,
) -> impl Iterator<Item = (&'a Member, &'a ShapeId)> + use<'a> {
    shape
        .members
        .iter()
        .filter(|member| holds_members(model.target(member)))
        .map(|member| (member, &member.target))
}

fn holds_members(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Structure | Kind::Union)
}
