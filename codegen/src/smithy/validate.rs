//! What every model must keep to, whatever is made of it. Traits that the generator acts on are
//! checked closely, others for the type of their value.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Report, member_path};
use super::shape::{Kind, Member, Shape, Traits};
use super::shape_id::ShapeId;
use super::traits::{
    EnumValue, Error, Http, HttpHeader, HttpLabel, Length, Range, Required, problem,
};

/// Checks all shapes.
pub(crate) fn validate(shapes: &BTreeMap<ShapeId, Shape>, report: &mut Report) {
    let mut validator = Validator { shapes, report };
    for shape in shapes.values() {
        validator.shape(shape);
    }
}

struct Validator<'a> {
    shapes: &'a BTreeMap<ShapeId, Shape>,
    report: &'a mut Report,
}

impl Validator<'_> {
    fn shape(&mut self, shape: &Shape) {
        self.traits(shape, None, &shape.traits);
        for member in &shape.members {
            self.header(shape, member);
            self.traits(shape, Some(&member.name), &member.traits);
            self.target(shape, Some(&member.name), "member", &member.target, is_data);
        }
        match &shape.kind {
            Kind::Service(service) => {
                self.targets(shape, "operation", &service.operations, is_operation);
                self.targets(shape, "resource", &service.resources, is_resource);
                self.targets(shape, "error", &service.errors, is_error);
            }
            Kind::Resource(resource) => {
                self.targets(shape, "operation", &resource.operations, is_operation);
                self.targets(shape, "resource", &resource.resources, is_resource);
            }
            Kind::Operation(operation) => {
                for (what, target) in [("input", &operation.input), ("output", &operation.output)] {
                    self.targets(shape, what, target.as_slice(), is_plain_structure);
                }
                self.targets(shape, "error", &operation.errors, is_error);
                self.labels(shape, operation.input.as_ref());
                self.http(shape);
            }
            Kind::Enum | Kind::IntEnum => self.enumeration(shape),
            _ => {}
        }
    }

    fn traits(&mut self, shape: &Shape, member: Option<&str>, traits: &Traits) {
        for (id, value) in traits.iter() {
            if let Some(problem) = problem(id.as_str(), value) {
                self.trait_finding(
                    shape,
                    member,
                    id,
                    format!("the value of `{id}` is wrong: {problem}"),
                );
            }
        }
        for (id, min, max) in bounds(traits) {
            if let (Some(min), Some(max)) = (min, max)
                && min > max
            {
                let message = format!("`{id}` has a minimum of {min} above its maximum of {max}");
                if let Some(id) = ShapeId::parse(id) {
                    self.trait_finding(shape, member, &id, message);
                }
            }
        }
    }

    fn trait_finding(
        &mut self,
        shape: &Shape,
        member: Option<&str>,
        id: &ShapeId,
        message: String,
    ) {
        let traits = match member.and_then(|member| shape.member(member)) {
            Some(member) => &member.traits,
            None => &shape.traits,
        };
        let (origin, mut path) = match (traits.applied(id), member) {
            (Some((origin, target)), _) => (*origin, vec!["shapes", target.as_str()]),
            (None, Some(member)) => (shape.origin, member_path(shape, member)),
            (None, None) => (shape.origin, vec!["shapes", shape.id.as_str()]),
        };
        path.extend(["traits", id.as_str()]);
        let at = member.map_or(shape.id.clone(), |member| shape.id.member(member));
        let help = "see the trait in the Smithy specification";
        self.report.at(origin, &path, Some(at.as_str()), message, help);
    }

    fn targets(
        &mut self,
        shape: &Shape,
        what: &str,
        targets: &[ShapeId],
        fits: fn(&Shape) -> bool,
    ) {
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
        fits: fn(&Shape) -> bool,
    ) {
        let (message, help) = match self.shapes.get(target) {
            Some(found) if fits(found) => return,
            Some(_) => (
                format!("the {what} targets {target}, which is of a kind that cannot stand here"),
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
        let path = match member {
            Some(member) => member_path(shape, member),
            None => vec!["shapes", shape.id.as_str()],
        };
        let at = member.map_or(shape.id.clone(), |member| shape.id.member(member));
        self.report.at(shape.origin, &path, Some(at.as_str()), message, help);
    }

    fn similar(&self, target: &ShapeId) -> Option<&ShapeId> {
        let name = target.name().to_lowercase();
        self.shapes.keys().find(|known| known.name().to_lowercase() == name)
    }

    /// Method and URI must be what HTTP can carry.
    fn http(&mut self, operation: &Shape) {
        let Some(http) = operation.traits.get::<Http>() else { return };
        let is_method = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS"]
            .contains(&http.method.as_str());
        if !is_method {
            let message = format!("{:?} is not a method of HTTP", http.method);
            self.report.shape(
                operation,
                message,
                "use GET, PUT, POST, DELETE, PATCH, HEAD or OPTIONS",
            );
        }
        let is_plain = |c: char| c.is_ascii_graphic() && !"#\"<>\\^`|".contains(c);
        let braces: String = http.uri.chars().filter(|c| "{}".contains(*c)).collect();
        let is_uri = http.uri.starts_with('/')
            && http.uri.chars().all(is_plain)
            && braces == "{}".repeat(braces.len() / 2);
        if !is_uri {
            let message = format!("{:?} is not the pattern of a URI", http.uri);
            self.report.shape(
                operation,
                message,
                "it starts with / and has labels in braces, in ASCII",
            );
        }
    }

    /// The name of a header must be a token.
    fn header(&mut self, shape: &Shape, member: &Member) {
        let Some(HttpHeader(name)) = member.traits.get() else { return };
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if name.is_empty() || !name.chars().all(is_token) {
            let message = format!("{name:?} is not the name of a header");
            self.report.member(shape, member, message, "use letters, digits and hyphens");
        }
    }

    /// Every label of the URI must be a required member that says so, and the other way round.
    fn labels(&mut self, operation: &Shape, input: Option<&ShapeId>) {
        let Some(http) = operation.traits.get::<Http>() else { return };
        let in_uri: BTreeSet<&str> = labels(&http.uri).collect();
        let members = input.and_then(|input| self.shapes.get(input)).map(|input| &input.members);
        let mut bound = BTreeSet::new();
        for member in members.into_iter().flatten().filter(|m| m.traits.has::<HttpLabel>()) {
            bound.insert(member.name.as_str());
            if !member.traits.has::<Required>() {
                let message = format!("the label `{}` is not a required member", member.name);
                self.report.shape(operation, message, "add `smithy.api#required` to the member");
            }
        }
        for label in in_uri.symmetric_difference(&bound) {
            let message = format!(
                "`{label}` must be both in the URI {} and a member with the httpLabel trait",
                http.uri
            );
            self.report.shape(operation, message, "add what is missing, or remove the other");
        }
    }

    fn enumeration(&mut self, shape: &Shape) {
        let mut seen = BTreeSet::new();
        for member in &shape.members {
            let value = member.traits.get::<EnumValue>().map(|value| value.0.to_string());
            let value = value.unwrap_or_else(|| format!("{:?}", member.name));
            if !seen.insert(value.clone()) {
                let message = format!("two members of this enum have the value {value}");
                self.report.member(shape, member, message, "give each member a value of its own");
            }
        }
    }
}

/// The labels of a URI pattern, without the `+` of greedy ones.
fn labels(uri: &str) -> impl Iterator<Item = &str> {
    uri.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.trim_end_matches('+')))
}

fn bounds(traits: &Traits) -> Vec<(&'static str, Option<f64>, Option<f64>)> {
    let length = traits.get::<Length>().map(|length| {
        ("smithy.api#length", length.min.map(|min| min as f64), length.max.map(|max| max as f64))
    });
    let range = traits.get::<Range>().map(|range| ("smithy.api#range", range.min, range.max));
    length.into_iter().chain(range).collect()
}

fn is_data(shape: &Shape) -> bool {
    !matches!(shape.kind, Kind::Service(_) | Kind::Resource(_) | Kind::Operation(_))
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
