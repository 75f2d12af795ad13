use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Validator;
use super::names::list;
use crate::smithy::circles::in_circles;
use crate::smithy::shape::{Binding, Kind, Resource, Shape};
use crate::smithy::shape_id::ShapeId;
use crate::smithy::traits::{Idempotent, Readonly, Required};

impl<'a> Validator<'a> {
    /// Operations of a resource must match their binding and identify the instance.
    pub(super) fn resource(&mut self, shape: &'a Shape, resource: &'a Resource) {
        for (binding, operation) in &resource.operations {
            let Some(operation) = self.get(operation) else { continue };
            self.lifecycle(shape, *binding, operation);
            self.instance(shape, resource, *binding, operation);
        }
        for child in &resource.resources {
            let Some(child) = self.get(child) else { continue };
            let Kind::Resource(inner) = &child.kind else { continue };
            self.child(shape, resource, child, inner);
        }
    }

    fn lifecycle(&mut self, resource: &Shape, binding: Binding, operation: &Shape) {
        use Binding::{Collection, Create, Delete, Instance, List, Put, Read, Update};
        let is_readonly = operation.traits.has::<Readonly>();
        let is_idempotent = operation.traits.has::<Idempotent>();
        let problem = match binding {
            Read | List if !is_readonly => "not marked as readonly",
            Put | Create | Update | Delete if is_readonly => "marked as readonly",
            Put | Delete if !is_idempotent => "not marked as idempotent",
            Put | Create | Read | Update | Delete | List | Instance | Collection => return,
        };
        let message = format!("the {binding:?} operation {} is {problem}", operation.id);
        let help =
            "read and list are readonly, put and delete idempotent, create and update not readonly";
        self.report.shape(resource, message, help);
    }

    /// An operation on an instance must identify it.
    fn instance(
        &mut self,
        resource: &Shape,
        Resource { identifiers, .. }: &Resource,
        binding: Binding,
        operation: &Shape,
    ) {
        if identifiers.is_empty() {
            return;
        }
        let bound = self.bound(identifiers, operation);
        let missing: Vec<&str> = missing(identifiers, &bound);
        let is_collection =
            matches!(binding, Binding::Create | Binding::List | Binding::Collection);
        if !is_collection && !missing.is_empty() {
            let message = format!(
                "this operation on an instance of {} has no required member for {}",
                resource.id,
                list(&missing)
            );
            let help = "add required members with the names and targets of the identifiers";
            self.report.shape(operation, message, help);
        }
    }

    /// Child resources and operations must have the identifiers of their resource.
    fn child(&mut self, parent: &Shape, outer: &Resource, child: &Shape, inner: &Resource) {
        let lacks = |(name, target): &&(String, ShapeId)| {
            !inner.identifiers.iter().any(|(known, at)| known == name && at == target)
        };
        let lacking: Vec<&str> =
            outer.identifiers.iter().filter(lacks).map(|(name, _)| name.as_str()).collect();
        if !lacking.is_empty() {
            let message =
                format!("this resource is within {}, but lacks {}", parent.id, list(&lacking));
            self.report.shape(child, message, "repeat the identifiers of the outer resource");
        }
        for (_, operation) in &inner.operations {
            let Some(operation) = self.get(operation) else { continue };
            let bound = self.bound(&inner.identifiers, operation);
            let missing = missing(&outer.identifiers, &bound);
            if !missing.is_empty() {
                let message = format!(
                    "this operation of {}, which is within {}, has no required member for {}",
                    child.id,
                    parent.id,
                    list(&missing)
                );
                let help = "add required members with the names and targets of the identifiers";
                self.report.shape(operation, message, help);
            }
        }
    }

    /// The identifiers for which the input of an operation has members.
    fn bound(&self, identifiers: &[(String, ShapeId)], operation: &'a Shape) -> BTreeSet<&'a str> {
        let Kind::Operation(inner) = &operation.kind else { return BTreeSet::new() };
        let input = inner.input.as_ref().and_then(|input| self.get(input));
        let members = input.into_iter().flat_map(|input| &input.members);
        members
            .filter(|member| member.traits.has::<Required>())
            .filter_map(|member| {
                let explicit = member.traits.value("smithy.api#resourceIdentifier");
                let is_implicit = identifiers
                    .iter()
                    .any(|(name, at)| *name == member.name && *at == member.target);
                explicit.and_then(Value::as_str).or(is_implicit.then_some(member.name.as_str()))
            })
            .collect()
    }

    /// Resources cannot contain themselves.
    pub(super) fn resource_circles(&mut self) {
        let resources = self.shapes.values().filter_map(|shape| match &shape.kind {
            Kind::Resource(resource) => Some((&shape.id, resource.resources.iter().collect())),
            _ => None,
        });
        for id in in_circles(&resources.collect()) {
            let shape = &self.shapes[id];
            self.report.shape(shape, "this resource is within itself", "break the cycle");
        }
    }

    /// A resource may occur only once in a service.
    pub(super) fn bindings(&mut self, service: &'a Shape) {
        let mut places: BTreeMap<&ShapeId, BTreeSet<&str>> = BTreeMap::new();
        for shape in resource_tree(self.shapes, service).into_values() {
            for id in resources(shape) {
                places.entry(id).or_default().insert(shape.id.as_str());
            }
        }
        for (id, places) in places.into_iter().filter(|(_, places)| places.len() > 1) {
            let Some(shape) = self.get(id) else { continue };
            let places: Vec<&str> = places.into_iter().collect();
            let message = format!("this resource is bound in {}", list(&places));
            self.report.shape(shape, message, "bind it in one place of a service");
        }
    }
}

/// The services of each operation, directly or through a resource.
pub(super) fn services(shapes: &BTreeMap<ShapeId, Shape>) -> BTreeMap<&ShapeId, Vec<&Shape>> {
    let mut services: BTreeMap<&ShapeId, Vec<&Shape>> = BTreeMap::new();
    for service in shapes.values().filter(|shape| matches!(shape.kind, Kind::Service(_))) {
        for shape in resource_tree(shapes, service).into_values() {
            let operations: Vec<&ShapeId> = match &shape.kind {
                Kind::Service(service) => service.operations.iter().collect(),
                Kind::Resource(resource) => resource.operations.iter().map(|(_, id)| id).collect(),
                _ => continue,
            };
            for operation in operations {
                services.entry(operation).or_default().push(service);
            }
        }
    }
    services
}

/// A service and all resources in it.
fn resource_tree<'a>(
    shapes: &'a BTreeMap<ShapeId, Shape>,
    service: &'a Shape,
) -> BTreeMap<&'a ShapeId, &'a Shape> {
    let mut tree = BTreeMap::new();
    let mut pending = vec![service];
    while let Some(shape) = pending.pop() {
        if tree.insert(&shape.id, shape).is_none() {
            pending.extend(resources(shape).iter().filter_map(|id| shapes.get(id)));
        }
    }
    tree
}

fn resources(shape: &Shape) -> &[ShapeId] {
    match &shape.kind {
        Kind::Service(service) => &service.resources,
        Kind::Resource(resource) => &resource.resources,
        _ => &[],
    }
}

fn missing<'a>(identifiers: &'a [(String, ShapeId)], bound: &BTreeSet<&str>) -> Vec<&'a str> {
    let names = identifiers.iter().map(|(name, _)| name.as_str());
    names.filter(|name| !bound.contains(name)).collect()
}
