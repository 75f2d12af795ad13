//! The rules for all models, one module per topic. Traits that the generator uses are checked in
//! detail, others only for the type of their value.

mod auth;
mod certificates;
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
mod patterns;
mod places;
mod recursion;
mod references;
mod resources;
mod routes;
mod strangers;
mod streaming;
mod targets;
mod unlisted;
mod uri;
mod values;
mod waiters;

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Report, member_path};
use super::shape::{Kind, Member, Origin, Shape, Traits};
use super::shape_id::ShapeId;

/// Checks all shapes. References to broken ones are not reported.
pub(crate) fn validate(
    shapes: &BTreeMap<ShapeId, Shape>,
    broken: &BTreeSet<ShapeId>,
    report: &mut Report,
) {
    let mut validator = Validator {
        shapes,
        broken,
        patterns: patterns::Patterns::new(),
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
    validator.unlisted();
}

struct Validator<'a> {
    shapes: &'a BTreeMap<ShapeId, Shape>,
    broken: &'a BTreeSet<ShapeId>,
    patterns: patterns::Patterns,
    /// Shapes by their names in lower case, for suggestions.
    similar: BTreeMap<String, &'a ShapeId>,
    /// The constraints of the model's own traits.
    definitions: conflicts::Definitions<'a>,
    /// The services of operations.
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
                self.routes(shape);
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

    /// Checks the traits of a shape or a member.
    fn spot(&mut self, spot: Spot<'a>) {
        self.values(spot);
        self.places(spot);
        self.conflicts(spot);
        self.auth(spot);
        self.certificates(spot);
        self.uris(spot);
        self.default(spot);
        self.pattern(spot);
        self.references(spot);
    }

    fn get(&self, id: &ShapeId) -> Option<&'a Shape> {
        self.shapes.get(id)
    }

    /// A finding about a trait, at the place where it is applied.
    fn trait_finding(&mut self, spot: Spot<'_>, id: &str, message: String, help: &str) {
        let (origin, path) = spot.place(id);
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        self.report.at(origin, &path, Some(spot.id().as_str()), message, help);
    }

    /// A warning about a trait, or about part of its value, at the place where it is applied.
    fn trait_warning(
        &mut self,
        spot: Spot<'_>,
        id: &str,
        within: &[&str],
        message: String,
        help: &str,
    ) {
        let (origin, path) = spot.place(id);
        let path: Vec<&str> =
            path.iter().map(String::as_str).chain(within.iter().copied()).collect();
        self.report.at(origin, &path, Some(spot.id().as_str()), message, help).warn();
    }
}

/// The owner of traits: a shape or one of its members.
#[derive(Clone, Copy)]
struct Spot<'a> {
    shape: &'a Shape,
    member: Option<&'a Member>,
    /// The target of the member, if it exists.
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

    /// Where a trait is applied.
    fn place(&self, id: &str) -> (Origin, Vec<String>) {
        let applied = ShapeId::parse(id).and_then(|id| self.traits().applied(&id));
        let (origin, path) = match (applied, self.member) {
            (Some((origin, target)), _) => (*origin, vec!["shapes", target.as_str()]),
            (None, Some(member)) => (self.shape.origin, member_path(self.shape, &member.name)),
            (None, None) => (self.shape.origin, vec!["shapes", self.shape.id.as_str()]),
        };
        (origin, path.into_iter().chain(["traits", id]).map(str::to_owned).collect())
    }

    fn has(&self, id: &str) -> bool {
        self.traits().value(id).is_some()
    }

    /// The shape of the values.
    fn data(&self) -> Option<&'a Shape> {
        if self.member.is_some() { self.target } else { Some(self.shape) }
    }
}
