use std::collections::BTreeMap;

use serde_json::Value;

use super::ast::{Apply, Ast};
use super::report::Report;
use super::shape::{Shape, Traits};
use super::shape_id::ShapeId;
use crate::diagnostics::{did_you_mean, nearest};

/// Applies `apply` statements: adds traits to shapes and members that are defined elsewhere. Those
/// for members from a mixin wait until mixins are flattened.
pub(crate) fn carry_out(ast: &mut Ast, report: &mut Report) {
    for apply in std::mem::take(&mut ast.applies) {
        if is_for_mixed_in_member(ast, &apply.target) {
            ast.applies.push(apply);
        } else {
            add(ast, &apply, report);
        }
    }
}

/// Adds the traits of one `apply`.
pub(crate) fn add(ast: &mut Ast, apply: &Apply, report: &mut Report) {
    let path = ["shapes", apply.target.as_str()];
    let Some(known) = traits_of(&mut ast.shapes, &apply.target) else {
        let shape = apply.target.split_member().map(|(shape, _)| shape);
        if ast.broken.contains(shape.as_ref().unwrap_or(&apply.target)) {
            return;
        }
        let meant = nearest(apply.target.as_str(), ast.shapes.keys().map(ShapeId::as_str));
        let first = apply.traits.iter().next().map_or("traits", |(id, _)| id.name());
        report.at(
            apply.origin,
            &path,
            Some(apply.target.as_str()),
            format!("`{first}` is applied to a shape that does not exist"),
            did_you_mean(meant, "correct the id, or load the file that defines the shape as well"),
        );
        return;
    };
    for (id, value) in apply.traits.iter() {
        let merged = match known.value(id.as_str()) {
            None => value.clone(),
            Some(same) if same == value => continue,
            // A shape may override the traits of its mixins.
            Some(_) if known.is_inherited(id) => value.clone(),
            // Lists of traits such as `smithy.test#httpRequestTests` are concatenated.
            Some(Value::Array(first)) if value.is_array() => {
                first.iter().chain(value.as_array().into_iter().flatten()).cloned().collect()
            }
            Some(other) => {
                report.at(
                    apply.origin,
                    &[&path[..], &["traits", id.as_str()]].concat(),
                    Some(apply.target.as_str()),
                    format!("`{id}` is applied with another value than the one it has: {other}"),
                    "leave one of the two, or replace the value with a patch",
                );
                continue;
            }
        };
        known.set_applied(id.clone(), merged, Some((apply.origin, apply.target.clone())));
    }
}

fn traits_of<'a>(
    shapes: &'a mut BTreeMap<ShapeId, Shape>,
    target: &ShapeId,
) -> Option<&'a mut Traits> {
    match target.split_member() {
        None => shapes.get_mut(target).map(|shape| &mut shape.traits),
        Some((shape, member)) => {
            let members = &mut shapes.get_mut(&shape)?.members;
            members.iter_mut().find(|known| known.name == member).map(|known| &mut known.traits)
        }
    }
}

fn is_for_mixed_in_member(ast: &Ast, target: &ShapeId) -> bool {
    target.split_member().is_some_and(|(shape, member)| {
        let shape = ast.shapes.get(&shape);
        shape.is_some_and(|shape| !shape.mixins.is_empty() && shape.member(member).is_none())
    })
}
