//! The nesting limit of shapes. rustc walks through nested types when it checks whether a future is
//! `Send`, and stops at a depth of 128, in the crates of callers too.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::support::Reach;
use crate::diagnostics::Diagnostics;
use crate::smithy::{Kind, Member, Model, Shape, ShapeId};

/// The maximum weight of a chain of shapes. `tests/tests/nesting.rs` compiles chains of this
/// weight.
const MOST: usize = 100;

/// The weight of a shape. Measured with rustc 1.95 for a crate and its callers, from check to
/// release builds: chains of 50 structures or unions, of 23 lists of structures and of 18 maps of
/// structures compile; 24 lists or 19 maps do not.
fn weight(shape: &Shape) -> usize {
    match shape.kind {
        Kind::Structure | Kind::Union => 2,
        Kind::List => 3,
        Kind::Map => 4,
        _ => 0,
    }
}

/// Rejects shapes that are nested too deeply, before anything recurses into them.
pub(super) fn check(model: &Model, reach: &Reach<'_>) -> Result<(), Diagnostics> {
    let mut found = Diagnostics::default();
    // Reports each chain once, even if it starts in several places.
    let mut longest: BTreeMap<&ShapeId, (usize, Vec<&ShapeId>)> = BTreeMap::new();
    for root in roots(model, reach) {
        let depths = Depths::from(model, root);
        let Some(way) = depths.0.get(&root.id).filter(|way| way.depth > MOST) else { continue };
        let known = longest.entry(way.end).or_default();
        if known.0 < way.depth {
            *known = (way.depth, depths.chain(root));
        }
    }
    for (depth, chain) in longest.into_values() {
        let Some(shape) = chain.first().map(|id| model.shape(id)) else { continue };
        let message = format!("shapes are nested too deeply: {}", shown(&chain));
        let help = format!(
            "reduce the nesting: a structure or union counts 2, a list 3 and a map 4, and a chain \
             of more than {MOST} does not compile; this one counts {depth}"
        );
        found.push(model.finding(shape, message, help));
    }
    found.check(()).map(|((), _)| ())
}

/// The inputs, outputs and errors of operations, which contain all other shapes.
fn roots<'a>(model: &'a Model, reach: &Reach<'a>) -> Vec<&'a Shape> {
    let messages = reach.operations.iter().flat_map(|shape| match &shape.kind {
        Kind::Operation(operation) => [operation.input.as_ref(), operation.output.as_ref()],
        _ => [None, None],
    });
    let messages = messages.flatten().map(|id| model.shape(id));
    messages.chain(reach.errors.iter().copied()).collect()
}

/// The deepest chain from each shape that can be reached from one root. A recursive shape is
/// followed once around its cycle, from where it is first reached, so the depths depend on the
/// root.
struct Depths<'a>(HashMap<&'a ShapeId, Way<'a>>);

/// The deepest chain from a shape.
struct Way<'a> {
    depth: usize,
    next: Option<&'a ShapeId>,
    end: &'a ShapeId,
}

impl<'a> Depths<'a> {
    fn from(model: &'a Model, root: &'a Shape) -> Self {
        let mut depths = Self(HashMap::new());
        let mut started = BTreeSet::new();
        // Not recursive, because the depth may be too large for recursion.
        let mut pending = vec![(root, 0)];
        while let Some((shape, next)) = pending.pop() {
            if next == 0 && !started.insert(&shape.id) {
                continue;
            }
            match parts(shape).get(next) {
                Some(member) => {
                    pending.push((shape, next + 1));
                    pending.push((model.target(member), 0));
                }
                None => depths.finish(shape),
            }
        }
        depths
    }

    fn finish(&mut self, shape: &'a Shape) {
        let ways = parts(shape)
            .iter()
            .filter_map(|member| Some((&member.target, self.0.get(&member.target)?)));
        let deepest = ways.filter(|(_, way)| way.depth > 0).max_by_key(|(_, way)| way.depth);
        let way = Way {
            depth: weight(shape) + deepest.map_or(0, |(_, way)| way.depth),
            next: deepest.map(|(id, _)| id),
            end: deepest.map_or(&shape.id, |(_, way)| way.end),
        };
        self.0.insert(&shape.id, way);
    }

    fn chain(&self, from: &'a Shape) -> Vec<&'a ShapeId> {
        let next = |id: &&'a ShapeId| self.0.get(*id).and_then(|way| way.next);
        std::iter::successors(Some(&from.id), next).collect()
    }
}

/// The members of a shape's values.
fn parts(shape: &Shape) -> &[Member] {
    match shape.kind {
        Kind::List | Kind::Map | Kind::Structure | Kind::Union => &shape.members,
        _ => &[],
    }
}

/// The start and the end of a chain, and its length.
fn shown(chain: &[&ShapeId]) -> String {
    const ENDS: usize = 3;
    let names: Vec<&str> = chain.iter().map(|id| id.name()).collect();
    let count = names.len();
    if count <= 2 * ENDS {
        return names.join(" › ");
    }
    let (start, end) = (names[..ENDS].join(" › "), names[count - ENDS..].join(" › "));
    format!("{start} › … › {end}, {count} nested shapes")
}
