use std::collections::BTreeMap;

use super::Validator;
use crate::smithy::report::member_path;
use crate::smithy::shape::{Kind, Member, Shape};
use crate::smithy::shape_id::ShapeId;
use crate::smithy::traits::Error;

/// The requirement of a reference.
type Fits = fn(&Shape) -> bool;

/// Shapes by their names in lower case.
pub(super) fn by_lowercase_name(shapes: &BTreeMap<ShapeId, Shape>) -> BTreeMap<String, &ShapeId> {
    shapes.keys().rev().map(|id| (id.name().to_lowercase(), id)).collect()
}

impl<'a> Validator<'a> {
    /// The targets of a shape must exist and be of the right kind.
    pub(super) fn relations(&mut self, shape: &'a Shape) {
        for member in &shape.members {
            self.target(shape, Some(&member.name), "member", &member.target, is_data);
            self.unit(shape, member);
        }
        if shape.kind == Kind::Map {
            self.map_key(shape);
        }
        match &shape.kind {
            Kind::Service(service) => {
                self.targets(shape, "operation", &service.operations, is_operation);
                self.targets(shape, "resource", &service.resources, is_resource);
                self.targets(shape, "error", &service.errors, is_error);
            }
            Kind::Resource(resource) => {
                for (_, operation) in &resource.operations {
                    self.target(shape, None, "operation", operation, is_operation);
                }
                self.targets(shape, "resource", &resource.resources, is_resource);
                for (_, identifier) in &resource.identifiers {
                    self.target(shape, None, "identifier", identifier, is_text);
                }
                for (_, property) in &resource.properties {
                    self.target(shape, None, "property", property, is_data);
                }
            }
            Kind::Operation(operation) => {
                for (what, target) in [("input", &operation.input), ("output", &operation.output)] {
                    self.targets(shape, what, target.as_slice(), is_plain_structure);
                }
                self.targets(shape, "error", &operation.errors, is_error);
            }
            _ => {}
        }
    }

    /// The unit type is for union members without data, and must not be used elsewhere.
    fn unit(&mut self, shape: &'a Shape, member: &'a Member) {
        let is_value = matches!(shape.kind, Kind::Structure | Kind::List | Kind::Map);
        if is_value && member.target == "smithy.api#Unit" {
            let message = "only members of unions may target smithy.api#Unit, which has no value";
            self.report.member(shape, member, message, "target a structure or another shape");
        }
    }

    fn map_key(&mut self, map: &'a Shape) {
        let Some(key) = map.member("key") else { return };
        if self.get(&key.target).is_some_and(|target| is_data(target) && !is_text(target)) {
            let message = format!("the keys of this map are {}, which is not a string", key.target);
            self.report.member(map, key, message, "target a string or an enum");
        }
    }

    fn targets(&mut self, shape: &Shape, what: &str, targets: &[ShapeId], fits: Fits) {
        for target in targets {
            self.target(shape, None, what, target, fits);
        }
    }

    fn target(
        &mut self,
        shape: &Shape,
        member: Option<&str>,
        what: &str,
        target: &ShapeId,
        fits: Fits,
    ) {
        let (message, help) = match self.shapes.get(target) {
            Some(found) if fits(found) => return,
            None if self.broken.contains(target) => return,
            Some(_) => (
                format!("the {what} targets {target}, which is a shape of the wrong kind"),
                "target a shape of the right kind".to_owned(),
            ),
            None => (
                format!("the {what} targets {target}, which does not exist"),
                match self.similar(target) {
                    Some(similar) => format!("did you mean {similar}?"),
                    None => "correct the id, or load the file that defines it as well".to_owned(),
                },
            ),
        };
        let mut path = match member {
            Some(member) => member_path(shape, member),
            None if matches!(what, "input" | "output") => vec!["shapes", shape.id.as_str(), what],
            None => vec!["shapes", shape.id.as_str()],
        };
        if path.len() > 2 {
            path.push("target");
        }
        let at = member.map_or(shape.id.clone(), |member| shape.id.member(member));
        self.report.at(shape.origin, &path, Some(at.as_str()), message, help);
    }

    fn similar(&self, target: &ShapeId) -> Option<&ShapeId> {
        self.similar.get(&target.name().to_lowercase()).copied()
    }
}

pub(super) fn is_data(shape: &Shape) -> bool {
    !matches!(shape.kind, Kind::Service(_) | Kind::Resource(_) | Kind::Operation(_))
}

/// A string or an enum.
pub(super) fn is_text(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::String | Kind::Enum)
}

fn is_operation(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Operation(_))
}

fn is_resource(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Resource(_))
}

fn is_plain_structure(shape: &Shape) -> bool {
    shape.kind == Kind::Structure && !shape.traits.has::<Error>()
}

fn is_error(shape: &Shape) -> bool {
    shape.kind == Kind::Structure && shape.traits.has::<Error>()
}
