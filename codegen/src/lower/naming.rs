//! Resolves name conflicts within a scope: the first one, in the order of shape ids or members,
//! keeps its name, and the other gets a suffix.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{field_name, module_name, type_name, variant_name};
use super::reserved::{self, MESSAGE};
use super::support::Reach;
use crate::rust::{Identifier, is_prelude};
use crate::smithy::traits::{Paginated, Waitable};
use crate::smithy::{Kind, Member, Model, Shape, ShapeId};

/// The Rust names of the shapes of a service.
pub(super) struct Names {
    types: BTreeMap<ShapeId, Identifier>,
    operations: BTreeMap<ShapeId, Identifier>,
    /// Members whose Rust name is not derived from their own, by shape and member.
    members: BTreeMap<ShapeId, BTreeMap<String, Identifier>>,
}

impl Names {
    pub(super) fn of(model: &Model, reach: &Reach<'_>, service: &Shape) -> Self {
        let operations = operations(reach);
        let types = types(reach, service, operations.values());
        Self { types, operations, members: members(model, reach) }
    }

    /// The name of a structure, union, enum or error.
    pub(super) fn type_name(&self, shape: &Shape) -> Identifier {
        self.types.get(&shape.id).cloned().unwrap_or_else(|| type_name(shape.id.name()))
    }

    /// The common prefix of the names of an operation's types.
    pub(super) fn operation(&self, shape: &Shape) -> Identifier {
        self.operations.get(&shape.id).cloned().unwrap_or_else(|| type_name(shape.id.name()))
    }

    /// The field of a member of a structure.
    pub(super) fn field(&self, owner: &Shape, member: &str) -> Identifier {
        self.member(owner, member).unwrap_or_else(|| field_name(member))
    }

    /// The variant of a member of a union or enum.
    pub(super) fn variant(&self, owner: &Shape, member: &str) -> Identifier {
        self.member(owner, member).unwrap_or_else(|| variant_name(member))
    }

    fn member(&self, owner: &Shape, member: &str) -> Option<Identifier> {
        self.members.get(&owner.id)?.get(member).cloned()
    }
}

/// Operations are methods of the client too, so they cannot have the names of its own methods.
fn operations(reach: &Reach<'_>) -> BTreeMap<ShapeId, Identifier> {
    let mut taken = BTreeSet::new();
    let named = reach.operations.iter().map(|shape| {
        let mut name = type_name(shape.id.name());
        let is_method =
            |name: &Identifier| reserved::CLIENT.contains(&module_name(name.plain()).plain());
        while is_method(&name) || !taken.insert(name.clone()) {
            name = name.suffixed("Operation");
        }
        (shape.id.clone(), name)
    });
    named.collect()
}

/// Applies the renames of the service. Type names that conflict with types of operations, such as
/// `DescribeVaultOutput`, or with builders get a suffix, because both may occur in one file.
fn types<'a>(
    reach: &Reach<'_>,
    service: &Shape,
    operations: impl Iterator<Item = &'a Identifier>,
) -> BTreeMap<ShapeId, Identifier> {
    let renames = match &service.kind {
        Kind::Service(service) => service.rename.as_slice(),
        _ => &[],
    };
    let plain = |shape: &Shape| {
        let rename = renames.iter().find(|(id, _)| *id == shape.id);
        type_name(rename.map_or(shape.id.name(), |(_, name)| name))
    };
    let types: BTreeMap<&ShapeId, &Shape> =
        reach.types.iter().map(|shape| (&shape.id, *shape)).collect();
    let structures = types.values().filter(|shape| shape.kind == Kind::Structure);
    let builders = structures.map(|shape| plain(shape).suffixed(BUILDER));
    let calls = operations.flat_map(|name| ROLES.map(|role| name.suffixed(role)));
    let reserved: BTreeSet<Identifier> = calls.chain(builders).collect();
    let of_errors: BTreeSet<Identifier> =
        reach.errors.iter().map(|shape| plain(shape).suffixed(BUILDER)).collect();
    let mut all = types.clone();
    all.extend(reach.errors.iter().map(|shape| (&shape.id, *shape)));
    let mut taken = BTreeSet::new();
    let named = all.into_iter().map(|(id, shape)| {
        let mut name = plain(shape);
        // Shapes that are only errors have their own module.
        let is_reserved = |name: &Identifier| types.contains_key(id) && reserved.contains(name);
        let is_error = reach.errors.iter().any(|error| error.id == *id);
        let is_variant = |name: &Identifier| {
            is_error
                && (reserved::ERROR_VARIANTS.contains(&name.plain()) || of_errors.contains(name))
        };
        while is_prelude(name.plain())
            || is_variant(&name)
            || is_reserved(&name)
            || !taken.insert(name.clone())
        {
            name = name.suffixed("Shape");
        }
        (id.clone(), name)
    });
    named.collect()
}

fn members(model: &Model, reach: &Reach<'_>) -> BTreeMap<ShapeId, BTreeMap<String, Identifier>> {
    let mut beside = beside(model, reach);
    let mut found = BTreeMap::new();
    for shape in reach.shapes() {
        let renamed = match shape.kind {
            Kind::Structure => fields(shape, beside.remove(&shape.id).unwrap_or_default()),
            Kind::Union | Kind::Enum => variants(shape),
            _ => continue,
        };
        if !renamed.is_empty() {
            found.insert(shape.id.clone(), renamed);
        }
    }
    found
}

/// The other members and methods of some structures.
fn beside<'a>(model: &Model, reach: &Reach<'a>) -> BTreeMap<&'a ShapeId, Vec<&'static str>> {
    let mut beside: BTreeMap<&ShapeId, Vec<&str>> = BTreeMap::new();
    for error in &reach.errors {
        let beside = beside.entry(&error.id).or_default();
        beside.push(reserved::ERROR);
        // Every error has a message of type string.
        let is_text = |member: &Member| model.target(member).kind == Kind::String;
        if !error.members.iter().any(|it| field_name(&it.name).plain() == MESSAGE && is_text(it)) {
            beside.push(MESSAGE);
        }
    }
    for shape in &reach.operations {
        let Kind::Operation(operation) = &shape.kind else { continue };
        let Some(input) = &operation.input else { continue };
        let methods = [
            (reserved::PAGINATED_CALL, shape.traits.has::<Paginated>()),
            (reserved::WAITING_CALL, shape.traits.has::<Waitable>()),
        ];
        let methods = methods.iter().filter(|(_, is_there)| *is_there).map(|(name, _)| *name);
        beside.entry(input).or_default().extend(methods);
    }
    beside
}

/// A field `x` has the builder methods `set_x` and `get_x`.
fn fields(shape: &Shape, beside: Vec<&str>) -> BTreeMap<String, Identifier> {
    let taken = reserved::STRUCTURE.iter().copied().chain(beside);
    let mut taken: BTreeSet<String> = taken.map(str::to_owned).collect();
    let mut renamed = BTreeMap::new();
    for member in &shape.members {
        let mut name = field_name(&member.name);
        let mut is_plain = true;
        let names = |name: &Identifier| {
            [name.clone(), name.prefixed(SETTER), name.prefixed(GETTER)]
                .map(|name| name.plain().to_owned())
        };
        while names(&name).iter().any(|name| taken.contains(name)) {
            name = name.suffixed("_");
            is_plain = false;
        }
        taken.extend(names(&name));
        if !is_plain {
            renamed.insert(member.name.clone(), name);
        }
    }
    renamed
}

fn variants(shape: &Shape) -> BTreeMap<String, Identifier> {
    let mut taken = BTreeSet::new();
    let mut renamed = BTreeMap::new();
    for member in &shape.members {
        let plain = variant_name(&member.name);
        let mut name = plain.clone();
        while !taken.insert(name.clone()) {
            name = name.suffixed("Value");
        }
        if name != plain {
            renamed.insert(member.name.clone(), name);
        }
    }
    renamed
}

/// The prefix of setters that take an `Option`.
pub(super) const SETTER: &str = "set_";

/// The prefix of methods that return what is set.
pub(super) const GETTER: &str = "get_";

/// The suffix of a builder after the name of its structure.
pub(super) const BUILDER: &str = "Builder";

/// The suffixes of types after the name of their operation.
pub(super) const INPUT: &str = "Input";
pub(super) const OUTPUT: &str = "Output";
pub(super) const ERROR: &str = "Error";
pub(super) const INPUT_BUILDER: &str = "InputBuilder";
pub(super) const FLUENT_BUILDER: &str = "FluentBuilder";
pub(super) const PAGINATOR: &str = "Paginator";

pub(super) const OUTPUT_BUILDER: &str = "OutputBuilder";

pub(super) const ROLES: [&str; 7] =
    [INPUT, OUTPUT, ERROR, BUILDER, INPUT_BUILDER, FLUENT_BUILDER, OUTPUT_BUILDER];
