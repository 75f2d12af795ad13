use std::collections::{BTreeMap, BTreeSet};

use super::Validator;
use super::names::list;
use crate::smithy::shape::{Kind, Member, Origin, Service, Shape};
use crate::smithy::shape_id::{ShapeId, is_identifier};
use crate::smithy::traits::Error;

/// If more shapes have one name, each is compared with only this many.
const MOST_COMPARED: usize = 32;

impl<'a> Validator<'a> {
    /// Within a service, names of shapes are unique across namespaces.
    pub(super) fn closure(&mut self, shape: &'a Shape, service: &'a Service) {
        let closure = self.reached(shape);
        let renames: BTreeMap<&ShapeId, &str> =
            service.rename.iter().map(|(from, to)| (from, to.as_str())).collect();
        let mut by_name: BTreeMap<String, Vec<&Shape>> = BTreeMap::new();
        for shape in closure.values() {
            let name = renames.get(&shape.id).copied().unwrap_or_else(|| shape.id.name());
            by_name.entry(name.to_lowercase()).or_default().push(shape);
        }
        for same in by_name.values().filter(|same| same.len() > 1) {
            for subject in same {
                let compared = same.iter().take(MOST_COMPARED);
                let conflicts = compared.filter(|other| other.id != subject.id);
                let conflicts = conflicts.filter(|other| !self.may_share_a_name(subject, other));
                let others: Vec<&str> = conflicts.map(|other| other.id.as_str()).collect();
                if !others.is_empty() {
                    let message =
                        format!("in {} it has the same name as {}", shape.id, list(&others));
                    self.report.shape(
                        subject,
                        message,
                        "give one of them another name with `rename`",
                    );
                }
            }
        }
        self.renames(shape, service, &closure);
    }

    fn renames(
        &mut self,
        shape: &Shape,
        service: &Service,
        closure: &BTreeMap<&ShapeId, &'a Shape>,
    ) {
        for (from, to) in &service.rename {
            let problem = match closure.get(from) {
                None if from.namespace() == "smithy.api" => continue,
                None => "is not in the service",
                Some(_) if !is_identifier(to) => "gets a name that is not an identifier",
                Some(_) if from.name() == to => "has that name already",
                Some(found) if matches!(found.kind, Kind::Operation(_) | Kind::Resource(_)) => {
                    "is an operation or resource, which cannot be renamed"
                }
                Some(found) if found.traits.has::<Error>() => {
                    "is an error, which cannot be renamed"
                }
                Some(_) => continue,
            };
            let message = format!("`rename` to {to:?}: {from} {problem}");
            self.report.shape(shape, message, "correct the entry, or remove it");
        }
    }

    /// All shapes of a service except those of the prelude, which have no names in a client.
    fn reached(&self, service: &'a Shape) -> BTreeMap<&'a ShapeId, &'a Shape> {
        let mut closure: BTreeMap<&ShapeId, &Shape> = BTreeMap::new();
        let mut pending = vec![service];
        while let Some(shape) = pending.pop() {
            if shape.origin == Origin::PRELUDE || closure.insert(&shape.id, shape).is_some() {
                continue;
            }
            pending.extend(neighbours(shape).into_iter().filter_map(|id| self.get(id)));
        }
        closure
    }

    /// Simple shapes and lists may share a name if they are otherwise equal.
    fn may_share_a_name(&self, one: &Shape, other: &Shape) -> bool {
        // Lists of lists may be recursive.
        let mut seen = BTreeSet::new();
        let mut pair = (one, other);
        while seen.insert((&pair.0.id, &pair.1.id)) {
            let (one, other) = pair;
            if one.id == other.id {
                return true;
            }
            if one.kind != other.kind || one.traits != other.traits || !is_plain(&one.kind) {
                return false;
            }
            match (&one.members[..], &other.members[..]) {
                ([a], [b]) if one.kind == Kind::List => match self.targets_of(a, b) {
                    Some(targets) => pair = targets,
                    None => return a.traits == b.traits,
                },
                _ => return same_values(one, other),
            }
        }
        true
    }

    /// The targets of two members, for further comparison.
    fn targets_of(&self, one: &Member, other: &Member) -> Option<(&'a Shape, &'a Shape)> {
        let targets = self.get(&one.target).zip(self.get(&other.target));
        targets.filter(|_| one.traits == other.traits)
    }
}

fn is_plain(kind: &Kind) -> bool {
    use Kind::{Map, Operation, Resource, Service, Structure, Union};
    !matches!(kind, Map | Structure | Union | Service(_) | Resource(_) | Operation(_))
}

/// Whether two enums have the same values; true for other simple shapes.
fn same_values(one: &Shape, other: &Shape) -> bool {
    one.members == other.members
}

fn neighbours(shape: &Shape) -> Vec<&ShapeId> {
    let mut found: Vec<&ShapeId> = shape.members.iter().map(|member| &member.target).collect();
    match &shape.kind {
        Kind::Service(service) => {
            found
                .extend(service.operations.iter().chain(&service.resources).chain(&service.errors));
        }
        Kind::Resource(resource) => {
            found.extend(resource.operations.iter().map(|(_, id)| id));
            found.extend(&resource.resources);
            found.extend(resource.identifiers.iter().chain(&resource.properties).map(|(_, id)| id));
        }
        Kind::Operation(operation) => {
            found.extend(operation.input.iter().chain(&operation.output).chain(&operation.errors));
        }
        _ => {}
    }
    found
}
