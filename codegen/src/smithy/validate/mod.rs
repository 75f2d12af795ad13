//! What every model must keep to, whatever is made of it. Each module holds the rules of one topic.
//! Traits that the generator acts on are checked closely, others for the type of their value.

mod auth;
mod closure;
mod conflicts;
mod defaults;
mod discovery;
mod enums;
mod examples;
mod host;
mod http;
mod names;
mod nodes;
mod pagination;
mod places;
mod recursion;
mod references;
mod resources;
mod streaming;
mod targets;
mod uri;
mod values;
mod waiters;

use std::collections::BTreeMap;

use super::report::{Report, member_path};
use super::shape::{Kind, Member, Origin, Shape, Traits};
use super::shape_id::ShapeId;

/// Checks all shapes.
pub(crate) fn validate(shapes: &BTreeMap<ShapeId, Shape>, report: &mut Report) {
    let mut validator = Validator {
        shapes,
        similar: targets::by_lowercase_name(shapes),
        definitions: conflicts::definitions(shapes),
        services: resources::services(shapes),
        report,
    };
    for shape in shapes.values().filter(|shape| shape.origin != Origin::PRELUDE) {
        validator.shape(shape);
    }
    validator.names();
    validator.recursion();
    validator.resource_circles();
    validator.streams();
}

struct Validator<'a> {
    shapes: &'a BTreeMap<ShapeId, Shape>,
    /// Shapes by their names in lower case, to suggest one.
    similar: BTreeMap<String, &'a ShapeId>,
    /// What the model's own traits forbid.
    definitions: conflicts::Definitions<'a>,
    /// The services that operations are bound to.
    services: BTreeMap<&'a ShapeId, Vec<&'a Shape>>,
    report: &'a mut Report,
}

impl<'a> Validator<'a> {
    fn shape(&mut self, shape: &'a Shape) {
        self.spot(Spot { shape, member: None, target: None });
        for member in &shape.members {
            let target = self.shapes.get(&member.target);
            self.spot(Spot { shape, member: Some(member), target });
        }
        self.relations(shape);
        self.exclusive_members(shape);
        match &shape.kind {
            Kind::Service(service) => {
                self.closure(shape, service);
                self.bindings(shape);
                self.discovery(shape);
            }
            Kind::Resource(resource) => self.resource(shape, resource),
            Kind::Operation(operation) => {
                self.http(shape, operation);
                self.host(shape, operation);
                self.examples(shape, operation);
                self.pagination(shape, operation);
                self.waiters(shape);
            }
            Kind::Enum | Kind::IntEnum => self.enumeration(shape),
            Kind::Structure => {
                self.json_names(shape);
                self.http_names(shape);
            }
            Kind::Union => {
                self.json_names(shape);
                self.choices(shape);
            }
            _ => {}
        }
    }

    /// A shape or a member, for its traits.
    fn spot(&mut self, spot: Spot<'a>) {
        self.values(spot);
        self.places(spot);
        self.conflicts(spot);
        self.auth(spot);
        self.uris(spot);
        self.default(spot);
        self.references(spot);
    }

    fn get(&self, id: &ShapeId) -> Option<&'a Shape> {
        self.shapes.get(id)
    }

    /// A finding about a trait, where it is applied.
    fn trait_finding(&mut self, spot: Spot<'_>, id: &str, message: String, help: &str) {
        let Some(id) = ShapeId::parse(id) else { return };
        let (origin, mut path) = match (spot.traits().applied(&id), spot.member) {
            (Some((origin, target)), _) => (*origin, vec!["shapes", target.as_str()]),
            (None, Some(member)) => (spot.shape.origin, member_path(spot.shape, &member.name)),
            (None, None) => (spot.shape.origin, vec!["shapes", spot.shape.id.as_str()]),
        };
        path.extend(["traits", id.as_str()]);
        self.report.at(origin, &path, Some(spot.id().as_str()), message, help);
    }
}

/// Where traits stand: a shape or one of its members.
#[derive(Clone, Copy)]
struct Spot<'a> {
    shape: &'a Shape,
    member: Option<&'a Member>,
    /// What the member targets, if that exists.
    target: Option<&'a Shape>,
}

impl<'a> Spot<'a> {
    fn of(shape: &'a Shape) -> Self {
        Self { shape, member: None, target: None }
    }

    fn id(&self) -> ShapeId {
        self.member.map_or_else(|| self.shape.id.clone(), |member| self.shape.member_id(member))
    }

    fn traits(&self) -> &'a Traits {
        self.member.map_or(&self.shape.traits, |member| &member.traits)
    }

    fn has(&self, id: &str) -> bool {
        self.traits().value(id).is_some()
    }

    /// The shape of the values that stand here.
    fn data(&self) -> Option<&'a Shape> {
        if self.member.is_some() { self.target } else { Some(self.shape) }
    }
}
