//! Who has which name, where two things of one scope would share it: the first in the order of
//! their ids, or of the members of a shape, keeps it, and the other gets a suffix.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{field_name, is_taken, module_name, operation_name, variant_name};
use super::support::Reach;
use crate::smithy::{Kind, Shape, ShapeId};

/// The Rust names of what a service reaches.
pub(super) struct Names {
    types: BTreeMap<ShapeId, String>,
    operations: BTreeMap<ShapeId, String>,
    /// Of members that cannot have the name that their own name makes, by shape and member.
    members: BTreeMap<ShapeId, BTreeMap<String, String>>,
}

impl Names {
    pub(super) fn of(reach: &Reach<'_>, service: &Shape) -> Self {
        let operations = operations(reach);
        let types = types(reach, service, operations.values());
        Self { types, operations, members: members(reach) }
    }

    /// The name of a structure, union, enum or error.
    pub(super) fn type_name(&self, shape: &Shape) -> String {
        self.types.get(&shape.id).cloned().unwrap_or_else(|| operation_name(shape.id.name()))
    }

    /// What the names of an operation's input, output and so on start with.
    pub(super) fn operation(&self, shape: &Shape) -> String {
        self.operations.get(&shape.id).cloned().unwrap_or_else(|| operation_name(shape.id.name()))
    }

    /// The field of a member of a structure.
    pub(super) fn field(&self, owner: &Shape, member: &str) -> String {
        self.member(owner, member).unwrap_or_else(|| field_name(member))
    }

    /// The variant of a member of a union or enum.
    pub(super) fn variant(&self, owner: &Shape, member: &str) -> String {
        self.member(owner, member).unwrap_or_else(|| variant_name(member))
    }

    fn member(&self, owner: &Shape, member: &str) -> Option<String> {
        self.members.get(&owner.id)?.get(member).cloned()
    }
}

/// Operations are methods of the client as well, so that its own methods are taken.
fn operations(reach: &Reach<'_>) -> BTreeMap<ShapeId, String> {
    let mut taken = BTreeSet::new();
    let named = reach.operations.iter().map(|shape| {
        let mut name = operation_name(shape.id.name());
        while CLIENT_METHODS.contains(&module_name(&name).as_str()) || !taken.insert(name.clone()) {
            name.push_str("Operation");
        }
        (shape.id.clone(), name)
    });
    named.collect()
}

/// The service's renames are carried out. A type gives way to what operations are made of, such as
/// `DescribeVaultOutput`, as both may stand in one file, and to the builders of other types.
fn types<'a>(
    reach: &Reach<'_>,
    service: &Shape,
    operations: impl Iterator<Item = &'a String>,
) -> BTreeMap<ShapeId, String> {
    let renames = match &service.kind {
        Kind::Service(service) => service.rename.as_slice(),
        _ => &[],
    };
    let plain = |shape: &Shape| {
        let rename = renames.iter().find(|(id, _)| *id == shape.id);
        operation_name(rename.map_or(shape.id.name(), |(_, name)| name))
    };
    let types: BTreeMap<&ShapeId, &Shape> =
        reach.types.iter().map(|shape| (&shape.id, *shape)).collect();
    let structures = types.values().filter(|shape| shape.kind == Kind::Structure);
    let builders = structures.map(|shape| format!("{}Builder", plain(shape)));
    let calls = operations.flat_map(|name| ROLES.map(|role| format!("{name}{role}")));
    let reserved: BTreeSet<String> = calls.chain(builders).collect();
    let mut all = types.clone();
    all.extend(reach.errors.iter().map(|shape| (&shape.id, *shape)));
    let mut taken = BTreeSet::new();
    let named = all.into_iter().map(|(id, shape)| {
        let mut name = plain(shape);
        // Errors that are nothing else stand in a module of their own.
        let is_reserved = |name: &str| types.contains_key(id) && reserved.contains(name);
        while is_taken(&name) || is_reserved(&name) || !taken.insert(name.clone()) {
            name.push_str("Shape");
        }
        (id.clone(), name)
    });
    named.collect()
}

fn members(reach: &Reach<'_>) -> BTreeMap<ShapeId, BTreeMap<String, String>> {
    let errors: BTreeSet<&ShapeId> = reach.errors.iter().map(|shape| &shape.id).collect();
    let mut found = BTreeMap::new();
    for shape in reach.shapes() {
        let renamed = match shape.kind {
            Kind::Structure if errors.contains(&shape.id) => {
                // Every error has that, with what came with the reply.
                fields(shape, BTreeSet::from(["meta".to_owned()]))
            }
            Kind::Structure => fields(shape, BTreeSet::new()),
            Kind::Union | Kind::Enum => variants(shape),
            _ => continue,
        };
        if !renamed.is_empty() {
            found.insert(shape.id.clone(), renamed);
        }
    }
    found
}

/// A field `x` has a setter `set_x`.
fn fields(shape: &Shape, mut taken: BTreeSet<String>) -> BTreeMap<String, String> {
    let mut renamed = BTreeMap::new();
    for member in &shape.members {
        let plain = field_name(&member.name);
        let mut bare = plain.trim_start_matches("r#").to_owned();
        let mut is_plain = true;
        while taken.contains(&bare) || taken.contains(&format!("set_{bare}")) {
            bare.push('_');
            is_plain = false;
        }
        taken.insert(format!("set_{bare}"));
        taken.insert(bare.clone());
        if !is_plain {
            renamed.insert(member.name.clone(), bare);
        }
    }
    renamed
}

fn variants(shape: &Shape) -> BTreeMap<String, String> {
    let mut taken = BTreeSet::new();
    let mut renamed = BTreeMap::new();
    for member in &shape.members {
        let plain = variant_name(&member.name);
        let mut name = plain.clone();
        while !taken.insert(name.clone()) {
            name.push_str("Value");
        }
        if name != plain {
            renamed.insert(member.name.clone(), name);
        }
    }
    renamed
}

/// What follows the name of an operation in the names of its types.
pub(super) const ROLES: [&str; 5] = ["Input", "Output", "Error", "InputBuilder", "FluentBuilder"];

/// The methods that every client has.
pub(super) const CLIENT_METHODS: [&str; 7] =
    ["clone", "config", "customize", "from_conf", "from_env", "new", "send"];
