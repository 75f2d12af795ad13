//! Traits that nobody defines: neither the model, Smithy nor AWS.

use std::collections::{BTreeMap, BTreeSet};

use super::ast::Ast;
use super::report::{Report, member_path};
use super::shape::{Origin, Traits};
use super::shape_id::ShapeId;
use super::traits::{is_known, is_known_namespace, known};
use crate::diagnostics::nearest;

/// Reports unknown traits. One that resembles a known trait is an error, and is then treated as
/// that trait, to avoid errors about its absence. Others may be newer than this generator.
pub(crate) fn report(ast: &mut Ast, report: &mut Report) {
    let defined = defined(ast);
    let mut strangers = Strangers { defined, others: BTreeMap::new(), report };
    for shape in ast.shapes.values_mut().filter(|shape| shape.origin != Origin::PRELUDE) {
        let id = shape.id.clone();
        let place = Place { origin: shape.origin, path: &["shapes", id.as_str()], shape: &id };
        strangers.look_at(&mut shape.traits, &place);
        let mut members = std::mem::take(&mut shape.members);
        for member in &mut members {
            let name = member.name.clone();
            let (path, member_id) = (member_path(shape, &name), id.member(&name));
            let place = Place { origin: shape.origin, path: &path, shape: &member_id };
            strangers.look_at(&mut member.traits, &place);
        }
        shape.members = members;
    }
    for apply in &mut ast.applies {
        let path = ["shapes", apply.target.as_str()];
        let place = Place { origin: apply.origin, path: &path, shape: &apply.target };
        strangers.look_at(&mut apply.traits, &place);
    }
    strangers.report_others();
}

/// The traits that the model defines, including those whose definition is invalid.
fn defined(ast: &Ast) -> BTreeSet<String> {
    let is_trait = |traits: &Traits| traits.value("smithy.api#trait").is_some();
    let shapes = ast.shapes.values().filter(|shape| is_trait(&shape.traits));
    let applied = ast.applies.iter().filter(|apply| is_trait(&apply.traits));
    let ids = shapes.map(|shape| &shape.id).chain(applied.map(|apply| &apply.target));
    ids.chain(&ast.broken).map(ShapeId::to_string).collect()
}

struct Place<'a> {
    origin: Origin,
    /// The path to the owner of the traits.
    path: &'a [&'a str],
    shape: &'a ShapeId,
}

struct Strangers<'a> {
    defined: BTreeSet<String>,
    /// Unknown traits that resemble no known one: where each occurs first, and how often.
    others: BTreeMap<ShapeId, (Origin, Vec<String>, ShapeId, usize)>,
    report: &'a mut Report,
}

impl Strangers<'_> {
    fn look_at(&mut self, traits: &mut Traits, place: &Place<'_>) {
        let is_strange = |id: &&ShapeId| {
            !is_known(id.namespace(), id.name()) && !self.defined.contains(id.as_str())
        };
        let strange: Vec<ShapeId> =
            traits.iter().map(|(id, _)| id).filter(is_strange).cloned().collect();
        for id in strange {
            let Some(meant) = self.meant(&id) else {
                let path = [place.path, &["traits", id.as_str()]].concat();
                let path = path.into_iter().map(str::to_owned).collect();
                let first = (place.origin, path, place.shape.clone(), 0);
                self.others.entry(id).or_insert(first).3 += 1;
                continue;
            };
            let path = [place.path, &["traits", id.as_str()]].concat();
            let message = format!("there is no trait `{id}`");
            let help = format!("did you mean `{}`?", short(&id, &meant));
            self.report.at(place.origin, &path, Some(place.shape.as_str()), message, help);
            traits.rename(&id, meant);
        }
    }

    /// The trait that a misspelt id probably means, in its own namespace or in another.
    fn meant(&self, id: &ShapeId) -> Option<ShapeId> {
        let (namespace, name) = (id.namespace(), id.name());
        let same = known().filter(|(space, _)| *space == namespace).map(|(_, name)| name);
        let defined = self.defined.iter().filter_map(|id| id.split_once('#'));
        let defined = defined.filter(|(space, _)| *space == namespace).map(|(_, name)| name);
        if let Some(meant) = nearest(name, same.chain(defined)) {
            return ShapeId::parse(&format!("{namespace}#{meant}"));
        }
        // A name of Smithy or AWS in one of their namespaces, or in one that resembles it.
        let is_near =
            |space: &str| is_known_namespace(namespace) || nearest(namespace, [space]).is_some();
        let (space, name) = known().find(|(space, known)| *known == name && is_near(space))?;
        ShapeId::parse(&format!("{space}#{name}"))
    }

    fn report_others(self) {
        for (id, (origin, path, shape, count)) in self.others {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let more = match count - 1 {
                0 => String::new(),
                1 => ", here and in 1 other place".to_owned(),
                more => format!(", here and in {more} other places"),
            };
            let message = format!("the trait `{id}` is not known, and ignored{more}");
            let help = if is_known_namespace(id.namespace()) {
                "check its name; if it is newer than this generator, see what it changes"
            } else {
                "check its name, or load the file that defines it as well"
            };
            self.report.at(origin, &path, Some(shape.as_str()), message, help).warn();
        }
    }
}

/// The name of the intended trait, with its namespace if that differs.
fn short<'a>(id: &ShapeId, meant: &'a ShapeId) -> &'a str {
    if id.namespace() == meant.namespace() { meant.name() } else { meant.as_str() }
}
